"""What follows from a person's events on one item. Pure.

`fold` joins facts with minimum, maximum and nothing else, so any order, repetition or split of the same facts gives the
same state, and a state only ever grows.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

# A phone may bring its events weeks later; a clock that is wrong by more counts as this.
LONGEST_DELAY: Final = datetime.timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Fact:
    """What the fold needs of an event: its kind ("opened", "read", "graded"), moment and body."""

    kind: str
    at: datetime.datetime
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class State:
    """What is known of one item: when it was first seen, the best score of its quiz, when it was done."""

    first_seen_at: datetime.datetime
    best_score: int | None = None
    done_at: datetime.datetime | None = None


def moment(client_at: datetime.datetime | None, received_at: datetime.datetime) -> datetime.datetime:
    """Return when an event happened: the client's time, never after its arrival nor absurdly long before."""
    if client_at is None:
        return received_at
    return max(min(client_at, received_at), received_at - LONGEST_DELAY)


def fold(state: State | None, facts: Iterable[Fact]) -> State | None:
    """Return `state` enriched by `facts`; None when nothing is known at all."""
    for fact in facts:
        said = _said_by(fact)
        state = said if state is None else _join(state, said)
    return state


def _said_by(fact: Fact) -> State:
    is_done = fact.kind == "read" or (fact.kind == "graded" and bool(fact.body.get("is_passed")))
    score = int(fact.body["score"]) if fact.kind == "graded" else None
    return State(first_seen_at=fact.at, best_score=score, done_at=fact.at if is_done else None)


def _join(one: State, other: State) -> State:
    scores = [score for score in (one.best_score, other.best_score) if score is not None]
    moments = [at for at in (one.done_at, other.done_at) if at is not None]
    return State(
        first_seen_at=min(one.first_seen_at, other.first_seen_at),
        best_score=max(scores, default=None),
        done_at=min(moments, default=None),
    )
