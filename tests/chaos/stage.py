"""An installation for chaos: its own database, queue and folder, and the processes that ./run starts, to be killed."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import psycopg
import redis

from tests.databases import fingerprint
from tools.checks import PLAIN
from tools.processes import Child, stop
from tools.running import processes
from tools.setup import ROOT

PATIENCE = 90.0


class Stage:
    """The installation's processes by name (web, worker, beat), and what an operator can do to them."""

    def __init__(self, environment: Mapping[str, str], port: int) -> None:
        self.environment = environment
        self.port = port
        self.var = Path(environment["KAFAAT_VAR"])
        self.database_url = environment["DATABASE_URL"]
        self.children: dict[str, Child] = {}
        for child in processes(port, self.var, environment):
            # The database says by this name whose a connection is. A commit that was answered outlives the server.
            named = f"{self.database_url}?application_name={child.name}&options=-c%20synchronous_commit%3Don"
            child.environment = {**environment, "DATABASE_URL": named}
            self.children[child.name] = child

    def start(self, *names: str) -> None:
        for name in names:
            self.children[name].start()
        if "web" in names:
            wait_until(self.answers, "the web server answers")

    def answers(self) -> bool:
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", self.port)) == 0

    def kill(self, name: str) -> None:
        """Kill a process with all that it started, at once."""
        child = self.children[name]
        child.signal_all(signal.SIGKILL)
        if child.process:
            child.process.wait()

    def kill_pool(self) -> None:
        """Kill the worker's drawing process alone, as a machine does that runs out of memory."""
        process = self.children["worker"].process
        for drawing in psutil.Process(process.pid).children() if process else []:
            drawing.kill()

    def revive(self) -> list[str]:
        """Start again what was started once and has ended by itself, as ./run does; return the names."""
        ended = [name for name, child in self.children.items() if child.process and child.status() is not None]
        for name in ended:
            self.children[name].start()
        return ended

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env={**self.environment}, capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip

    def seed(self, *, phones: int, courses: int) -> list[dict[str, Any]]:
        """Make people and courses; return what `seeding.seed` printed."""
        code = f"from tests.chaos import seeding; seeding.seed({phones}, {courses})"
        done = self.manage("shell", "--no-imports", "-c", code)
        if done.returncode:
            raise RuntimeError(done.stderr)
        people: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
        return people


@contextlib.contextmanager
def stage(folder: Path) -> Iterator[Stage]:
    """Yield an installation on the servers that DATABASE_URL and REDIS_URL name; all that it started ends with it."""
    redis.Redis.from_url(os.environ["REDIS_URL"]).flushall()
    (folder / "tmp").mkdir(parents=True)
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if name not in PLAIN} | {
        "DJANGO_SETTINGS_MODULE": "lms.settings.base",
        "KAFAAT_VAR": str(folder),
        "TMPDIR": str(folder / "tmp"),
        "REDIS_URL": os.environ["REDIS_URL"],
        "WEB_CONCURRENCY": "1",
        "PORT": str(port),
    }
    with _database(environment) as address:
        set_up = Stage({**environment, "DATABASE_URL": address}, port)
        try:
            yield set_up
        finally:
            stop(list(set_up.children.values()), patience=10)


@contextlib.contextmanager
def _database(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield the address of a new migrated database, cloned from a template that is made once for these migrations."""
    template, clone = f"chaos_{fingerprint()}", f"chaos_{os.getpid()}_{time.monotonic_ns()}"
    with _server() as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone():
            server.execute(f"CREATE DATABASE {clone}".encode())
            variables = {**environment, "DATABASE_URL": _address(clone)}
            subprocess.run(
                [sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, env=variables, check=True
            )
            server.execute(f"ALTER DATABASE {clone} RENAME TO {template}".encode())
        server.execute(f"CREATE DATABASE {clone} TEMPLATE {template} STRATEGY FILE_COPY".encode())
    yield _address(clone)
    with _server() as server:
        server.execute(f"DROP DATABASE {clone} WITH (FORCE)".encode())


def _server() -> psycopg.Connection[Any]:
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


def _address(database: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()


def wait_until(condition: Callable[[], bool], words: str, *, patience: float = PATIENCE) -> None:
    """Wait until the condition holds; it is an error when it does not in time."""
    deadline = time.monotonic() + patience
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"Not after {patience:.0f} s: {words}.")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as candidate:
        candidate.bind(("127.0.0.1", 0))
        port: int = candidate.getsockname()[1]
        return port
