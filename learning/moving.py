"""Moving a learner to a newer version of their course: what they have done is kept, and how far they are with it."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from courses.models import CourseVersion
from learning.completion import complete_if_done
from learning.evaluation import Evaluation, asked_of, evaluate
from learning.models import Attempt, Enrolment, ProgressEvent, Transition
from learning.naming import own_uid
from learning.progress import Event, record, states_of
from learning.standing import locked_enrolments

Kind = ProgressEvent.Kind
Outline = Sequence[Mapping[str, Any]]
CHUNK: Final = 200


def move(enrolment: Enrolment, version: CourseVersion, reason: str) -> Transition | None:
    """Move somebody in progress to a later version of their course; `reason` is one of `Transition.Reason`.

    What is done stays done, unless a version since theirs says that it must be done again. Returns None when there is
    nothing to move: the enrolment is not in progress, follows that version or a later one, or is complete as it is.
    """
    with transaction.atomic():
        locked = next(iter(locked_enrolments(enrolment.learner, [enrolment.pk])), None)
        if locked is None or locked.state != Enrolment.State.ACTIVE:
            return None
        if version.course_id != locked.course_id or version.number <= locked.version.number:
            return None
        if complete_if_done(locked):
            return None
        locked.learner = enrolment.learner
        return carry_over(locked, version, reason)


def carry_over(enrolment: Enrolment, version: CourseVersion, reason: str) -> Transition:
    """Put an enrolment that the caller locked on `version`, with what was done under the version before."""
    learner, before = enrolment.learner, enrolment.version
    states = states_of(learner, [before.outline, version.outline])
    standing = enrolment.evaluate(states)
    again = redone_since(before, version)
    redo = [item["uid"] for item in version.outline if item["uid"] in again and item["uid"] in states]
    # Done by the rules of either: what comes back, or asks for less now, needs no second effort.
    done = standing.done | evaluate(version.outline, states).done
    kept = [item["uid"] for item in version.outline if item["uid"] in done and item["uid"] not in again]
    left = [item for item in asked_of(version.outline) if item["uid"] not in kept]
    enrolment.floor = floor_after(enrolment, standing, left, redo)
    enrolment.version = version
    enrolment.save(update_fields=["version", "floor"])
    transition = Transition.objects.create(
        enrolment=enrolment, from_version=before, to_version=version, reason=reason, kept=kept, redo=redo
    )
    forget_attempts(enrolment, redo)
    events = [_event(transition, uid, Kind.KEPT) for uid in kept]
    events += [_event(transition, uid, Kind.INVALIDATED) for uid in redo]
    record(learner, events, enrolments=[enrolment.pk], by_server=True)
    return transition


def redone_since(before: CourseVersion, version: CourseVersion) -> set[str]:
    """Return the uids of what the versions after `before`, `version` the last, say must be done again."""
    since = CourseVersion.objects.filter(
        course=version.course_id, number__gt=before.number, number__lte=version.number
    ).values_list("redo", flat=True)
    return {uid for redo in since for uid in redo}


def floor_after(enrolment: Enrolment, standing: Evaluation, left: Outline, redo: Collection[str]) -> int:
    """Return the percentage below which nobody falls who has `left` to do from now on.

    What the course has no more counts as it did, so only what is new, or done again, makes the percentage fall.
    """
    asked = asked_of(enrolment.version.outline, standing.done, enrolment.waived)
    known = {item["uid"] for item in asked}
    new = [item for item in left if item["uid"] not in known]
    lost = [item for item in asked if item["uid"] in redo and item["uid"] in standing.done]
    total = _weight(asked) + _weight(new)
    return max(standing.percent * _weight(asked) - 100 * _weight(lost), 0) // total if total else 0


def forget_attempts(enrolment: Enrolment, item_uids: Collection[str]) -> None:
    """Let the attempts at quizzes that are taken again count no more, so that as many are left as at the beginning."""
    if item_uids:
        Attempt.objects.filter(enrolment=enrolment, item_uid__in=item_uids).update(is_void=True)


def move_the_due() -> int:
    """Move those in progress whose day has come to what is current, and return how many; safe to run at any time."""
    dated = CourseVersion.objects.filter(move_by__lte=timezone.localdate()).order_by("number")
    newest = {version.course_id: version.number for version in dated.only("course", "number")}
    return sum(_move_from_before(course_id, number) for course_id, number in newest.items())


def _move_from_before(course_id: uuid.UUID, number: int) -> int:
    due = Enrolment.objects.filter(
        course=course_id, state=Enrolment.State.ACTIVE, version__number__lt=number
    ).select_related("learner", "course__current_version")
    moved, last = 0, 0
    while chunk := list(due.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = chunk[-1].pk
        for each in chunk:
            current = each.course.current_version
            moved += current is not None and move(each, current, Transition.Reason.DATED) is not None
    return moved


def _event(transition: Transition, uid: str, kind: str) -> Event:
    name = own_uid("move", transition.enrolment_id, transition.to_version_id, uid, kind)
    return Event(name, uuid.UUID(uid), kind, {"version": transition.to_version_id})


def _weight(items: Outline) -> int:
    return sum(max(item.get("weight", 1), 0) for item in items)
