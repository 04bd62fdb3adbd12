"""A worker dies in the middle of drawing. The learner still gets the certificate: one row, one file.

Everything is real: an installation of its own, the filesystem broker, worker processes, the kill.
"""

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.databases import SqliteClone

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120

ISSUE = """
import datetime, uuid
from django.utils import timezone
from accounts.models import User
from certificates.issuing import holder_for, issue
words = {"course": "دورة", "issuer": "جهة", "signatory_name": "", "signatory_title": "رئاسة"}
facts = {"ar": words, "fr": words, "en": words, "hours": 2, "completed_on": "2026-11-25", "issued_on": "2026-11-25"}
now = timezone.now()
learner = User.objects.create_user("one@example.dz", name_ar="أمينة", name_latin="Amina", names_confirmed_at=now)
for _time in range(2):
    issue(holder=holder_for(learner), subject_uid=uuid.UUID(int=1), kind="completion", facts=facts)
"""
SWEEP = """
from certificates.models import Certificate
from certificates.tasks import PATIENCE, sweep
from django.utils import timezone
Certificate.objects.update(issued_at=timezone.now() - 2 * PATIENCE)
sweep()
"""


class Installation:
    """An installation of its own in a folder, reached as an operator reaches it: by processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mark = folder / "drawing"
        self.log = folder / "worker.log"
        self.workers: list[subprocess.Popen[bytes]] = []
        left_out = {"DATABASE_URL", "REDIS_URL"}
        self.environment = {name: value for name, value in os.environ.items() if name not in left_out} | {
            "DJANGO_SETTINGS_MODULE": "lms.settings.base",
            "KAFAAT_VAR": str(folder),
            "PYTHONPATH": str(ROOT),
            "DRAWING_MARK": str(self.mark),
        }

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, done.stderr

    def certificates(self) -> tuple[int, int]:
        """Return how many certificates there are, and how many of them have a file."""
        with contextlib.closing(sqlite3.connect(self.folder / "db.sqlite3", timeout=20)) as database:
            counts = database.execute("SELECT count(*), count(drawn_at) FROM certificates_certificate").fetchone()
        return int(counts[0]), int(counts[1])

    def start_worker(self, *, drawing_seconds: float) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            worker = subprocess.Popen(
                [sys.executable, str(Path(__file__).with_name("drawing_slowly.py"))],
                cwd=ROOT,
                env=self.environment | {"DRAWING_SECONDS": str(drawing_seconds)},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.workers.append(worker)
        return worker

    def stop(self) -> None:
        for worker in self.workers:
            kill(worker)


def kill(worker: subprocess.Popen[bytes]) -> None:
    """Kill a worker with its children at once, as a machine does that runs out of memory."""
    if worker.poll() is None:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def wait_for(condition: Callable[[], bool], installation: Installation) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, installation.log.read_text()
        time.sleep(0.2)


@pytest.fixture
def installation(tmp_path: Path, django_db_setup: None) -> Iterator[Installation]:
    installation = Installation(tmp_path)
    template = SqliteClone(tmp_path / "db.sqlite3").template
    if template.exists():
        shutil.copy(template, tmp_path / "db.sqlite3")
    installation.manage("migrate", "--verbosity", "0")
    yield installation
    installation.stop()


@pytest.mark.long
def test_a_worker_killed_while_drawing_leaves_one_certificate_and_one_file(installation: Installation) -> None:
    installation.manage("shell", "-c", ISSUE)
    first = installation.start_worker(drawing_seconds=600)
    wait_for(installation.mark.exists, installation)

    kill(first)
    assert installation.certificates() == (1, 0)
    installation.start_worker(drawing_seconds=0)
    installation.manage("shell", "-c", SWEEP)
    wait_for(lambda: installation.certificates() == (1, 1), installation)

    files = [path for path in (installation.folder / "certificates").rglob("*") if path.is_file()]
    assert len(files) == 1
    assert files[0].read_bytes().startswith(b"%PDF-")
