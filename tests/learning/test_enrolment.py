from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.models import User
from courses.models import Course
from learning import quizzes
from learning.enrolment import enrol, leave
from learning.marking import mark_done
from learning.models import Enrolment
from learning.refusals import AlreadyCompleted, CourseIsClosed, CourseIsOutline, NotEnrolled
from learning.standing import standing_enrolment
from tests.factories import learner as make_learner
from tests.factories import released_course
from tests.learning.conftest import Items


def test_enrol_pins_the_current_version(learner: User, course: Course) -> None:
    enrolment = enrol(learner, course)

    assert enrolment.version == course.current_version
    assert enrolment.state == Enrolment.State.ACTIVE


def test_enrol_twice_is_enrolling_once(learner: User, course: Course) -> None:
    first = enrol(learner, course)

    assert enrol(learner, course) == first
    assert Enrolment.objects.count() == 1


def test_enrol_refuses_what_takes_no_learners(learner: User) -> None:
    outline = released_course(is_outline_only=True)
    retired, draft = released_course(), released_course()
    Course.objects.filter(pk=retired.pk).update(state=Course.State.RETIRED)
    Course.objects.filter(pk=draft.pk).update(state=Course.State.DRAFT, current_version=None)

    with pytest.raises(CourseIsOutline):
        enrol(learner, outline)
    for closed in (retired, draft):
        closed.refresh_from_db()
        with pytest.raises(CourseIsClosed):
            enrol(learner, closed)
    assert not Enrolment.objects.exists()


def test_enrol_returns_the_standing_enrolment_in_a_retired_course(learner: User, course: Course) -> None:
    enrolment = enrol(learner, course)
    course.state = Course.State.RETIRED

    assert enrol(learner, course) == enrolment


@pytest.mark.django_db(transaction=True)
def test_enrol_by_eight_requests_at_once_is_enrolling_once() -> None:
    course, learner = released_course(lessons=1, quizzes=0), make_learner()

    def attempt(_number: int) -> int:
        try:
            return enrol(learner, course).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        enrolled = set(pool.map(attempt, range(8)))

    assert enrolled == set(Enrolment.objects.values_list("pk", flat=True))
    assert len(enrolled) == 1


def test_leave_keeps_progress_and_enrolling_again_goes_on(
    learner: User, course: Course, enrolment: Enrolment, places: Items
) -> None:
    mark_done(learner, course=course.slug, module=places[0].module_slug, item=places[0].slug)
    attempt = quizzes.start(enrolment, places[2].uid)

    left = leave(learner, course)
    again = enrol(learner, course)

    assert left.pk != again.pk
    assert str(again.last_item_uid) == places[0].uid
    attempt.refresh_from_db()
    assert attempt.enrolment == again
    following = mark_done(learner, course=course.slug, module=places[1].module_slug, item=places[1].slug)
    assert following.evaluation.percent == 66


def test_leave_twice_is_leaving_once(learner: User, course: Course, enrolment: Enrolment) -> None:
    first = leave(learner, course)

    assert leave(learner, course).left_at == first.left_at
    assert standing_enrolment(learner, course.slug) is None


def test_leave_refuses_strangers_and_the_complete(learner: User, named: User) -> None:
    course = released_course(lessons=1, quizzes=0)
    enrol(named, course)
    mark_done(named, course=course.slug, module="module-1", item="lesson-1-1")

    with pytest.raises(NotEnrolled):
        leave(learner, course)
    with pytest.raises(AlreadyCompleted):
        leave(named, course)
