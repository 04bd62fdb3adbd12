"""Fold every event again and compare with the states that are stored."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from learning import rebuilding


class Command(BaseCommand):
    """`manage.py rebuild_progress [--check]`."""

    help = "Makes every state what its events add up to; with --check only says what differs, and exits with 1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing")

    def handle(self, *_args: Any, check: bool, **_options: Any) -> None:  # noqa: ANN401 (Django's signature)
        found = 0
        for difference in rebuilding.differences():
            found += 1
            self.stdout.write(str(difference))
            if not check:
                rebuilding.rebuild(difference.learner)
        self.stdout.write(f"{found} {'differ' if check else 'set right'}; digest of all states: {rebuilding.digest()}")
        if check and found:
            raise SystemExit(1)
