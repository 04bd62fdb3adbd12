import uuid
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from certificates.models import Certificate
from cms.models import SiteSettings
from learning import quizzes
from learning.enrolment import enrol
from learning.models import Enrolment, ItemState, ProgressEvent
from learning.sealing import person_of
from tests.factories import released_course
from tests.learning.conftest import Items, phone_of, sign_in

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


def test_progress_of_somebody_else_on_the_same_phone_is_refused_whole(
    phone: Client, enrolment: Enrolment, named: User, places: Items
) -> None:
    body = {"events": [sent(places[0].uid)]}

    theirs = phone.post(URL, {**body, "person": person_of(named)}, content_type="application/json")

    assert theirs.status_code == 403
    assert not ProgressEvent.objects.exists()
    own = phone.post(URL, {**body, "person": person_of(enrolment.learner)}, content_type="application/json")
    assert own.json()["accepted"] == [body["events"][0]["uuid"]]


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


def test_progress_in_a_form_with_files_is_refused(enrolment: Enrolment, places: Items) -> None:
    careful = sign_in(Client(enforce_csrf_checks=True), enrolment.learner)
    careful.cookies["csrftoken"] = token = "a" * 32

    response = careful.post(URL, {"events": sent(places[0].uid)}, headers={"X-CSRFToken": token})

    assert response.status_code == 415
    assert response.json() == {"detail": "Send JSON."}


@pytest.mark.parametrize("size", [1, 200])
def test_progress_costs_the_same_for_one_event_and_for_200(
    phone: Client,
    enrolment: Enrolment,
    places: Items,
    django_assert_num_queries: DjangoAssertNumQueries,
    size: int,
) -> None:
    events = [sent(places[number % 2].uid, "active", body={"seconds": 15}) for number in range(size)]
    cache.clear()

    with django_assert_num_queries(7):
        response = phone.post(URL, {"events": events}, content_type="application/json")

    assert len(response.json()["accepted"]) == size


@pytest.mark.parametrize("size", [1, 200])
def test_answers_cost_the_same_for_one_and_for_200(
    phone: Client,
    enrolment: Enrolment,
    places: Items,
    django_assert_num_queries: DjangoAssertNumQueries,
    size: int,
) -> None:
    attempt = quizzes.start(enrolment, places[2].uid)
    asked = attempt.paper[0]
    body = {"attempt": str(attempt.uid), "question": asked["uid"], "options": [asked["options"][0]["uid"]]}
    events = [sent(places[2].uid, "answered", body=body, sequence=number) for number in range(size)]
    cache.clear()

    with django_assert_num_queries(8):
        response = phone.post(URL, {"events": events}, content_type="application/json")

    assert len(response.json()["accepted"]) == size


@pytest.mark.parametrize("size", [1, 100])
def test_everything_at_once_costs_nine_statements(
    phone: Client,
    enrolment: Enrolment,
    places: Items,
    django_assert_num_queries: DjangoAssertNumQueries,
    size: int,
) -> None:
    attempt = quizzes.start(enrolment, places[2].uid)
    asked = attempt.paper[0]
    body = {"attempt": str(attempt.uid), "question": asked["uid"], "options": [asked["options"][0]["uid"]]}
    answers = [sent(places[2].uid, "answered", body=body, sequence=number) for number in range(size)]
    reading = [sent(places[number % 2].uid, "active", body={"seconds": 15}) for number in range(size)]
    cache.clear()

    with django_assert_num_queries(9):
        response = phone.post(URL, {"events": [*answers, *reading]}, content_type="application/json")

    assert len(response.json()["accepted"]) == 2 * size


@pytest.mark.parametrize("others", [1, 30])
def test_completion_costs_the_same_whatever_the_size_of_the_catalogue(
    named: User, django_assert_num_queries: DjangoAssertNumQueries, others: int
) -> None:
    for _ in range(others):
        enrol(named, released_course(lessons=1, quizzes=0))
    course = released_course(lessons=2, quizzes=0)
    enrol(named, course)
    events = [sent(place.uid) for place in course.in_language("ar").items]
    phone = phone_of(named)
    SiteSettings.load()
    cache.clear()

    with django_assert_num_queries(12):
        response = phone.post(URL, {"events": events}, content_type="application/json")

    assert [course["percent"] for course in response.json()["courses"]] == [100]
    assert Certificate.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        '{"a": NaN}',
        '{"a": Infinity}',
        '{"a": -1e999}',
        r'{"a": "\u0000"}',
        r'{"\u0000": 1}',
        r'{"a": "\ud800"}',
        r'{"\ud800": "a"}',
    ],
)
def test_progress_refuses_what_no_database_holds_and_takes_the_rest(
    phone: Client, enrolment: Enrolment, places: Items, body: str
) -> None:
    good, bad = uuid.uuid4(), uuid.uuid4()
    event = '{{"uuid": "{}", "item": "{}", "kind": "read", "body": {}}}'
    events = ", ".join([event.format(bad, places[0].uid, body), event.format(good, places[1].uid, '{"a": 1.5}')])

    response = phone.post(URL, f'{{"events": [{events}]}}', content_type="application/json")

    assert response.status_code == 200
    assert response.json()["accepted"] == [str(good)]
    assert response.json()["refused"] == [{"uuid": str(bad), "reason": "wrong_body"}]


def test_progress_refuses_an_event_longer_than_any_has_to_be(
    phone: Client, enrolment: Enrolment, places: Items
) -> None:
    long = sent(places[0].uid, body={"a": "a" * 4000})

    response = phone.post(URL, {"events": [long]}, content_type="application/json")

    assert response.json()["refused"] == [{"uuid": long["uuid"], "reason": "wrong_body"}]
    assert not ProgressEvent.objects.exists()


@pytest.mark.parametrize("said", ["0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00", "9999-12-31T23:59:59-12:00"])
def test_progress_of_a_clock_beyond_the_calendar_counts_as_it_arrives(
    phone: Client, enrolment: Enrolment, places: Items, said: str
) -> None:
    response = phone.post(URL, {"events": [sent(places[0].uid, client_at=said)]}, content_type="application/json")

    event, state = ProgressEvent.objects.get(), ItemState.objects.get()
    assert response.status_code == 200
    assert event.client_at is None
    assert event.happened_at == state.settled_at == event.received_at <= timezone.now()
