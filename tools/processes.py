"""Long-lived child processes that never outlive the command which started them."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1
LARGE_LOG = 10 * 1024 * 1024


def end_with_parent() -> None:
    """Ask the kernel, in a child before it starts, to end it when its parent is gone, even a killed one (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    """One process of the platform, in a session of its own: Ctrl-C reaches the command, which ends it in order."""

    def __init__(self, name: str, command: Sequence[str | Path], *, log: Path, environment: Mapping[str, str]) -> None:
        self.name = name
        self.command = command
        self.log = log
        self.environment = environment
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LARGE_LOG:
            self.log.rename(self.log.with_suffix(".old.log"))
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=self.environment,
                start_new_session=True,
                preexec_fn=end_with_parent,  # noqa: PLW1509 (one thread, and nothing but a system call)
            )
        self.started = time.monotonic()

    def status(self) -> int | None:
        """Return the exit status, or None while the process runs."""
        return self.process.poll() if self.process else None

    def age(self) -> float:
        return time.monotonic() - self.started

    def signal_all(self, number: signal.Signals) -> None:
        """Send a signal to the process and all that it started."""
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)

    def terminate(self) -> None:
        """Ask the process, which tells its own children, to finish what it does and end."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def last_words(self, lines: int = 15) -> str:
        """Return the end of the log."""
        with self.log.open(errors="replace") as file:
            return "".join(deque(file, maxlen=lines))


def stop(children: Sequence[Child], *, patience: float) -> None:
    """End all: in order within `patience` seconds, by force after that; nothing that they started is left."""
    for child in children:
        child.terminate()
    deadline = time.monotonic() + patience
    while any(child.process and child.status() is None for child in children) and time.monotonic() < deadline:
        time.sleep(0.05)
    for child in children:
        child.signal_all(signal.SIGKILL)
        if child.process:
            child.process.wait()
