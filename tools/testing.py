"""`./test`: run every check, show all that fails, end with a summary."""

import argparse
import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tools import debian
from tools.checks import PLAIN, Check, Outcome, checks, environment, module
from tools.checks import run as run_check
from tools.servers import real_servers
from tools.setup import ROOT
from tools.steps import Failed, step
from tools.suites import Counts, Suite, suites
from tools.suites import run as run_suite

HELP = """\
Runs every check on this machine, with real servers: format, lint, types, import contracts, templates, migrations,
translations, the settings of production, the tests on SQLite and on PostgreSQL with Valkey, the journeys in a browser.

DATABASE_URL and REDIS_URL name servers to use instead of those that come with the development packages.
"""
TOGETHER = 2
SUITES = ("sqlite", "postgresql", "journeys")


@dataclass
class Report:
    """What became of all checks, in the order in which they ended."""

    outcomes: list[Outcome] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)

    def add(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)
        print(f"  {outcome.name:<12} {_verdict(outcome)} {outcome.seconds:6.1f} s", flush=True)
        if not outcome.is_passed and outcome.output:
            print(f"\n{outcome.output.rstrip()}\n", flush=True)


def main(arguments: Sequence[str]) -> int:
    """Run the checks that the arguments choose; return 0 when each passed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    options = _parser().parse_args(arguments)
    if options.chaos:
        return _chaos(options.only)
    start = time.monotonic()
    report = Report()
    report_tools(report, options.without)
    chosen = _chosen(checks(without=options.without), options)
    with ThreadPoolExecutor(TOGETHER) as pool:
        for outcome in pool.map(run_check, chosen):
            report.add(outcome)
    for suite in _suites(report, options):
        print(f"\nTests: {suite.name}", flush=True)
        outcome, counts = run_suite(suite, expression=options.k)
        report.counts += counts
        report.add(outcome)
    return _summarise(report, options.without, time.monotonic() - start)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="./test", description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--full", action="store_true", help="also what takes longer: long tests, coverage")
    parser.add_argument("--chaos", action="store_true", help="instead: kill real processes and count what is lost")
    parser.add_argument("--only", action="append", default=[], metavar="CHECK", help="only this check (repeatable)")
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        metavar="NAME",
        help=f"without a check or one of {', '.join(tool.package for tool in debian.TOOLS)} (repeatable)",
    )
    parser.add_argument("-k", default="", metavar="EXPRESSION", help="only tests that match, as for pytest")
    return parser


def _chaos(only: Sequence[str]) -> int:
    """Tell the stories of tests/chaos, or only these; they start and end their own servers."""
    command = module("tests.chaos", *(word for name in only for word in ("--only", name)))
    return subprocess.run(command, check=False, cwd=ROOT, env=environment(PLAIN), stdin=subprocess.DEVNULL).returncode


def report_tools(report: Report, without: Sequence[str]) -> None:
    """Install the Debian tools that are missing; what cannot be had fails unless it was said to be left out."""
    missing = [tool for tool in debian.missing() if tool.package not in without]
    if not missing:
        return
    start = time.monotonic()
    with step(f"Installing {', '.join(tool.package for tool in missing)}"):
        reason = debian.install([tool.package for tool in missing])
    for tool in missing:
        if tool in debian.missing():
            words = f"{tool.package} is missing (for {tool.purpose}): {reason}\nLeave it out: --without {tool.package}"
            report.add(Outcome(tool.package, is_passed=False, seconds=time.monotonic() - start, output=words))


def _chosen(all_checks: Sequence[Check], options: argparse.Namespace) -> list[Check]:
    """Return the checks to run; an expression chooses tests, and so no other check."""
    if options.k and not options.only:
        return []
    return [check for check in all_checks if _is_wanted(check.name, options)]


def _suites(report: Report, options: argparse.Namespace) -> Iterator[Suite]:
    """Yield the suites to run, while the servers that they need are up."""
    has_browser = debian.BROWSER.isdisjoint(options.without)
    without = [*options.without, *([] if has_browser else ["journeys"])]
    wanted = [name for name in SUITES if _is_wanted(name, options) and name not in without]
    with contextlib.ExitStack() as stack:
        servers: dict[str, str] = {}
        if "postgresql" in wanted:
            try:
                servers = stack.enter_context(real_servers())
            except Failed as reason:
                report.add(Outcome("postgresql", is_passed=False, seconds=0, output=str(reason)))
        for suite in suites(full=options.full, without=options.without, servers=servers):
            if suite.name in wanted:
                yield suite


def _is_wanted(name: str, options: argparse.Namespace) -> bool:
    return name not in options.without and (not options.only or name in options.only)


def _summarise(report: Report, without: Sequence[str], seconds: float) -> int:
    """Print one line per check, what was left out and, last, the counts in the form that test runners print."""
    failed = [outcome for outcome in report.outcomes if not outcome.is_passed]
    print("\nSummary")
    for outcome in report.outcomes:
        print(f"  {outcome.name:<12} {_verdict(outcome)} {outcome.seconds:6.1f} s  {outcome.detail}".rstrip())
    for name in without:
        print(f"  {name:<12} left out (--without {name})")
    if not report.outcomes:
        print("  nothing was checked")
    print(f"  {'all':<12} {'FAILED' if failed or not report.outcomes else 'ok    '} {seconds:6.1f} s\n")
    failed_checks = sum(outcome.name not in SUITES for outcome in failed)
    unexplained = bool(failed) and not failed_checks and not report.counts.failed
    total = report.counts + Counts(failed=failed_checks + unexplained)
    print(total, flush=True)
    return 1 if failed or not report.outcomes else 0


def _verdict(outcome: Outcome) -> str:
    return "ok    " if outcome.is_passed else "FAILED"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
