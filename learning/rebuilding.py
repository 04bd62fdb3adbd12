"""Folding everything from zero: states as the events say they must be, compared with those that are stored."""

import hashlib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.db import transaction

from accounts.models import User
from learning import ledger
from learning.folding import Fact, State, fold
from learning.models import ItemState, ProgressEvent
from learning.standing import locked_enrolments

CHUNK: Final = 200

Key = tuple[int, uuid.UUID]


@dataclass(frozen=True, slots=True)
class Difference:
    """A state that is not what its events add up to; None where there is none, or should be none."""

    learner: int
    item_uid: uuid.UUID
    stored: State | None
    folded: State | None

    def __str__(self) -> str:
        return f"learner {self.learner}, item {self.item_uid}: {', '.join(self._words())}"

    def _words(self) -> Iterator[str]:
        if self.stored is None:
            yield "no state is stored, though there are events"
        elif self.folded is None:
            yield "a state is stored without an event"
        else:
            for name, stored, folded in self.fields():
                yield f"{name} is {stored}, and the events say {folded}"

    def fields(self) -> Iterator[tuple[str, object, object]]:
        """Yield what differs: the field, what is stored of it, what the events say; None where there is no state."""
        for name in ledger.FOLDED:
            stored, folded = getattr(self.stored, name, None), getattr(self.folded, name, None)
            if stored != folded:
                yield name, stored, folded


def differences() -> Iterator[Difference]:
    """Yield every state that differs from its events.

    A difference is looked at again under the lock of the learner, so what is being recorded meanwhile is none.
    """
    last = 0
    while chunk := list(User.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        last = chunk[-1]
        for learner in dict.fromkeys(difference.learner for difference in differences_of(chunk)):
            yield from _look_again(learner)


@transaction.atomic
def rebuild(learner: int) -> list[Difference]:
    """Make the states of a learner what their events add up to; return what differed."""
    found = _look_again(learner)
    surplus = [each.item_uid for each in found if each.folded is None]
    ItemState.objects.filter(learner=learner, item_uid__in=surplus).delete()
    ledger.store([ledger.row_of(learner, each.item_uid, each.folded) for each in found if each.folded])
    return found


def digest() -> str:
    """Return a digest of all states, whatever their order and primary keys."""
    whole = hashlib.sha256()
    rows = ItemState.objects.order_by("learner_id", "item_uid").values_list("learner_id", "item_uid", *ledger.FOLDED)
    for row in rows.iterator():
        whole.update(repr(row).encode())
    return whole.hexdigest()


@transaction.atomic
def _look_again(learner: int) -> list[Difference]:
    locked_enrolments(User(pk=learner))
    return list(differences_of([learner]))


def differences_of(learners: list[int]) -> Iterator[Difference]:
    """Yield the differences of some learners as they are seen from outside of any lock. Two statements."""
    rows = ItemState.objects.filter(learner__in=learners)
    stored = {(row.learner_id, row.item_uid): ledger.state_in(row) for row in rows}
    folded = _folded(learners)
    for key in sorted(stored.keys() | folded.keys()):
        if stored.get(key) != folded.get(key):
            yield Difference(*key, stored.get(key), folded.get(key))


def _folded(learners: list[int]) -> Mapping[Key, State]:
    events = (
        ProgressEvent.objects.filter(learner__in=learners)
        .exclude(kind=ProgressEvent.Kind.ANSWERED)
        .order_by("learner_id", "item_uid")
        .values_list("learner_id", "item_uid", "kind", "happened_at", "body")
    )
    states: dict[Key, State] = {}
    for key, several in groupby(events.iterator(), lambda event: (event[0], event[1])):
        state = fold(None, (Fact(kind, at, body) for _learner, _item, kind, at, body in several))
        if state is not None:
            states[key] = state
    return states
