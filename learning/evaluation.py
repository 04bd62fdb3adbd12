"""How far a person is in a course. Pure: the bar, "what is left" and the award all come from here."""

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


class Known(Protocol):
    """What evaluation needs of the state of an item; `folding.State` says what each means."""

    @property
    def settled_at(self) -> datetime.datetime | None:
        """When it was done by itself, whatever the rule."""

    @property
    def ended_at(self) -> datetime.datetime | None:
        """When its end was seen."""

    @property
    def active_seconds(self) -> int:
        """How long it was in front of the reader."""

    @property
    def played_seconds(self) -> int:
        """How much of its recording was played."""


@dataclass(frozen=True, slots=True)
class Remaining:
    """A required item that is not done."""

    uid: str
    kind: str
    rule: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How far: a whole percentage (100 only when complete), what remains, what is done.

    `done` also holds items that are not required; `counted_done` of `counted` are the required ones.
    """

    percent: int
    remaining: tuple[Remaining, ...]
    done: frozenset[str]
    complete: bool
    counted: int
    counted_done: int


def evaluate(
    outline: Sequence[Mapping[str, Any]],
    states: Mapping[str, Known],
    waived: Collection[str] = frozenset(),
    *,
    floor: int = 0,
) -> Evaluation:
    """Evaluate an outline (`CourseVersion.outline`) against the states of its items, by uid.

    An outline without required items asks for all of them; one without items is never complete. Items in `waived` are
    not asked of this learner any more, but for one who has nothing else to do: those count as they stand. `floor` is
    the percentage that moving from another version left them.
    """
    done = frozenset(item["uid"] for item in outline if is_done(item, states.get(item["uid"])))
    asked = asked_of(outline, done, waived)
    remaining = tuple(
        Remaining(uid=item["uid"], kind=item["kind"], rule=item["rule"]) for item in asked if item["uid"] not in done
    )
    is_complete = bool(asked) and not remaining
    return Evaluation(
        percent=max(_percent(asked, done, is_complete=is_complete), min(floor, 99)),
        remaining=remaining,
        done=done,
        complete=is_complete,
        counted=len(asked),
        counted_done=len(asked) - len(remaining),
    )


def asked_of(
    outline: Sequence[Mapping[str, Any]], done: Collection[str] = frozenset(), waived: Collection[str] = frozenset()
) -> list[Mapping[str, Any]]:
    """Return the items of an outline that count for a learner who has `done` some and was let off `waived`."""
    required = [item for item in outline if item.get("required", True)] or list(outline)
    return [item for item in required if item["uid"] not in waived or item["uid"] in done] or required


def is_done(item: Mapping[str, Any], state: Known | None) -> bool:
    """Say whether what is known of an item of an outline satisfies its rule."""
    if state is None:
        return False
    if state.settled_at is not None:
        return True
    rule, policy = item["rule"], item.get("policy") or {}
    if rule == "studied":
        return state.ended_at is not None and state.active_seconds >= policy["seconds"]
    if rule == "watched":
        return 100 * state.played_seconds >= policy["share"] * policy["length"] > 0
    return False


def _percent(asked: Iterable[Mapping[str, Any]], done: frozenset[str], *, is_complete: bool) -> int:
    if is_complete:
        return 100
    weights = [(max(item.get("weight", 1), 0), item["uid"] in done) for item in asked]
    total = sum(weight for weight, _ in weights)
    if not total:
        return 0
    # What weighs nothing still has to be done, so the weights alone could say 100 too early.
    return min(100 * sum(weight for weight, is_done in weights if is_done) // total, 99)
