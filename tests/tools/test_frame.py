"""The frame that every other test stands in."""

import socket
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection
from pytest_socket import SocketConnectBlockedError
from wagtail.models import Locale, Page

from tests.databases import ROOT


@pytest.mark.django_db
def test_database_is_a_migrated_clone() -> None:
    assert Page.objects.filter(depth=1).count() == 1
    assert set(Locale.objects.values_list("language_code", flat=True)) == {"ar", "fr", "en"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_time", [1, 2])
def test_database_is_restored_after_a_test_that_commits(_time: int) -> None:
    before = set(Group.objects.values_list("name", flat=True))

    _do_in_a_thread(lambda: Group.objects.create(name="left behind"))

    assert "left behind" not in before
    assert set(Group.objects.values_list("name", flat=True)) == before | {"left behind"}


def _do_in_a_thread(act: Callable[[], object]) -> None:
    def act_and_close() -> None:
        act()
        connection.close()

    thread = threading.Thread(target=act_and_close)
    thread.start()
    thread.join()


@pytest.mark.django_db
def test_installation_is_migrated_and_another(installation: dict[str, str]) -> None:
    Group.objects.create(name="only in the test's own database")
    code = "from django.contrib.auth.models import Group; print(*Group.objects.values_list('name', flat=True), sep='|')"

    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
        cwd=ROOT,
        env=installation,
        check=True,
        capture_output=True,
        text=True,
    )

    groups = done.stdout.strip().split("|")
    assert "Editors" in groups
    assert "only in the test's own database" not in groups


@pytest.mark.parametrize("_time", [1, 2])
def test_cache_is_empty_at_the_start(_time: int) -> None:
    assert cache.get("left-behind") is None

    cache.set("left-behind", "by the other of the two")


def test_nothing_outside_the_machine_is_reached() -> None:
    with (
        pytest.warns(UserWarning, match="192.0.2.1"),
        pytest.raises(SocketConnectBlockedError),
        socket.socket() as outside,
    ):
        outside.connect(("192.0.2.1", 80))
