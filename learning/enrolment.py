"""Who takes which course."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from courses.models import Course
from learning.completion import complete_if_done
from learning.models import Attempt, Enrolment
from learning.refusals import AlreadyCompleted, CourseIsClosed, CourseIsOutline, NotEnrolled
from learning.standing import standing_enrolment


def enrol(learner: User, course: Course) -> Enrolment:
    """Enrol the learner in the version that is current, or return the enrolment that stands.

    Who left and comes back goes on: states are the person's own, and their attempts move to the new enrolment. Raises
    `CourseIsOutline` and `CourseIsClosed`.
    """
    standing = standing_enrolment(learner, course.slug)
    if standing is not None:
        return standing
    if course.is_outline_only:
        raise CourseIsOutline
    if course.state != Course.State.RELEASED or course.current_version is None:
        raise CourseIsClosed
    try:
        with transaction.atomic():
            enrolment = Enrolment.objects.create(learner=learner, course=course, version=course.current_version)
            _go_on(enrolment)
    except IntegrityError:
        # The same person enrolled at the same moment: the constraint let one through, and that one stands.
        return Enrolment.objects.standing(learner).select_related("course", "version").get(course=course)
    return enrolment


def _go_on(enrolment: Enrolment) -> None:
    """Take up what an earlier enrolment in the course left."""
    left = Enrolment.objects.filter(
        learner=enrolment.learner, course=enrolment.course, state=Enrolment.State.LEFT
    ).order_by("-left_at")
    last = left.first()
    if last is None:
        return
    Attempt.objects.filter(enrolment__in=left).update(enrolment=enrolment)
    enrolment.last_item_uid = last.last_item_uid
    enrolment.save(update_fields=["last_item_uid"])
    if complete_if_done(enrolment):
        enrolment.refresh_from_db()


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
