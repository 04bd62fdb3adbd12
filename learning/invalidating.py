"""Declaring what somebody did of an item invalid: an act of staff, with its reason, kept in Wagtail's log."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from wagtail.log_actions import log

from accounts.models import User
from courses.models import LocalisedItem
from learning.evaluation import is_done
from learning.models import Enrolment, ItemState, ProgressEvent
from learning.moving import floor_after, forget_attempts
from learning.progress import Event, record, states_of
from learning.refusals import CompletedStands, NotEnrolled, ReasonMissing, UnknownItem
from learning.standing import locked_enrolments

INVALIDATE: Final = "learning.invalidate"
PERMISSION: Final = "learning.invalidate_progress"


@dataclass(frozen=True, slots=True)
class Standing:
    """One item of a learner's version, with what is known of it (None: nothing)."""

    item: LocalisedItem
    is_done: bool
    state: ItemState | None

    @property
    def minutes(self) -> int:
        """How long it was in front of the learner, in whole minutes."""
        return self.state.active_seconds // 60 if self.state else 0


def standings(enrolment: Enrolment, language: str) -> list[Standing]:
    """Return what counts of each item for one learner."""
    states = states_of(enrolment.learner, [enrolment.version.outline], whole=True)
    content = enrolment.course.in_language(language, enrolment.version)
    items = {item["uid"]: item for item in enrolment.version.outline}
    known = [(place, states.get(place.uid)) for place in content.items]
    return [Standing(place, is_done(items[place.uid], state), state) for place, state in known]


def invalidate(enrolment: Enrolment, item_uid: str, *, by: User, reason: str, event_uid: uuid.UUID) -> None:
    """Let what the learner did of an item until now count no more; with the same `event_uid` it is done once.

    Raises `ReasonMissing`, `UnknownItem`, `NotEnrolled`, and `CompletedStands` for a course that is completed.
    """
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    with transaction.atomic():
        locked = next(iter(locked_enrolments(enrolment.learner, [enrolment.pk])), None)
        if locked is None:
            raise NotEnrolled
        if locked.state == Enrolment.State.COMPLETED:
            raise CompletedStands
        if item_uid not in {item["uid"] for item in locked.version.outline}:
            raise UnknownItem
        if not ProgressEvent.objects.filter(learner=enrolment.learner, event_uid=event_uid).exists():
            _invalidate(locked, item_uid, {"reason": reason, "by": by.pk}, event_uid)
            log(instance=locked, action=INVALIDATE, user=by, data={"reason": reason, "item": item_uid})


def _invalidate(enrolment: Enrolment, item_uid: str, body: Mapping[str, Any], event_uid: uuid.UUID) -> None:
    states = states_of(enrolment.learner, [enrolment.version.outline])
    enrolment.floor = floor_after(enrolment, enrolment.evaluate(states), (), [item_uid])
    enrolment.save(update_fields=["floor"])
    forget_attempts(enrolment, [item_uid])
    event = Event(event_uid, uuid.UUID(item_uid), ProgressEvent.Kind.INVALIDATED, body)
    record(enrolment.learner, [event], enrolments=[enrolment.pk], by_server=True)
