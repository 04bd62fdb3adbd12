"""The environment in .venv/: made once, brought up to date when a lock changes, then the command runs in it.

Runs before anything is installed: standard library only. `./test` adds the development packages; `./run` never takes
them away again, since every pin of requirements.lock is also in requirements-dev.lock.
"""

import argparse
import contextlib
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.debian import VENV_PACKAGE, install
from tools.steps import Failed, step, stop_with

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RUNTIME = ROOT / "requirements.lock"
DEVELOPMENT = ROOT / "requirements-dev.lock"


def main(arguments: Sequence[str]) -> int:
    """Prepare the environment and become the command named by --then."""
    parser = argparse.ArgumentParser(prog="tools.setup", add_help=False)
    parser.add_argument("--development", action="store_true")
    parser.add_argument("--then")
    options, rest = parser.parse_known_args(arguments)
    try:
        ensure_environment(development=options.development)
    except Failed as reason:
        return stop_with(str(reason))
    if options.then:
        os.execv(PYTHON, [str(PYTHON), "-m", options.then, *rest])  # noqa: S606 (the command's own environment)
    return 0


def ensure_environment(*, development: bool) -> None:
    """Make .venv/ hold what the lock pins; nothing is done when it already does."""
    VENV.mkdir(exist_ok=True)
    with _alone(VENV / "setup.lock"):
        if not _works():
            with step("Making the environment in .venv/"):
                _make()
        lock = DEVELOPMENT if development else RUNTIME
        if not _is_installed(lock):
            with step(f"Installing the packages of {lock.name} (once)"):
                _install(lock)


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let one command at a time work on the environment; others wait."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _works() -> bool:
    """Return whether the environment's Python starts there (not after its Python was removed or the folder moved)."""
    with contextlib.suppress(OSError):
        code = "import sys; sys.exit(sys.prefix != sys.argv[1])"
        return subprocess.run([PYTHON, "-c", code, VENV], check=False).returncode == 0
    return False


def _make() -> None:
    for leftover in VENV.iterdir():
        if leftover.is_dir() and not leftover.is_symlink():
            shutil.rmtree(leftover)
        elif leftover.name != "setup.lock":
            leftover.unlink()
    command = [sys.executable, "-m", "venv"]
    if importlib.util.find_spec("ensurepip") is None:
        # Debian splits it off. Without it, pip must be there in another way.
        if importlib.util.find_spec("pip") is None and install([VENV_PACKAGE]):
            raise Failed(f"This Python can make no environment: apt install {VENV_PACKAGE}")
        if importlib.util.find_spec("pip") is not None:
            command.append("--without-pip")
    _run([*command, str(VENV)])


def _pip() -> list[str]:
    """Return pip's command for the environment: its own, else that of the Python which made it."""
    if any(VENV.glob("lib/python*/site-packages/pip")):
        return [str(PYTHON), "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def _install(lock: Path) -> None:
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes", "--no-deps"]
    _run([*_pip(), "install", *options, "--only-binary", ":all:", "--requirement", str(lock)])
    for satisfied in (lock, RUNTIME):
        _stamp(satisfied).write_text(_hash(satisfied))


def _is_installed(lock: Path) -> bool:
    stamp = _stamp(lock)
    return stamp.exists() and stamp.read_text() == _hash(lock)


def _stamp(lock: Path) -> Path:
    return VENV / f"{lock.name}.installed"


def _hash(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _run(command: Sequence[str]) -> None:
    """Run a command quietly; its words are shown when it fails."""
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONHOME", "PYTHONPATH"}}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    if done.returncode:
        raise Failed(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
