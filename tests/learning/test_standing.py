"""Enrolments as every page of a learner asks for them: the rows that Django's own queries would give."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from courses.models import Course
from learning.enrolment import enrol, leave
from learning.models import Enrolment
from learning.standing import locked_enrolment, locked_enrolments, standing_enrolment, standing_enrolments
from tests.factories import learner as make_learner
from tests.factories import released_course

NOON = datetime.datetime(2026, 11, 25, 12, 0, 0, 123456, tzinfo=datetime.UTC)


def test_standing_enrolments_are_what_the_database_holds(
    learner: User, enrolment: Enrolment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Enrolment.objects.update(
        state=Enrolment.State.COMPLETED, completed_at=NOON, last_seen_at=NOON, last_item_uid=uuid.uuid4()
    )
    stored = Enrolment.objects.select_related("course", "version").get()

    with django_assert_num_queries(1):
        (read,) = standing_enrolments(learner)
        shown = {name: getattr(read, name) for name in vars(read) if name[0] != "_"}
        course = {name: getattr(read.course, name) for name in vars(read.course) if name[0] != "_"}
        version = {name: getattr(read.version, name) for name in vars(read.version) if name[0] != "_"}

    assert read == stored
    assert shown == {name: getattr(stored, name) for name in shown}
    assert course == {name: getattr(stored.course, name) for name in course}
    assert version == {name: getattr(stored.version, name) for name in version}
    assert (read.completed_at, read.last_seen_at) == (NOON, NOON)
    assert course["contents"]["ar"]
    assert version["outline"]


def test_standing_enrolment_reads_later_what_pages_do_not_show(learner: User, enrolment: Enrolment) -> None:
    read = standing_enrolment(learner, enrolment.course.slug)

    assert read is not None
    assert read.left_at is None
    assert read.course.contents == enrolment.course.contents
    assert read.course.theme == enrolment.course.theme


def test_standing_enrolments_begin_with_the_last_visited(learner: User, enrolment: Enrolment) -> None:
    later = enrol(learner, released_course(lessons=1, quizzes=0))
    Enrolment.objects.filter(pk=enrolment.pk).update(last_seen_at=timezone.now())

    assert list(standing_enrolments(learner)) == [enrolment, later]


def test_locked_enrolments_are_those_asked_for(learner: User, enrolment: Enrolment, course: Course) -> None:
    other = enrol(learner, released_course(lessons=1, quizzes=0))

    with transaction.atomic():
        locked = [locked_enrolments(learner), locked_enrolments(learner, [other.pk]), locked_enrolments(learner, [])]
        one = locked_enrolment(learner, course.slug)

    assert locked == [[enrolment, other], [other], []]
    assert one == enrolment


def test_standing_enrolment_is_the_learners_own(enrolment: Enrolment, course: Course) -> None:
    assert standing_enrolment(make_learner(), course.slug) is None


def test_standing_enrolment_of_who_left_is_none(learner: User, enrolment: Enrolment, course: Course) -> None:
    leave(learner, course)

    assert standing_enrolment(learner, course.slug) is None
    assert list(standing_enrolments(learner)) == []
