import uuid
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from learning.models import Enrolment, ProgressEvent
from tests.learning.conftest import Items, sign_in

URL = "/api/v1/progress/"


def sent(item: str, kind: str = "read", **more: Any) -> dict[str, Any]:
    return {"uuid": str(uuid.uuid4()), "item": item, "kind": kind, **more}


def test_progress_is_recorded_and_answered(phone: Client, enrolment: Enrolment, places: Items) -> None:
    good, bad = sent(places[0].uid, client_at="2026-11-25T10:00:00Z"), sent(places[2].uid, "graded")

    response = phone.post(URL, {"events": [good, bad, good]}, content_type="application/json")

    assert response.status_code == 200
    answer = response.json()
    assert answer["accepted"] == [good["uuid"]]
    assert answer["refused"] == [{"uuid": bad["uuid"], "reason": "wrong_kind"}]
    assert [(item["item"], item["is_done"]) for item in answer["items"]] == [(places[0].uid, True)]


def test_progress_needs_a_session_and_a_token(client: Client, enrolment: Enrolment, places: Items) -> None:
    body = {"events": [sent(places[0].uid)]}
    careful = sign_in(Client(enforce_csrf_checks=True), enrolment.learner)

    assert client.post(URL, body, content_type="application/json").status_code == 401
    assert careful.post(URL, body, content_type="application/json").status_code == 403
    assert not ProgressEvent.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        {"events": [{"uuid": "nonsense", "item": "nonsense", "kind": "read"}]},
        {"events": "nonsense"},
        {"events": [{"uuid": str(uuid.uuid4()), "item": str(uuid.uuid4()), "kind": "read"}] * 201},
        {},
    ],
)
def test_progress_refuses_malformed_batches(phone: Client, body: dict[str, Any]) -> None:
    assert phone.post(URL, body, content_type="application/json").status_code == 422


@pytest.mark.parametrize("size", [1, 200])
def test_progress_costs_the_same_for_one_event_and_for_200(
    phone: Client,
    enrolment: Enrolment,
    places: Items,
    django_assert_num_queries: DjangoAssertNumQueries,
    size: int,
) -> None:
    events = [sent(places[number % 2].uid, "opened") for number in range(size)]

    with django_assert_num_queries(9):
        response = phone.post(URL, {"events": events}, content_type="application/json")

    assert len(response.json()["accepted"]) == size
