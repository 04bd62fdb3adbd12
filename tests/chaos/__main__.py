"""`./test --chaos`: real processes killed at the worst moments, and what is lost or there twice afterwards.

First the story with everything. Then, for each protection, the story in which it alone stands between chaos and a loss:
once on the code as it is, which must lose nothing, and once without the protection, which must.
"""

import argparse
import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.chaos.mutating import MUTANTS, tell_without
from tests.chaos.scenarios import SCENARIOS, storm, tell
from tests.chaos.told import Told
from tools.servers import Server, postgresql, valkey
from tools.steps import say

HELP = __doc__


def main(arguments: Sequence[str]) -> int:
    """Tell the stories that the arguments choose, all by default; return 0 when each came out as it must."""
    options = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="kafaat-chaos-") as temporary:
        folder = Path(temporary)
        folder.chmod(0o755)  # PostgreSQL runs as another user when we are root
        if options.report:
            (name,) = options.only
            options.report.write_text(tell(name, SCENARIOS[name], folder / "var", is_checked=False).as_json())
            return 0
        with _servers(folder) as (postgres, broker):
            verdicts = list(_stories(options.only, postgres, broker, folder))
    say("\nChaos")
    for is_right, words in verdicts:
        say(f"  {'ok    ' if is_right else 'FAILED'} {words}")
    failed = sum(not is_right for is_right, _words in verdicts)
    say(f"\n{len(verdicts) - failed} passed, {failed} failed")
    return 1 if failed or not verdicts else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./test --chaos", description=HELP)
    choices = ["storm", *SCENARIOS, *MUTANTS]
    parser.add_argument("--only", action="append", default=[], choices=choices, help="only this story (repeatable)")
    parser.add_argument("--report", type=Path, help=argparse.SUPPRESS)
    return parser


def _stories(only: Sequence[str], postgres: Server, broker: Server, folder: Path) -> Iterator[tuple[bool, str]]:
    if not only or "storm" in only:
        yield _as_it_is("storm", tell("storm", storm(postgres, broker), folder / "storm"))
    for name in SCENARIOS:
        if not only or name in only:
            yield _as_it_is(name, tell(name, SCENARIOS[name], folder / name))
    for name in MUTANTS:
        if not only or name in only:
            yield _without(name, tell_without(name, folder))


def _as_it_is(name: str, told: Told) -> tuple[bool, str]:
    return told.count.is_clean and not told.problems and not told.findings, f"{name}: {told}"


def _without(name: str, told: Told) -> tuple[bool, str]:
    """A protection is one when its lack shows as a number that went up, and as nothing else."""
    is_red = not told.count.is_clean and not told.problems
    return is_red, f"without {name}: {'red' if is_red else 'NOT RED'}: {told.count.risen() or 'no number rose'}; {told}"


@contextlib.contextmanager
def _servers(folder: Path) -> Iterator[tuple[Server, Server]]:
    """Run a database and a broker that may be killed, and name them in the environment."""
    with postgresql(folder / "postgresql") as postgres, valkey(folder / "valkey") as broker:
        os.environ["DATABASE_URL"], os.environ["REDIS_URL"] = postgres.url, broker.url
        yield postgres, broker


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
