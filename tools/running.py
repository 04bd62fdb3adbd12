"""`./run`: prepare the installation, then keep its web server, worker and clock running until Ctrl-C."""

import argparse
import contextlib
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tools.processes import Child, end_with_parent, stop
from tools.setup import ROOT
from tools.steps import Failed, step, stop_with

HELP = """\
Starts the platform at http://127.0.0.1:8000 until Ctrl-C.

These can be set in the environment:
  PORT          another port
  KAFAAT_VAR    another folder for all that is written (var/)
  DATABASE_URL  PostgreSQL instead of SQLite: postgres://user:password@host:5432/name
  REDIS_URL     Redis for cache and queue instead of memory and files: redis://host:6379/0
  WEB_CONCURRENCY, WORKER_CONCURRENCY
                web processes (with REDIS_URL) and drawing processes
  SMTP_URL      a mail server instead of files in var/mail: smtp://user:password@host:587

Afterwards `.venv/bin/python manage.py ...` works with the same variables.
"""
HOST = "127.0.0.1"
START_PATIENCE = 60.0
STOP_PATIENCE = 20.0
# A process that ends this soon after its start, this often, will not recover by being started again.
SOON, OFTEN = 10.0, 3


def main(arguments: Sequence[str]) -> int:
    """Run the platform; return 0 after an orderly end."""
    options = _parser().parse_args(arguments)
    started = time.monotonic()
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stopping.set())
    try:
        port = _port()
        environment = _environment(port)
        var = Path(environment["KAFAAT_VAR"])
        with _alone(var):
            _prepare(environment, stopping, with_demo=not options.no_demo)
            children = processes(port, var, environment)
            try:
                _start(children, port, stopping)
                if not stopping.is_set():
                    _welcome(port, var, time.monotonic() - started)
                _watch(children, stopping)
            finally:
                print("\nStopping …", flush=True)
                stop(children, patience=STOP_PATIENCE)
    except Failed as reason:
        return stop_with(str(reason))
    print("Stopped.", flush=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./run", description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--no-demo", action="store_true", help="an empty installation with its first administrator")
    return parser


def _port() -> int:
    """Return the port to serve at, or fail in words when it is taken."""
    given = os.environ.get("PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) < 2**16:
        raise Failed(f"PORT must be a number from 1 to 65535, not {given!r}.")
    with socket.socket() as candidate:
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            candidate.bind((HOST, int(given)))
        except OSError as error:
            raise Failed(f"Port {given} cannot be used ({error.strerror}). Take another: PORT=8001 ./run") from error
    return int(given)


def _environment(port: int) -> dict[str, str]:
    """Return the environment of all processes: what is written lies under the data folder, temporary files too."""
    var = Path(os.environ.get("KAFAAT_VAR") or ROOT / "var").resolve()
    temporary = var / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    settings = os.environ.get("DJANGO_SETTINGS_MODULE") or "lms.settings.base"
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": settings,
        "KAFAAT_VAR": str(var),
        "PORT": str(port),
        "TMPDIR": str(temporary),
    }


@contextlib.contextmanager
def _alone(var: Path) -> Iterator[None]:
    """Hold the data folder: two installations on one would undo each other's work."""
    with (var / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Failed(f"Another ./run already serves {var}. Set KAFAAT_VAR to another folder.") from error
        yield


def _prepare(environment: dict[str, str], stopping: threading.Event, *, with_demo: bool) -> None:
    """Bring database, demonstration and static files up to date in a process of its own, whose memory is given back."""
    command = [sys.executable, "-m", "tools.preparing", *([] if with_demo else ["--no-demo"])]
    with subprocess.Popen(
        command,
        env=environment,
        start_new_session=True,
        preexec_fn=end_with_parent,  # noqa: PLW1509 (one thread, and nothing but a system call)
    ) as process:
        while process.poll() is None:
            if stopping.wait(0.1):
                process.terminate()
                process.wait()
                raise Failed("Stopped before the installation was prepared; the next start goes on from here.")
    if process.returncode:
        raise Failed("The installation could not be prepared; the reason stands above.")


def processes(port: int, var: Path, environment: Mapping[str, str]) -> list[Child]:
    """Return the web server, the worker and the clock, not yet started."""
    several = environment.get("REDIS_URL") and (environment.get("WEB_CONCURRENCY") or str(os.cpu_count() or 1))
    web = [
        *("gunicorn", "lms.wsgi:application", "--bind", f"{HOST}:{port}"),
        # Without Redis the cache is the process's own memory: one process, several threads.
        *("--worker-class", "gthread", "--threads", "8", "--workers", several or "1"),
        *("--worker-tmp-dir", environment["TMPDIR"], "--no-control-socket", "--graceful-timeout", "10"),
    ]
    worker = [
        *("celery", "--app", "lms", "worker", "--loglevel", "INFO", "--without-gossip", "--without-mingle"),
        *("--concurrency", environment.get("WORKER_CONCURRENCY") or "1"),
    ]
    beat = ["celery", "--app", "lms", "beat", "--loglevel", "INFO"]
    return [
        Child(name, [sys.executable, "-m", *command], log=var / "log" / f"{name}.log", environment=environment)
        for name, command in {"web": web, "worker": worker, "beat": beat}.items()
    ]


def _start(children: Sequence[Child], port: int, stopping: threading.Event) -> None:
    """Start all processes and wait until the web server answers."""
    with step("Starting web server, worker and clock"):
        for child in children:
            child.start()
        deadline = time.monotonic() + START_PATIENCE
        while not stopping.is_set() and not _answers(port):
            _fail_if_dead(children)
            if time.monotonic() > deadline:
                raise Failed(f"The web server did not answer within a minute:\n{children[0].last_words()}")
            stopping.wait(0.1)


def _answers(port: int) -> bool:
    """Return whether the web server answers at all; what it says of its health is not asked here."""
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def _fail_if_dead(children: Sequence[Child]) -> None:
    for child in children:
        status = child.status()
        if status is not None:
            raise Failed(f"The {child.name} process ended with status {status}:\n{child.last_words()}")


def _watch(children: Sequence[Child], stopping: threading.Event) -> None:
    """Start again what ends by itself, until told to stop; give up on what ends as soon as it starts."""
    early = dict.fromkeys((child.name for child in children), 0)
    while not stopping.wait(0.5):
        for child in children:
            status = child.status()
            if status is None:
                continue
            early[child.name] = early[child.name] + 1 if child.age() < SOON else 0
            if early[child.name] >= OFTEN:
                _fail_if_dead(children)
            print(f"The {child.name} process ended with status {status}; starting it again ({child.log}).", flush=True)
            child.start()


def _welcome(port: int, var: Path, seconds: float) -> None:
    base = os.environ.get("KAFAAT_BASE_URL") or f"http://{HOST}:{port}"
    print(f"\nReady in {seconds:.1f} s:  {base}/\nAdministration:  {base}/cms/")
    for title, accounts in _accounts(var):
        print(f"\n{title}")
        for account in accounts:
            print(f"  {account.get('role', ''):<14} {account['email']:<32} {account['password']}")
    print(f"\nData and logs lie in {var}. Ctrl-C stops everything.", flush=True)


def _accounts(var: Path) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Yield the accounts that the first start made, as long as their file is kept."""
    demonstration, administrator = var / "secrets" / "demo_accounts.json", var / "secrets" / "administrator.json"
    if demonstration.exists():
        yield "Demonstration accounts:", json.loads(demonstration.read_text())["accounts"]
    if administrator.exists():
        yield (
            "First administrator (change the password, then delete this file):",
            [{"role": str(administrator), **json.loads(administrator.read_text())}],
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
