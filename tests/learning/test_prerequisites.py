"""Courses that come first, for who enrols."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.models import Course
from courses.releasing import retire
from learning.enrolment import enrol
from learning.marking import mark_done
from learning.refusals import PrerequisitesMissing
from learning.standing import standing_enrolment
from tests.factories import released_course
from tests.learning.releasing import page_of, release_again


@pytest.fixture
def first(db: None) -> Course:
    """A course of one lesson that nobody has to precede."""
    return released_course(lessons=1, quizzes=0)


def ask_first(course: Course, first: Course) -> None:
    """Release `course` anew, `first` before it."""
    page = page_of(course)
    page.prerequisites = [page_of(first)]
    page.save_revision()
    release_again(course)


def complete(learner: User, course: Course) -> None:
    enrol(learner, course)
    mark_done(learner, course=course.slug, module="module-1", item="lesson-1-1")


def test_enrolment_waits_for_what_comes_first(learner: User, course: Course, first: Course) -> None:
    ask_first(course, first)
    enrol(learner, first)

    with pytest.raises(PrerequisitesMissing) as refusal:
        enrol(learner, course)
    complete(learner, first)

    assert first.title in str(refusal.value)
    assert enrol(learner, course).course == course


def test_who_takes_the_course_keeps_it(learner: User, course: Course, first: Course) -> None:
    before = enrol(learner, course)

    ask_first(course, first)

    assert enrol(learner, course) == before


def test_retired_course_is_asked_of_nobody(learner: User, course: Course, first: Course) -> None:
    ask_first(course, first)

    retire(first, None)

    assert enrol(learner, course).course == course


def test_pages_say_what_comes_first_and_what_is_done_of_it(
    learner: User, phone: Client, course: Course, first: Course
) -> None:
    ask_first(course, first)
    link = f'href="{first.url}"'
    presented = phone.get(course.url).content.decode()
    enrolling = reverse("learning:enrol", args=[course.slug])
    asked = phone.get(enrolling).content.decode()
    refused = phone.post(enrolling, follow=True)
    complete(learner, first)
    after = phone.get(enrolling).content.decode()

    assert all(link in shown.partition("<main")[2] for shown in (presented, asked, after))
    assert refused.redirect_chain[-1][0] == course.url
    assert first.title in str(next(iter(refused.context["messages"])))
    assert ["<form" in shown.partition("<main")[2] for shown in (asked, after)] == [False, True]
    assert standing_enrolment(learner, course.slug) is None
