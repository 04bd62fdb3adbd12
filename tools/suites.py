"""The tests: one suite per database, and the journeys in a browser."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tools.checks import PATIENCE, PLAIN, Outcome, environment, module
from tools.setup import ROOT

WORKERS = "2"


@dataclass(frozen=True)
class Counts:
    """How the tests of a suite ended."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


@dataclass(frozen=True)
class Suite:
    """A named set of tests; `markers` is pytest's -m, `variables` lead to the database."""

    name: str
    markers: str
    variables: Mapping[str, str | None]
    options: Sequence[str] = ()


def suites(*, full: bool, without: Sequence[str], servers: Mapping[str, str]) -> list[Suite]:
    """Return the suites; without `servers` the one on PostgreSQL is left out."""
    markers = "not journey" if full else "not journey and not long"
    measured = ["--cov", "--cov-report=term:skip-covered", "--cov-fail-under=95"] if full else []
    variables = {**PLAIN, "KAFAAT_WITHOUT": ",".join(without)}
    on_servers = [Suite("postgresql", markers, {**variables, **servers})] if servers else []
    return [
        Suite("sqlite", markers, variables, measured),
        *on_servers,
        Suite("journeys", "journey" if full else "journey and not long", variables),
    ]


def run(suite: Suite, *, expression: str = "") -> tuple[Outcome, Counts]:
    """Run a suite, showing pytest's own words; no test at all is a failure, unless an expression chose."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kafaat-report-") as folder:
        results, database = Path(folder) / "results.xml", Path(folder) / "database"
        status = _pytest(suite, expression, results, database)
        counts = _count(results)
        says = f" on {database.read_text().strip()}" if database.exists() else ""
    nothing_chosen = bool(expression) and status == NO_TESTS
    is_passed = nothing_chosen or (status == 0 and counts.passed > 0)
    detail = f"{counts}{says}" if counts.passed or counts.failed else "no tests"
    return Outcome(suite.name, is_passed, time.monotonic() - start, detail=detail), counts


NO_TESTS = 5  # pytest's exit status


def _pytest(suite: Suite, expression: str, results: Path, database: Path) -> int:
    command = module("pytest", "-q", "-m", suite.markers, "--numprocesses", WORKERS, "--dist", "worksteal")
    command += ["--durations=10", "--durations-min=3"]
    command += [f"--junitxml={results}", "-p", "no:cacheprovider", *suite.options]
    command += ["-k", expression] if expression else []
    variables = {**suite.variables, "KAFAAT_TEST_DATABASE_REPORT": str(database)}
    sys.stdout.flush()
    try:
        return subprocess.run(
            command, check=False, cwd=ROOT, env=environment(variables), stdin=subprocess.DEVNULL, timeout=PATIENCE
        ).returncode
    except subprocess.TimeoutExpired:
        print(f"Not finished after {PATIENCE // 60} minutes.")
        return 1


def _count(results: Path) -> Counts:
    if not results.exists():
        return Counts(failed=1)
    total = Counts()
    for suite in ElementTree.parse(results).iter("testsuite"):  # noqa: S314 (written by our own pytest)
        tests, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        total += Counts(max(0, tests - skipped - failed), failed, skipped)
    return total
