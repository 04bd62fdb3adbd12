"""What a person's events on one item add up to. Pure, and without any rule: whether it is enough, `evaluation` says.

`fold` joins facts with minimum, maximum and unions of spans, so any order, repetition or split of the same facts gives
the same state, and a state only ever grows. The one exception is a person's decision, not arithmetic: what came before
an invalidation does not count any more. It is dated by the server, so nothing that it should keep can have come sooner.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

# A phone may bring its events weeks later; a clock that is wrong by more counts as this.
LONGEST_DELAY: Final = datetime.timedelta(days=60)
# Time with an item (seconds) is not counted beyond this, so that no state grows without bound.
MOST_ACTIVE: Final = 4 * 60 * 60
# Reports of the same sitting, or of the same playing, leave gaps of a second or two (seconds).
ACTIVE_SLACK: Final = 2
PLAYED_SLACK: Final = 1
# These settle an item by themselves; a grade does when it passes.
SETTLING: Final = frozenset({"read", "fetched", "kept"})

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """What the fold needs of an event: its kind (`ProgressEvent.Kind`), the moment that counts, and its body."""

    kind: str
    at: datetime.datetime
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class State:
    """What is known of one item.

    `active`: when it was in front of the reader, spans of epoch seconds; empty once `active_seconds` is `MOST_ACTIVE`.
    `spans`: what was played of its recording, in seconds of it. `ended_at`: when its end was first seen. `settled_at`:
    when the learner said that it is done, a grade passed, or a move to another version kept it. `best_score`: of its
    quiz. `valid_from`: facts up to then were invalidated.
    """

    first_seen_at: datetime.datetime
    active: Spans = ()
    active_seconds: int = 0
    spans: Spans = ()
    played_seconds: int = 0
    ended_at: datetime.datetime | None = None
    settled_at: datetime.datetime | None = None
    best_score: int | None = None
    valid_from: datetime.datetime | None = None


def moment(
    client_at: datetime.datetime | None, received_at: datetime.datetime, not_before: datetime.datetime
) -> datetime.datetime:
    """Return when an event happened: the client's time, not after its arrival, nor absurdly long before.

    Nor before `not_before`, when the learner first enrolled: nobody has been active for longer than that.
    """
    if client_at is None:
        return received_at
    earliest = min(max(not_before, received_at - LONGEST_DELAY), received_at)
    return max(min(client_at, received_at), earliest)


def fold(state: State | None, facts: Iterable[Fact]) -> State | None:
    """Return `state` enriched by `facts`; None when nothing is known at all."""
    facts = list(facts)
    cuts = [fact.at for fact in facts if fact.kind == "invalidated"]
    if cuts:
        state = _cut(state, max(cuts))
    for fact in facts:
        if state is not None and state.valid_from is not None and fact.at <= state.valid_from:
            continue
        said = _said_by(fact)
        state = said if state is None else _join(state, said)
    return state


def _cut(state: State | None, at: datetime.datetime) -> State:
    """Forget what was before `at`."""
    if state is not None and state.valid_from is not None and state.valid_from >= at:
        return state
    return State(first_seen_at=at, valid_from=at)


def _said_by(fact: Fact) -> State:
    said = State(first_seen_at=fact.at)
    if fact.kind in SETTLING:
        return replace(said, settled_at=fact.at)
    if fact.kind == "graded":
        return replace(
            said, best_score=int(fact.body["score"]), settled_at=fact.at if fact.body.get("is_passed") else None
        )
    if fact.kind == "ended":
        return replace(said, ended_at=fact.at)
    if fact.kind == "active":
        end = int(fact.at.timestamp())
        return _with_active(said, ((end - int(fact.body["seconds"]), end),))
    if fact.kind == "played":
        return _with_played(said, ((int(fact.body["from"]), -int(-fact.body["to"] // 1)),))
    return said


def _join(one: State, other: State) -> State:
    joined = replace(
        one,
        first_seen_at=min(one.first_seen_at, other.first_seen_at),
        ended_at=_first(one.ended_at, other.ended_at),
        settled_at=_first(one.settled_at, other.settled_at),
        best_score=max((score for score in (one.best_score, other.best_score) if score is not None), default=None),
    )
    if other.spans:
        joined = _with_played(joined, unite(one.spans, other.spans, PLAYED_SLACK))
    if other.active_seconds and joined.active_seconds < MOST_ACTIVE:
        joined = _with_active(joined, unite(one.active, other.active, ACTIVE_SLACK))
    return joined


def _first(one: datetime.datetime | None, other: datetime.datetime | None) -> datetime.datetime | None:
    return min((at for at in (one, other) if at is not None), default=None)


def _with_active(state: State, active: Spans) -> State:
    seconds = _length(active)
    if seconds >= MOST_ACTIVE:
        return replace(state, active=(), active_seconds=MOST_ACTIVE)
    return replace(state, active=active, active_seconds=seconds)


def _with_played(state: State, spans: Spans) -> State:
    return replace(state, spans=spans, played_seconds=_length(spans))


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def unite(one: Sequence[Sequence[int]], other: Sequence[Sequence[int]], slack: int) -> Spans:
    """Return the union of two sets of spans, in order and apart; gaps of at most `slack` are closed.

    Closing keeps order and grouping without effect: a closed gap lies between two points that are in the union.
    """
    united: list[tuple[int, int]] = []
    for start, end in sorted((int(start), int(end)) for start, end in (*one, *other)):
        if united and start <= united[-1][1] + slack:
            united[-1] = (united[-1][0], max(united[-1][1], end))
        else:
            united.append((start, end))
    return tuple(united)
