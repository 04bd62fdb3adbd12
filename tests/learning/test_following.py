"""What a release means for those who are in the course already."""

import datetime
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.utils import timezone

from accounts.models import User
from certificates.models import Certificate
from courses.models import Course, CourseVersion
from learning.enrolment import enrol
from learning.marking import mark_done
from learning.models import Enrolment, FollowedRelease
from learning.tasks import follow, sweep
from tests.learning.releasing import add_lesson, leave_out, release_again

Capture = Callable[..., AbstractContextManager[list[Callable[[], object]]]]


def almost(learner: User, course: Course) -> Enrolment:
    """Enrol somebody who has everything done but the quiz, and was seen long ago."""
    enrolment = enrol(learner, course)
    for slug in ("lesson-1-1", "lesson-1-2"):
        mark_done(learner, course=course.slug, module="module-1", item=slug)
    Enrolment.objects.filter(pk=enrolment.pk).update(last_seen_at=timezone.now() - datetime.timedelta(days=90))
    return enrolment


def test_who_has_nothing_left_after_a_release_is_complete(
    named: User, course: Course, django_capture_on_commit_callbacks: Capture, eager_tasks: None
) -> None:
    enrolment = almost(named, course)
    leave_out(course, "quiz-1-1")

    with django_capture_on_commit_callbacks() as callbacks:
        version = release_again(course)
    for callback in callbacks:
        callback()

    enrolment.refresh_from_db()
    assert (enrolment.state, enrolment.version.number) == (Enrolment.State.COMPLETED, 1)
    assert Certificate.objects.get().subject_uid == course.pk
    assert FollowedRelease.objects.filter(version=version).exists()


def test_lost_message_of_a_release_is_made_up_for(named: User, course: Course) -> None:
    enrolment = almost(named, course)
    leave_out(course, "quiz-1-1")
    release_again(course)

    counts = [sweep(), sweep()]

    enrolment.refresh_from_db()
    assert (enrolment.state, counts) == (Enrolment.State.COMPLETED, [1, 0])
    assert Certificate.objects.count() == 1
    assert not CourseVersion.objects.filter(followed=None).exists()


def test_release_followed_twice_is_followed_once(named: User, course: Course) -> None:
    almost(named, course)
    leave_out(course, "quiz-1-1")
    version = release_again(course)

    assert [follow(version.pk), follow(version.pk)] == [1, 0]
    assert FollowedRelease.objects.filter(version=version).count() == 1


def test_item_that_is_waived_is_not_asked_of_those_who_have_it(named: User, learner: User, course: Course) -> None:
    early = almost(named, course)
    leave_out(course, "quiz-1-1")
    add_lesson(course)
    release_again(course)
    late = enrol(learner, course)

    sweep()

    early.refresh_from_db()
    assert early.state == Enrolment.State.COMPLETED
    assert len(late.evaluate({}).remaining) == 3


@pytest.mark.parametrize("done", [0, 1])
def test_who_has_something_left_after_a_release_goes_on(learner: User, course: Course, done: int) -> None:
    enrolment = enrol(learner, course)
    for slug in ("lesson-1-1", "lesson-1-2")[:done]:
        mark_done(learner, course=course.slug, module="module-1", item=slug)
    leave_out(course, "quiz-1-1")
    release_again(course)

    sweep()

    enrolment.refresh_from_db()
    assert enrolment.state == Enrolment.State.ACTIVE
