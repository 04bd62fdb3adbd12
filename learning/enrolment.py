"""Who takes which course."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from courses.models import Course, CourseVersion
from learning.completion import complete_if_done
from learning.models import Attempt, Enrolment, Transition
from learning.moving import carry_over
from learning.refusals import AlreadyCompleted, CourseIsClosed, CourseIsOutline, NotEnrolled, PrerequisitesMissing
from learning.regrading import regrade
from learning.standing import standing_enrolment


def enrol(learner: User, course: Course) -> Enrolment:
    """Enrol the learner in the version that is current, or return the enrolment that stands.

    Who left and comes back goes on: states are the person's own, and their attempts move to the new enrolment. Raises
    `CourseIsOutline`, `CourseIsClosed` and `PrerequisitesMissing`.
    """
    standing = standing_enrolment(learner, course.slug)
    if standing is not None:
        return standing
    if course.is_outline_only:
        raise CourseIsOutline
    current = course.current_version
    if course.state != Course.State.RELEASED or current is None:
        raise CourseIsClosed
    missing = [before for before in courses_before(learner, course) if not before.is_completed]
    if missing:
        raise PrerequisitesMissing(before.course.title for before in missing)
    try:
        with transaction.atomic():
            return _go_on(learner, course, current) or Enrolment.objects.create(
                learner=learner, course=course, version=current
            )
    except IntegrityError:
        # The same person enrolled at the same moment: the constraint let one through, and that one stands.
        return Enrolment.objects.standing(learner).select_related("course", "version").get(course=course)


@dataclass(frozen=True, slots=True)
class Before:
    """A course that comes before another one, and whether the learner has completed it."""

    course: Course
    is_completed: bool


def courses_before(learner: User, course: Course) -> list[Before]:
    """Return the courses to complete before enrolling in `course`.

    Not those that were retired since: nobody new could complete them. Two statements, and none for a course that asks
    for none.
    """
    if not course.prerequisites:
        return []
    taken = Enrolment.objects.filter(learner=learner, course__in=course.prerequisites)
    completed = set(taken.filter(state=Enrolment.State.COMPLETED).values_list("course", flat=True))
    courses = Course.objects.visible().filter(pk__in=course.prerequisites, is_outline_only=False)
    return [Before(each, each.pk in completed) for each in courses]


def _go_on(learner: User, course: Course, current: CourseVersion) -> Enrolment | None:
    """Take up what an earlier enrolment in the course left, in the current version; None when there was none."""
    left = Enrolment.objects.filter(learner=learner, course=course, state=Enrolment.State.LEFT).order_by("-left_at")
    last = left.select_related("version").first()
    if last is None:
        return None
    enrolment = Enrolment.objects.create(
        learner=learner, course=course, version=last.version, floor=last.floor, last_item_uid=last.last_item_uid
    )
    Attempt.objects.filter(enrolment__in=left).update(enrolment=enrolment)
    if last.version.number < current.number:
        carry_over(enrolment, current, Transition.Reason.ENROLLED_AGAIN)
        regrade(current, enrolment)
    complete_if_done(enrolment)
    enrolment.refresh_from_db()
    return enrolment


def leave(learner: User, course: Course) -> Enrolment:
    """Leave the course; progress is kept. Leaving twice is leaving once.

    Raises `AlreadyCompleted`, and `NotEnrolled` when the learner never took it.
    """
    with transaction.atomic():
        enrolments = Enrolment.objects.select_for_update().filter(learner=learner, course=course)
        # A standing enrolment has no date of leaving, and comes first on either database.
        enrolment = min(enrolments, key=lambda each: (each.left_at is not None, -each.pk), default=None)
        if enrolment is None:
            raise NotEnrolled
        if enrolment.state == Enrolment.State.COMPLETED:
            raise AlreadyCompleted
        if enrolment.state == Enrolment.State.ACTIVE:
            enrolment.state, enrolment.left_at = Enrolment.State.LEFT, timezone.now()
            enrolment.save(update_fields=["state", "left_at"])
    return enrolment
