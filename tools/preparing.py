"""Bring an installation up to date: database, demonstration or first administrator, static files.

What is already done is recognised and skipped, so that a second start is quick and changes nothing.
"""

import hashlib
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from tools.setup import ROOT, RUNTIME
from tools.steps import Failed, step, stop_with


def main(arguments: Sequence[str]) -> int:
    """Prepare the installation that the environment names; `--no-demo` leaves it empty."""
    with step("Reading the settings"):
        django.setup()
        logging.disable(logging.INFO)  # the steps say what goes on; warnings still show
    var = Path(settings.STATIC_ROOT).parent
    try:
        _migrate()
        _fill(var, with_demo="--no-demo" not in arguments)
        _collect(var)
    except OperationalError as error:
        return stop_with(f"The database refuses: {error}")
    except Failed as reason:
        return stop_with(str(reason))
    return 0


def _migrate() -> None:
    with step("Looking at the database"):
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        with step(f"Migrating the database ({len(plan)} migrations)"):
            call_command("migrate", interactive=False, verbosity=0)


def _fill(var: Path, *, with_demo: bool) -> None:
    """Load the demonstration into an empty installation, once; or make its first administrator.

    An installation that was started empty stays so when --no-demo is forgotten: passwords that a demonstration shows
    must not appear in a real one.
    """
    empty, unfinished = var / "without-demo", var / "demo-unfinished"
    if not with_demo:
        empty.touch()
    if empty.exists():
        if with_demo:
            print(f"  No demonstration: this installation was started with --no-demo ({empty}).")
        with step("Looking for an administrator", is_talkative=True):
            call_command("create_administrator")
        return
    if unfinished.exists() or not apps.get_model("courses", "Course")._default_manager.exists():  # noqa: SLF001 (Django's)
        unfinished.touch()
        with step("Loading the demonstration", is_talkative=True):
            call_command("load_demo")
        unfinished.unlink()


def _collect(var: Path) -> None:
    """Copy, name and compress the static files when they have changed."""
    stamp = var / "static.stamp"
    now = _static_fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return
    with step("Collecting the static files"):
        stamp.unlink(missing_ok=True)
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(now)


def _static_fingerprint() -> str:
    """Return what the static files depend on: the pinned packages, the settings, our own files."""
    rooms = [Path(room.path) for room in apps.get_app_configs() if Path(room.path).parent == ROOT]
    folders = [ROOT / "static", *(room / "static" for room in rooms)]
    paths = [RUNTIME, *ROOT.glob("lms/settings/*.py"), *(path for folder in folders for path in folder.rglob("*"))]
    digest = hashlib.sha256(str(settings.STATIC_ROOT).encode())
    for path in sorted(path for path in paths if path.is_file()):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
