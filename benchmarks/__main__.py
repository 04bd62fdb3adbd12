"""`./bench`: what each page costs, as a multiple of a bare Django view, in one run on one server.

`./bench growth`: whether pages and progress cost the same with 1,000 and with 1,000,000 events, on SQLite or, with
`--postgresql`, on a PostgreSQL of its own.
"""

import argparse
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import django
import psycopg

from tools.servers import Server, postgresql


def main() -> int:
    """Run the benchmark that the arguments choose; what needs settings is imported when they are there."""
    parser = argparse.ArgumentParser(prog="./bench", description=__doc__)
    parser.add_argument("what", nargs="?", choices=["pages", "growth"], default="pages")
    parser.add_argument("--postgresql", action="store_true", help="growth on PostgreSQL")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kafaat-bench-")))
        folder.chmod(0o755)  # PostgreSQL runs as another user when we are root
        database = stack.enter_context(postgresql(folder / "postgresql")) if options.postgresql else None
        _set_up(folder / "var", database)
        if options.what == "growth":
            from benchmarks import growth  # noqa: PLC0415 (settings come first)

            return growth.main(database)
        from benchmarks import pages  # noqa: PLC0415 (settings come first)

        return pages.main()


def _set_up(var: Path, database: Server | None) -> None:
    os.environ["KAFAAT_VAR"] = str(var)
    os.environ["DJANGO_SETTINGS_MODULE"] = "lms.settings.base"
    os.environ["KAFAAT_ALLOWED_HOSTS"] = "127.0.0.1"
    os.environ.pop("DATABASE_URL", None)
    if database:
        # Not the one that everybody connects to: only a database without connections can be copied.
        with psycopg.connect(database.url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE growth")
        os.environ["DATABASE_URL"] = urlsplit(database.url)._replace(path="/growth").geturl()
    django.setup()


if __name__ == "__main__":
    sys.exit(main())
