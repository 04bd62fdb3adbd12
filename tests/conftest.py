"""The frame of every test: its database, its clean caches, its language."""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from pytest_django import DjangoDbBlocker

from lms.celery import app
from tests import databases

# Examples are the same at each run, and none fails because the machine was busy.
hypothesis.settings.register_profile("kafaat", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("kafaat")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a Debian package that ./test was told to do without; never because it happens to be missing."""
    without = os.environ.get("KAFAAT_WITHOUT", "").split(",")
    for needed in item.iter_markers("needs"):
        if needed.args[0] in without:
            pytest.skip(f"without {needed.args[0]}")


def pytest_unconfigure() -> None:
    """Remove this process's data folder: xdist ends its processes without the interpreter's own farewell."""
    if settings.OWNS_TESTS_FOLDER:
        shutil.rmtree(os.environ["KAFAAT_VAR"], ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Give this test process a clone of the migrated template, restored after each test that commits.

    Django would empty every table after such a test, what the migrations wrote included.
    """
    process = f"{os.getpid()}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    patch = pytest.MonkeyPatch()
    with django_db_blocker.unblock():
        clone = databases.clone_for(process, tmp_path_factory.mktemp("database"))
        clone.create()
        _tell_database()
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test_case: clone.restore())
    yield
    patch.undo()
    with django_db_blocker.unblock():
        clone.drop()


def _tell_database() -> None:
    """Write what the database says it is where ./test reads it for its summary."""
    report = os.environ.get("KAFAAT_TEST_DATABASE_REPORT")
    if report:
        question = "SELECT version()" if connection.vendor == "postgresql" else "SELECT 'SQLite ' || sqlite_version()"
        with connection.cursor() as cursor:
            cursor.execute(question)
            Path(report).write_text(f"{cursor.fetchone()[0]}\n")


@pytest.fixture
def new_installation(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> Iterator[Callable[[str], dict[str, str]]]:
    """Return a maker of migrated installations, for tests that start real processes (manage.py, a worker).

    It takes a name and returns the installation's environment, of which KAFAAT_VAR is a folder.
    """
    with django_db_blocker.unblock(), contextlib.ExitStack() as stack:
        yield lambda name: stack.enter_context(databases.installation(tmp_path / name))


@pytest.fixture
def installation(new_installation: Callable[[str], dict[str, str]]) -> dict[str, str]:
    """Return the environment of a migrated installation."""
    return new_installation("var")


@pytest.fixture(autouse=True)
def _clean_process() -> Iterator[None]:
    """Start each test with empty caches and in the language of the site."""
    for name in settings.CACHES:
        caches[name].clear()
    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.deactivate()


@pytest.fixture
def eager_tasks() -> Iterator[None]:
    """Run Celery tasks where they are called, and let their exceptions through."""
    # Celery's settings know no deletion, which monkeypatch would ask of them.
    app.conf.update(task_always_eager=True, task_eager_propagates=True)
    yield
    app.conf.update(task_always_eager=False, task_eager_propagates=False)
