"""The session of a request: found in one plain statement, and begun anew when it cannot be one."""

import datetime

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests.factories import learner

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", ["unknown0", '"unknown0\\000"', "x" * 5000, "'; --    "])
def test_key_that_is_no_sessions_signs_nobody_in(client: Client, key: str) -> None:
    # As a browser sends it: the server unquotes what stands in it.
    answer = client.get("/ar/learn/", headers={"cookie": f"{settings.SESSION_COOKIE_NAME}={key}"})

    assert answer.status_code == 302


def test_session_that_is_over_signs_nobody_in() -> None:
    client = Client()
    client.force_login(learner(), backend="accounts.sessions.AuthenticationBackend")
    before = client.get("/ar/learn/").status_code

    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE + 1)):
        after = client.get("/ar/learn/").status_code

    assert (before, after) == (200, 302)


def test_person_who_was_closed_out_is_signed_in_no_more() -> None:
    client = Client()
    person = learner()
    client.force_login(person, backend="accounts.sessions.AuthenticationBackend")
    person.is_active = False
    person.save()

    assert client.get("/ar/learn/").status_code == 302
