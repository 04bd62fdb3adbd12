"""One gunicorn of the embedded default (one process, eight threads), and what it costs in CPU."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Server:
    """A running server; one connection that is kept open, as a browser keeps it."""

    port: int
    process: subprocess.Popen[bytes]
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def ask(self, method: str, path: str, headers: dict[str, str], body: str = "") -> Reply:
        """Send one request and read the whole answer."""
        headers = {"Accept-Encoding": "gzip", **headers}  # as every browser does
        self.connection.request(method, path, body=body or None, headers=headers)
        response = self.connection.getresponse()
        content = response.read()
        return Reply(response.status, {k.lower(): v for k, v in response.getheaders()}, content)

    def cpu_seconds(self) -> float:
        """Return the CPU seconds that the web process has used so far."""
        return cpu_of_children(self.process.pid)


def cpu_of_children(pid: int) -> float:
    """Return the CPU seconds that the living children of a process have used."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    threads = (thread for child in children for thread in Path(f"/proc/{child}/task").iterdir())
    # In nanoseconds; /proc/<pid>/stat counts in hundredths of a second, which is a whole page.
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9


@contextmanager
def running(variables: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Start the server on a free port, with these variables in its environment, and stop it afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--workers", "1", "--threads", "8"]
    command += ["--bind", f"127.0.0.1:{port}", "--log-level", "error", "--keep-alive", "300", "benchmarks.wsgi"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **(variables or {})})
    try:
        _wait(port)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("the server did not start")
