"""The checks that are commands: what ./test runs before the tests themselves."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tools.setup import ROOT

PATIENCE = 20 * 60


@dataclass(frozen=True)
class Check:
    """A named check: commands that all must end with 0, in an environment with some variables set or (None) removed."""

    name: str
    commands: Sequence[Sequence[str]]
    variables: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What became of a check."""

    name: str
    is_passed: bool
    seconds: float
    output: str = ""
    detail: str = ""


def module(*words: str) -> list[str]:
    """Return the command that runs a module of the environment (its scripts break when the folder moves)."""
    return [sys.executable, "-m", *words]


def manage(*words: str) -> list[str]:
    return [sys.executable, "manage.py", *words]


# What the environment of whoever runs the checks must not change.
PLAIN: dict[str, str | None] = dict.fromkeys(
    ["DATABASE_URL", "REDIS_URL", "SMTP_URL", "PORT", "KAFAAT_VAR", "KAFAAT_BASE_URL", "KAFAAT_ALLOWED_HOSTS"]
)
TESTING = PLAIN | {"DJANGO_SETTINGS_MODULE": "lms.settings.test"}
IMPORT_LINTER = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


def checks(*, without: Sequence[str]) -> list[Check]:
    """Return the checks, the longest first: two run at a time."""
    without_gettext = ["--without-gettext"] if "gettext" in without else []
    production = PLAIN | {
        "DJANGO_SETTINGS_MODULE": "lms.settings.production",
        "KAFAAT_BASE_URL": "https://kafaat.example",
        "KAFAAT_ALLOWED_HOSTS": "kafaat.example",
        "KAFAAT_VAR": str(ROOT / ".cache" / "deploy"),
    }
    return [
        Check("types", [module("mypy")], PLAIN),
        Check("templates", [module("djlint", "--lint", "--quiet", "templates")]),
        Check("migrations", [manage("makemigrations", "--check", "--dry-run"), module("tools.migrations")], TESTING),
        Check("translations", [module("tools.translations", "check", *without_gettext)]),
        Check("deploy", [manage("check", "--deploy", "--fail-level", "WARNING")], production),
        Check("imports", [[sys.executable, "-c", IMPORT_LINTER, "--no-logo"]], {"PYTHONPATH": str(ROOT)}),
        Check("lint", [module("ruff", "check", ".")]),
        Check("format", [module("ruff", "format", "--check", ".")]),
    ]


def run(check: Check) -> Outcome:
    """Run a check's commands to the end of the first that fails."""
    start = time.monotonic()
    output, is_passed = "", True
    for command in check.commands:
        status, words = call(command, check.variables)
        output += words
        is_passed = is_passed and status == 0
    return Outcome(check.name, is_passed, time.monotonic() - start, output)


def call(command: Sequence[str], variables: Mapping[str, str | None]) -> tuple[int, str]:
    """Run a command in the project's folder; return its status and what it said."""
    try:
        done = subprocess.run(
            command,
            check=False,
            cwd=ROOT,
            env=environment(variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired as expired:
        said = (expired.stdout or b"").decode(errors="replace")
        return 1, f"{said}\nNot finished after {PATIENCE // 60} minutes: {' '.join(command)}"
    return done.returncode, done.stdout


def environment(variables: Mapping[str, str | None]) -> dict[str, str]:
    """Return our environment with some variables set and some (None) removed."""
    kept = {name: value for name, value in os.environ.items() if name not in variables}
    return kept | {name: value for name, value in variables.items() if value is not None}
