"""`./test --chaos`: real processes killed at the worst moments, and what is lost or there twice afterwards."""

import argparse
import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.chaos.scenarios import SCENARIOS, storm, tell
from tools.servers import Server, postgresql, valkey

KILLS = 3


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="./test --chaos")
    parser.add_argument("--scenario", choices=SCENARIOS)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="kafaat-chaos-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with servers(folder) as (postgres, broker):
            scenario = SCENARIOS[options.scenario] if options.scenario else storm(postgres, broker)
            told = tell(scenario, folder / "var")
            print(told.count, told.hits, told.tries)
    return 0


@contextlib.contextmanager
def servers(folder: Path) -> Iterator[tuple[Server, Server]]:
    with postgresql(folder / "postgresql") as postgres, valkey(folder / "valkey") as broker:
        os.environ["DATABASE_URL"], os.environ["REDIS_URL"] = postgres.url, broker.url
        yield postgres, broker


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
