"""What the phones begin with: people who are signed in and enrolled in released courses.

Run in the installation: `manage.py shell -c "from tests.chaos import seeding; seeding.seed(8, 6)"`.
"""

import json
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.middleware.csrf import _get_new_csrf_string
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from accounts.sessions import SessionStore
from courses.models import QuizVersion
from learning import quizzes
from learning.enrolment import enrol
from learning.grading import correct_options
from learning.models import Enrolment
from tests.factories import learner as make_learner
from tests.factories import released_course
from tools.steps import say

LESSONS = 3


def seed(phones: int, courses: int) -> None:
    """Make the world and print it as JSON: of each learner the key, the cookies, and what their courses ask of them."""
    translation.activate("ar")
    offered = [released_course(lessons=LESSONS, quizzes=1, languages=("ar",)) for _number in range(courses)]
    people = []
    for _number in range(phones):
        learner = make_learner(names_confirmed_at=timezone.now())
        tasks = {str(course.uid): _tasks(enrol(learner, course)) for course in offered}
        people.append({"learner": learner.pk, **_signed_in(learner), "courses": tasks})
    say(json.dumps(people))


def _tasks(enrolment: Enrolment) -> dict[str, Any]:
    """Return the lessons of a course, and its quiz with an attempt that is begun."""
    *lessons, quiz = enrolment.course.in_language("ar").items
    attempt = quizzes.start(enrolment, quiz.uid)
    key = {
        question["uid"]: correct_options(question)
        for question in QuizVersion.objects.get(version=enrolment.version, item_uid=quiz.uid).questions
    }
    questions = [
        {
            "uid": asked["uid"],
            "right": sorted(key[asked["uid"]]),
            "wrong": [next(option["uid"] for option in asked["options"] if option["uid"] not in key[asked["uid"]])],
        }
        for asked in attempt.paper
    ]
    place = {"course": quiz.course_slug, "module": quiz.module_slug, "item": quiz.slug}
    submit = reverse("learning:quiz_submit", kwargs=place)
    return {
        "lessons": [lesson.uid for lesson in lessons],
        "quiz": {"item": quiz.uid, "attempt": str(attempt.uid), "submit": submit, "questions": questions},
    }


def _signed_in(user: User) -> dict[str, Any]:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "accounts.sessions.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    token = _get_new_csrf_string()
    cookies = {settings.SESSION_COOKIE_NAME: session.session_key, settings.CSRF_COOKIE_NAME: token}
    return {"cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), "token": token}
