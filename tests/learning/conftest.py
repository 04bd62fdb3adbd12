"""Courses and people for the tests of learning."""

from typing import Any

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client
from django.utils import timezone

from accounts.consent import give_consent
from accounts.models import User
from courses.models import Course, LocalisedItem, QuizVersion
from learning.enrolment import enrol
from learning.models import Enrolment
from tests.factories import learner as make_learner
from tests.factories import released_course

Items = tuple[LocalisedItem, ...]


@pytest.fixture
def course(db: None) -> Course:
    """A released course of two lessons and a quiz of two questions."""
    return released_course(lessons=2, quizzes=1)


@pytest.fixture
def learner(db: None) -> User:
    """A person who has given their names and agreed to the privacy notice, and has not confirmed the names."""
    learner = make_learner()
    give_consent(learner)
    return learner


@pytest.fixture
def named(db: None) -> User:
    """A person whose names are confirmed."""
    return make_learner(names_confirmed_at=timezone.now())


@pytest.fixture
def enrolment(learner: User, course: Course) -> Enrolment:
    """The learner's enrolment in the course."""
    return enrol(learner, course)


@pytest.fixture
def places(course: Course) -> Items:
    """The items of the course in order."""
    return course.in_language("ar").items


@pytest.fixture
def phone(learner: User) -> Client:
    """The learner's browser, signed in."""
    return phone_of(learner)


def phone_of(learner: User) -> Client:
    """Return a browser in which the learner is signed in."""
    return sign_in(Client(), learner)


def sign_in(client: Client, learner: User) -> Client:
    """Sign the learner in without the form, whose limits need an address; what the session held is kept."""
    session = client.session
    session[SESSION_KEY] = str(learner.pk)
    session[BACKEND_SESSION_KEY] = "accounts.sessions.AuthenticationBackend"
    session[HASH_SESSION_KEY] = learner.get_session_auth_hash()
    session.save()
    return client


def right_answers(course: Course, quiz: LocalisedItem) -> dict[str, list[str]]:
    """Return the key of a quiz: the right options of each question."""
    frozen: Any = QuizVersion.objects.get(version=course.current_version, item_uid=quiz.uid)
    return {
        question["uid"]: [option["uid"] for option in question["options"] if option["is_correct"]]
        for question in frozen.questions
    }
