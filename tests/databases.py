"""One migrated template database per state of the migrations, from which each test process clones its own.

Migrating an empty database costs many seconds, cloning a migrated one a moment. The template is named after a
fingerprint of everything that decides what `migrate` writes; it is built once, by whichever process comes first.
"""

import contextlib
import fcntl
import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.utils import CursorWrapper

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / ".cache" / "databases"
DAY = 24 * 60 * 60
LOCK_NUMBER = 771_201  # any number: PostgreSQL's advisory locks are numbers


class Clone(Protocol):
    """A test process's own database."""

    def create(self) -> None:
        """Clone the template and point Django's connection at the clone."""

    def restore(self) -> None:
        """Make the clone equal to the template again."""

    def drop(self) -> None:
        """Remove the clone and point Django's connection back."""


def fingerprint() -> str:
    """Return a name for what the migrations make: our migrations and settings, and every pinned package."""
    paths = [*ROOT.glob("*/migrations/*.py"), *ROOT.glob("lms/settings/*.py"), ROOT / "requirements-dev.lock"]
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def clone_for(process: str, folder: Path) -> Clone:
    """Return the (not yet created) clone of the test process named `process`."""
    return PostgresClone(process) if connection.vendor == "postgresql" else SqliteClone(folder / "tests.sqlite3")


def migrate(database: str) -> None:
    """Migrate the empty database named `database` from nothing."""
    with pointed_at(database):
        call_command("migrate", interactive=False, verbosity=0)


@contextlib.contextmanager
def pointed_at(database: str) -> Iterator[None]:
    before = str(settings.DATABASES["default"]["NAME"])
    point_at(database)
    try:
        yield
    finally:
        point_at(before)


def point_at(database: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = database
    connection.settings_dict["NAME"] = database


@contextlib.contextmanager
def installation(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the environment of an installation of its own, already migrated, for a test that starts real processes."""
    settings_module = {"DJANGO_SETTINGS_MODULE": "lms.settings.base", "KAFAAT_VAR": str(folder)}
    plain = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "PORT"}}
    folder.mkdir(exist_ok=True)
    if connection.vendor == "sqlite":
        sqlite = SqliteClone(folder / "db.sqlite3")
        sqlite.prepare()
        yield plain | settings_module
        return
    postgres = PostgresClone(f"installation_{os.getpid()}_{time.monotonic_ns()}")
    postgres.prepare()
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{postgres.name}").geturl()
    try:
        yield plain | settings_module | {"DATABASE_URL": address}
    finally:
        postgres.discard()


class SqliteClone:
    """A file, copied from a template file with SQLite's own backup, so that open connections see a whole database."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.template = TEMPLATES / f"{fingerprint()}.sqlite3"
        self.before = str(settings.DATABASES["default"]["NAME"])

    def create(self) -> None:
        self.prepare()
        point_at(str(self.path))

    def prepare(self) -> None:
        TEMPLATES.mkdir(parents=True, exist_ok=True)
        with (TEMPLATES / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self.template.exists():
                self._build()
        self._copy()

    def _build(self) -> None:
        for old in TEMPLATES.glob("*.sqlite3*"):
            if old.stat().st_mtime < time.time() - DAY:
                old.unlink()
        unfinished = self.template.with_suffix(".unfinished")
        for leftover in TEMPLATES.glob(f"{unfinished.name}*"):
            leftover.unlink()
        migrate(str(unfinished))
        unfinished.rename(self.template)

    def restore(self) -> None:
        connection.close()
        self._copy()

    def _copy(self) -> None:
        with (
            contextlib.closing(sqlite3.connect(self.template)) as source,
            contextlib.closing(sqlite3.connect(self.path)) as target,
        ):
            source.backup(target, progress=_patience(30))

    def drop(self) -> None:
        point_at(self.before)
        for file in self.path.parent.glob(f"{self.path.name}*"):
            file.unlink()


def _patience(seconds: float) -> Callable[[int, int, int], None]:
    """Return a progress function that gives up when another connection keeps the database locked."""
    deadline = time.monotonic() + seconds

    def check(_status: int, _remaining: int, _total: int) -> None:
        if time.monotonic() > deadline:
            message = "A test left a transaction open in another connection."
            raise TimeoutError(message)

    return check


class PostgresClone:
    """A database made by CREATE DATABASE ... TEMPLATE."""

    def __init__(self, process: str) -> None:
        self.name = f"kafaat_test_{process}"
        self.template = f"kafaat_template_{fingerprint()}"
        self.before = str(settings.DATABASES["default"]["NAME"])

    def create(self) -> None:
        self.prepare()
        point_at(self.name)

    def prepare(self) -> None:
        with maintenance() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_NUMBER])
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'kafaat_template_%%'")
            templates = {row[0] for row in cursor.fetchall()}
            if self.template not in templates:
                for old in templates:
                    cursor.execute(f'DROP DATABASE "{old}"')
                self._build(cursor)
        self._copy()

    def _build(self, cursor: CursorWrapper) -> None:
        unfinished = "kafaat_unfinished"
        cursor.execute(f"DROP DATABASE IF EXISTS {unfinished}")
        cursor.execute(f"CREATE DATABASE {unfinished}")
        migrate(unfinished)
        cursor.execute(f"ALTER DATABASE {unfinished} RENAME TO {self.template}")

    def restore(self) -> None:
        connection.close()
        self._copy()

    def _copy(self) -> None:
        with maintenance() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
            # Copying files is quicker than logging each page for a small database.
            cursor.execute(f"CREATE DATABASE {self.name} TEMPLATE {self.template} STRATEGY FILE_COPY")

    def drop(self) -> None:
        point_at(self.before)
        self.discard()

    def discard(self) -> None:
        with maintenance() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")


def maintenance() -> contextlib.AbstractContextManager[CursorWrapper]:
    """Return a cursor of the server's own database; its session, and so its locks, end with the block."""
    return connection._nodb_cursor()  # noqa: SLF001 (what Django's own test databases use)
