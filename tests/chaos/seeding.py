"""What the phones begin with: people who are signed in and enrolled in released courses.

Run in the installation: `manage.py shell -c "from tests.chaos import seeding; seeding.seed(8, 6)"`.
"""

import json
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.middleware.csrf import _get_new_csrf_string
from django.utils import timezone

from accounts.models import User
from accounts.sessions import SessionStore
from learning.enrolment import enrol
from tests.factories import learner as make_learner
from tests.factories import released_course
from tools.steps import say

LESSONS = 4


def seed(phones: int, courses: int) -> None:
    """Make the world and print it as JSON: of each learner the key, the cookies, the courses with their items."""
    offered = [released_course(lessons=LESSONS, quizzes=0, languages=("ar",)) for _number in range(courses)]
    content = {str(course.uid): [place.uid for place in course.in_language("ar").items] for course in offered}
    people = []
    for _number in range(phones):
        learner = make_learner(names_confirmed_at=timezone.now())
        for course in offered:
            enrol(learner, course)
        people.append({"learner": learner.pk, **_signed_in(learner), "courses": content})
    say(json.dumps(people))


def _signed_in(user: User) -> dict[str, Any]:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "accounts.sessions.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    token = _get_new_csrf_string()
    cookies = {settings.SESSION_COOKIE_NAME: session.session_key, settings.CSRF_COOKIE_NAME: token}
    return {"cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), "token": token}
