"""Phones in which learners are signed in, and what the server holds of them."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

if TYPE_CHECKING:
    from tests.journeys.conftest import Platform

MODULE = "participatory-democracy-basics/principles-of-citizen-participation"
LESSON = f"/ar/courses/{MODULE}/what-is-participatory-democracy/"
QUIZ = f"/ar/learn/{MODULE}/quiz-principles-of-citizen-participation/quiz"
API = "**/api/v1/progress/"
PASSWORD = "متطوعة-من-ڨالمة-2026"
# People who take the course, have begun its first quiz and are signed in.
PEOPLE = f"""
import json
from allauth.account.models import EmailAddress
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from accounts.consent import give_consent
from accounts.models import User
from accounts.sessions import SessionStore
from courses.models import Course
from learning import enrolment, quizzes
course = Course.objects.select_related("current_version").get(slug="{MODULE.partition("/")[0]}")
quiz = next(item["uid"] for item in course.current_version.outline if item["rule"] == "passed")
people = []
for number in range(16):
    email = f"outbox-{{number}}@example.org"
    user = User.objects.create_user(email=email, password="{PASSWORD}", name_ar="أمينة", name_latin="Amina")
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    give_consent(user)
    attempt = quizzes.start(enrolment.enrol(user, course), quiz)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "accounts.sessions.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    paper = [[option["uid"] for option in asked["options"]] for asked in attempt.paper]
    people.append(dict(pk=user.pk, email=email, session=session.session_key, attempt=attempt.pk.hex, paper=paper))
print("PEOPLE", json.dumps(people))
"""


@dataclass(frozen=True)
class Person:
    """A learner with an open attempt; `paper` holds the options of each question."""

    pk: int
    email: str
    session: str
    attempt: str
    paper: list[list[str]]


@dataclass
class Phone:
    """A browser in which somebody is signed in, and what the server holds of them."""

    context: BrowserContext
    person: Person
    platform: Platform

    def open(self, address: str) -> Page:
        """Open a page in a new tab."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"{page.url}: {error}"))
        page.goto(address)
        return page

    def answers(self) -> list[list[str]]:
        """Return the options that the server holds for the open attempt, in any order."""
        rows = self._rows("SELECT option_uids FROM learning_answer WHERE attempt_id = ?", self.person.attempt)
        return [json.loads(options) for (options,) in rows]

    def events(self, kind: str) -> list[dict[str, Any]]:
        """Return the bodies of the events of a kind that the server holds."""
        asked = "SELECT body FROM learning_progressevent WHERE learner_id = ? AND kind = ?"
        return [json.loads(body) for (body,) in self._rows(asked, self.person.pk, kind)]

    def state(self) -> tuple[int, bool]:
        """Return the seconds with the lesson, and whether its end was seen."""
        asked = (
            "SELECT active_seconds, ended_at IS NOT NULL FROM learning_itemstate WHERE learner_id = ? "
            "ORDER BY active_seconds DESC"
        )
        return next(((seconds, bool(ended)) for seconds, ended in self._rows(asked, self.person.pk)), (0, False))

    def _rows(self, asked: str, *values: object) -> list[tuple[Any, ...]]:
        uri = f"file:{self.platform.var / 'db.sqlite3'}?mode=ro"
        with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=10)) as database:
            return database.execute(asked, values).fetchall()


def eventually(look: Callable[[], object], wanted: object, seconds: float = 10) -> None:
    """Assert that `look` comes to return what is wanted."""
    end = time.monotonic() + seconds
    while look() != wanted and time.monotonic() < end:
        time.sleep(0.1)
    assert look() == wanted


def choose(page: Page, option: str) -> None:
    page.locator(f'[name=answer][value="{option}"]').check()


def expect_told(page: Page, state: str) -> None:
    """Expect the page to tell this of what waits, and nothing else."""
    expect(page.locator(f"#outbox [data-state={state}]")).to_be_visible()
    expect(page.locator("#outbox [data-state]:visible")).to_have_count(1)
