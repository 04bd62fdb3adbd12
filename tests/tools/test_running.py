"""./run itself, with its real processes."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0


def free_port() -> int:
    with socket.socket() as candidate:
        candidate.bind(("127.0.0.1", 0))
        port: int = candidate.getsockname()[1]
        return port


@contextlib.contextmanager
def running(environment: dict[str, str], *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Start ./run's command; whatever it started is ended with the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tools.running", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=PATIENCE)


def read_until(process: subprocess.Popen[str], words: str) -> str:
    """Return what the command said up to the line with `words`."""
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if words in line:
            return said
    pytest.fail(f"ended without saying {words!r}:\n{said}")


def wait_for_end(processes: list[psutil.Process]) -> None:
    _gone, alive = psutil.wait_procs(processes, timeout=PATIENCE)
    assert alive == []


@pytest.fixture
def environment(installation: dict[str, str]) -> dict[str, str]:
    return installation | {"PORT": str(free_port())}


@pytest.mark.long
def test_run_serves_stops_and_starts_again_quickly(environment: dict[str, str]) -> None:
    with running(environment, "--no-demo") as process:
        said = read_until(process, "Ctrl-C stops everything")
        health = urllib.request.urlopen(f"http://127.0.0.1:{environment['PORT']}/healthz", timeout=10).status
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGINT)
        status = process.wait(timeout=PATIENCE)

    assert health == 200
    assert "admin@kafaat.localhost" in said
    assert len(children) >= 5  # web server and its process, worker and its process, clock
    assert status == 0
    wait_for_end(children)

    start = time.monotonic()
    with running(environment) as process:
        said = read_until(process, "Ctrl-C stops everything")

    assert "started with --no-demo" in said
    assert time.monotonic() - start < 20  # 10 s on an idle machine; this one is busy with other tests


@pytest.mark.long
def test_run_killed_leaves_no_process_behind(environment: dict[str, str]) -> None:
    with running(environment, "--no-demo") as process:
        read_until(process, "Ctrl-C stops everything")
        children = psutil.Process(process.pid).children(recursive=True)

        process.kill()

        wait_for_end(children)


@pytest.mark.long
def test_run_starts_again_what_dies(environment: dict[str, str]) -> None:
    with running(environment, "--no-demo") as process:
        read_until(process, "Ctrl-C stops everything")
        [clock] = [one for one in psutil.Process(process.pid).children() if "beat" in one.cmdline()]

        clock.kill()

        read_until(process, "The beat process ended with status -9; starting it again")
        assert sum("beat" in one.cmdline() for one in psutil.Process(process.pid).children()) == 1


def test_run_refuses_a_taken_port_in_words(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = _refused({"KAFAAT_VAR": str(tmp_path), "PORT": str(port)})

    assert f"Port {port} cannot be used" in done
    assert "PORT=8001 ./run" in done


def test_run_refuses_a_port_that_is_no_number(tmp_path: Path) -> None:
    assert "PORT must be a number" in _refused({"KAFAAT_VAR": str(tmp_path), "PORT": "eighty"})


def _refused(variables: dict[str, str]) -> str:
    """Return what ./run says when it refuses, without a traceback."""
    command = [sys.executable, "-m", "tools.running"]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | variables, check=False, capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr
