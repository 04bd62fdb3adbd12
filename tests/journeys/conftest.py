"""The platform as people meet it: ./run's own processes on a fresh demonstration, and a real browser."""

import fcntl
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright
from pytest_django import DjangoDbBlocker

from tests import databases
from tests.journeys.phones import PEOPLE, Person, Phone

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Platform:
    """A running installation."""

    address: str
    var: Path

    def account(self, role: str) -> dict[str, str]:
        """Return e-mail and password of the demonstration's person in that role."""
        accounts = json.loads((self.var / "secrets" / "demo_accounts.json").read_text())["accounts"]
        return next(account for account in accounts if account["role"] == role)

    def mails_to(self, address: str) -> list[str]:
        """Return the texts of the mails to that address, oldest first."""
        files = sorted((self.var / "mail").iterdir(), key=lambda path: path.stat().st_mtime)
        mails = [
            message_from_bytes(part.strip(), policy=policy.default)
            for path in files
            for part in re.split(rb"\n-{79}\n", path.read_bytes())
            if part.strip()
        ]
        bodies = [(mail["To"], mail.get_body(("plain",))) for mail in mails]
        return [body.get_content() for to, body in bodies if body and address in str(to)]

    def code_for(self, address: str) -> str:
        """Wait for the mail with a six-digit code and return the newest code."""
        for _ in range(100):
            codes = [code for text in self.mails_to(address) for code in re.findall(r"(?<!\d)\d{6}(?!\d)", text)]
            if codes:
                return codes[-1]
            time.sleep(0.2)
        raise TimeoutError(f"no code was mailed to {address}")

    def query(self, code: str) -> str:
        """Run Python in the installation, after the act, to look at what the database holds."""
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
        return subprocess.run(
            command, cwd=ROOT, env=_environment(self.var), check=True, capture_output=True, text=True
        ).stdout


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, worker_id: str, django_db_blocker: DjangoDbBlocker) -> Path:
    """Return a folder with a loaded demonstration, prepared once for all test processes; it is only copied from.

    It starts from the migrated database that the other tests use; what is left of the preparing is ./run's own.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "prepared"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "is-prepared").exists():
            folder.mkdir(exist_ok=True)
            with django_db_blocker.unblock():
                databases.SqliteClone(folder / "db.sqlite3").prepare()
            command = [sys.executable, "-m", "tools.preparing"]
            subprocess.run(command, cwd=ROOT, env=_environment(folder), check=True, stdout=subprocess.DEVNULL)
            (folder / "is-prepared").touch()
    return folder


def _environment(var: Path) -> dict[str, str]:
    """Return the environment of an embedded installation in `var`."""
    environment = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL"}}
    return environment | {"KAFAAT_VAR": str(var), "DJANGO_SETTINGS_MODULE": "lms.settings.base"}


@pytest.fixture(scope="session")
def platform(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """Start ./run's processes on a copy of the prepared folder and a free port."""
    var = tmp_path_factory.mktemp("installation") / "var"
    shutil.copytree(prepared, var)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = _environment(var) | {"PORT": str(port)}
    with (var / "run.out").open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "tools.running"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            _wait(f"http://127.0.0.1:{port}/readyz", process, var)
            yield Platform(f"http://127.0.0.1:{port}", var)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)


def _wait(address: str, process: subprocess.Popen[bytes], var: Path) -> None:
    for _ in range(1500):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=5)  # noqa: S310 (our own server)
        except OSError:
            time.sleep(0.3)
        else:
            return
    pytest.fail(f"./run did not start:\n{(var / 'run.out').read_text()[-3000:]}")


@pytest.fixture(scope="session")
def chromium(prepared: Path, playwright: Playwright) -> Iterator[Browser]:
    """Start Debian's chromium, after the preparing: Django refuses a thread in which playwright's loop runs."""
    del prepared
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
    yield browser
    browser.close()


@pytest.fixture
def visitor(chromium: Browser, platform: Platform) -> Iterator[Callable[..., BrowserContext]]:
    """Return a maker of fresh visitors: phone-sized, Arabic, unless said otherwise. Foreign hosts fail the test."""
    contexts: list[BrowserContext] = []
    foreign: list[str] = []

    def make(**options: Any) -> BrowserContext:
        context = chromium.new_context(
            **{"viewport": {"width": 360, "height": 740}, "locale": "ar-DZ", "base_url": platform.address, **options}
        )
        context.set_default_timeout(15_000)
        context.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((platform.address, "data:", "blob:", "about:"))
                else foreign.append(request.url)
            ),
        )
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert foreign == []


@pytest.fixture(scope="session")
def people(platform: Platform) -> list[Person]:
    """Return people whom nobody has met yet: each story takes one out."""
    made = json.loads(platform.query(PEOPLE).partition("PEOPLE ")[2])
    return [Person(**person) for person in made]


@pytest.fixture
def phone(visitor: Callable[..., BrowserContext], platform: Platform, people: list[Person]) -> Phone:
    """Return the phone of a person whom no other story has met."""
    context, person = visitor(), people.pop()
    context.add_cookies([{"name": "sessionid", "value": person.session, "url": platform.address}])
    return Phone(context, person, platform)
