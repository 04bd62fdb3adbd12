"""The platform without one of its protections: a patch applied to a worktree of this repository."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.chaos.told import Told
from tools.setup import ROOT
from tools.steps import say

PATCHES = Path(__file__).with_name("mutants")
# Each protection, and the story in which nothing else can take its place.
MUTANTS = {
    "unique_constraint": "bad-line",
    "idempotency_key": "bad-line",
    "late_acknowledgement": "drawing-killed",
    "sweep": "worker-killed",
    "reconcile": "files-lost",
}

# Who commits what is not committed yet; it stays in no branch.
SOMEBODY = ("-c", "user.name=chaos", "-c", "user.email=chaos@localhost")


def tell_without(protection: str, folder: Path) -> Told:
    """Tell the protection's story with the code of a worktree that lacks it."""
    say(f"\n  Without {protection}")
    report = folder / f"{protection}.json"
    with _worktree(folder / protection) as worktree:
        _git("apply", "--3way", str(PATCHES / f"{protection}.patch"), cwd=worktree)
        command = [sys.executable, "-m", "tests.chaos", "--only", MUTANTS[protection], "--report", str(report)]
        done = subprocess.run(command, cwd=worktree, check=False)
    if done.returncode or not report.exists():
        return Told(problems=[f"the story broke off with status {done.returncode}"])
    return Told.from_json(report.read_text())


@contextlib.contextmanager
def _worktree(folder: Path) -> Iterator[Path]:
    """Yield a worktree of the code as it stands in this folder, with what is not committed yet."""
    commit = _git(*SOMEBODY, "stash", "create", cwd=ROOT) or "HEAD"
    _git("worktree", "add", "--detach", str(folder), commit, cwd=ROOT)
    try:
        yield folder
    finally:
        _git("worktree", "remove", "--force", str(folder), cwd=ROOT)


def _git(*words: str, cwd: Path) -> str:
    done = subprocess.run(["git", *words], cwd=cwd, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"git {' '.join(words)}\n{done.stderr}")
    return done.stdout.strip()
