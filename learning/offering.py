"""Offering the current version of a course to those who follow an earlier one: what is new, what they keep."""

import datetime
from dataclasses import dataclass

from accounts.models import User
from courses.models import Course, CourseVersion, LocalisedCourse, LocalisedItem
from learning import moving
from learning.evaluation import evaluate
from learning.models import Enrolment, Transition
from learning.progress import states_of
from learning.refusals import NotEnrolled
from learning.standing import standing_enrolment

Items = tuple[LocalisedItem, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """What the current version means for one learner; `content` is the course in it.

    `new` came since their version and is not done; `kept` and `redo` are done, and stay so or not; `gone` is asked of
    nobody new. `move_by` is the day on which they are moved, if one is set.
    """

    enrolment: Enrolment
    content: LocalisedCourse
    released_at: datetime.datetime
    new: Items
    kept: Items
    redo: Items
    gone: Items
    move_by: datetime.date | None

    @property
    def is_complete(self) -> bool:
        """Whether the learner has completed the course, so that nothing is asked of them any more."""
        return self.enrolment.state == Enrolment.State.COMPLETED


def offer_of(learner: User, course: Course, language: str) -> Offer | None:
    """Return what the current version offers a learner, or None when more than wording has not changed since theirs.

    Raises `NotEnrolled`.
    """
    enrolment = _standing(learner, course)
    current = course.current_version
    if current is None or not enrolment.is_behind:
        return None
    outlines = [enrolment.version.outline, current.outline]
    states = states_of(learner, outlines)
    done = enrolment.evaluate(states).done | evaluate(current.outline, states).done
    again = moving.redone_since(enrolment.version, current)
    old, new = ({item["uid"] for item in outline} for outline in outlines)
    followed, content = course.in_language(language, enrolment.version), course.in_language(language)
    return Offer(
        enrolment=enrolment,
        content=content,
        released_at=current.released_at,
        new=tuple(item for item in content.items if item.uid not in old | done),
        kept=tuple(item for item in content.items if item.uid in done - again),
        redo=tuple(item for item in content.items if item.uid in done & again),
        gone=tuple(item for item in followed.items if item.uid not in new),
        move_by=_move_by(enrolment.version, current),
    )


def accept(learner: User, course: Course) -> Transition | None:
    """Move the learner to the current version, if there is more than wording to it; a second time changes nothing.

    Raises `NotEnrolled`.
    """
    enrolment = _standing(learner, course)
    if course.current_version is None or not enrolment.is_behind:
        return None
    return moving.move(enrolment, course.current_version, Transition.Reason.OFFERED)


def decline(learner: User, course: Course) -> None:
    """Put the offer away until there is more to it. Raises `NotEnrolled`."""
    enrolment = _standing(learner, course)
    Enrolment.objects.filter(pk=enrolment.pk, declined__lt=course.newest_change).update(declined=course.newest_change)


def _standing(learner: User, course: Course) -> Enrolment:
    enrolment = standing_enrolment(learner, course.slug)
    if enrolment is None:
        raise NotEnrolled
    return enrolment


def _move_by(before: CourseVersion, current: CourseVersion) -> datetime.date | None:
    since = CourseVersion.objects.filter(
        course=current.course_id, number__gt=before.number, number__lte=current.number, move_by__isnull=False
    )
    return since.order_by("move_by").values_list("move_by", flat=True).first()
