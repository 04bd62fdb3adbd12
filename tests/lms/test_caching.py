"""A Redis that is down takes no page with it. Nobody listens at port 1."""

import logging
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.limiting import may_act
from courses.releasing import release
from lms import caching
from tests import factories


@pytest.fixture(autouse=True)
def _no_redis(settings: Settings) -> Iterator[None]:
    options = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}
    settings.CACHES = {
        "default": {
            "BACKEND": "lms.caching.RedisThatMayBeDown",
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": options,
        }
    }
    _begin_anew()
    yield
    _begin_anew()


def _begin_anew() -> None:
    caching.Client.outage.paused_until, caching.Client.outage.is_said = 0.0, False


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/ar/", "/ar/courses/", "/ar/library/", "/ar/search/?q=a", "/v/ONSC-2026-7K3QF9X2M4TP-C/", "/ar/account/login/"],
)
def test_pages_are_shown_without_redis(client: Client, address: str) -> None:
    expected = 404 if address.startswith("/v/") else 200

    assert client.get(address).status_code == expected


@pytest.mark.django_db
def test_signing_in_works_without_redis(client: Client) -> None:
    person = factories.learner()

    response = client.post("/ar/account/login/", {"login": person.email, "password": factories.PASSWORD})

    assert response.status_code == 302


@pytest.mark.django_db
def test_release_is_no_error_without_redis(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    page = factories.course_page()

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        version = release(page, None)

    assert version.number == 1
    assert callbacks


@pytest.mark.django_db
def test_readyz_says_that_redis_is_down_and_the_pages_work(client: Client) -> None:
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"database": True, "cache": False}


def test_cache_without_redis_is_empty_and_says_so_once(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "lms.caching"):
        cache.set("key", 1)
        cache.set_many({"key": 1})
        kept = [cache.get("key", "none"), cache.get_many(["key"]), cache.has_key("key"), cache.touch("key")]
        cache.delete_many(["key"])
        is_dropped = cache.delete("key")
        cache.clear()

    assert kept == ["none", {}, False, False]
    assert is_dropped is False
    assert cache.add("lock", 1) is True
    said = [record.getMessage().partition(":")[0] for record in caplog.records]
    assert said == ["The cache does not answer, and pages are made without it"]


def test_limits_by_address_let_pass_without_redis() -> None:
    request = RequestFactory().get("/")

    assert all(may_act(request, "test") for _time in range(100))


def test_outage_ends_with_the_first_answer(caplog: pytest.LogCaptureFixture) -> None:
    cache.get("key")
    caplog.clear()

    with caplog.at_level(logging.WARNING, "lms.caching"):
        caching.Client.outage.paused_until = 0.0
        with caching.Client.outage:
            pass

    assert caching.Client.outage.is_said is False
    assert [record.getMessage() for record in caplog.records] == ["The cache answers again."]
