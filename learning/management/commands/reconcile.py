"""Find what does not agree, and mend it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from learning import reconciling


class Command(BaseCommand):
    """`manage.py reconcile [--check]`."""

    help = "Mends what does not agree; with --check only says what it is, and exits with 1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing")

    def handle(self, *_args: Any, check: bool, **_options: Any) -> None:  # noqa: ANN401 (Django's signature)
        found = list(reconciling.find()) if check else reconciling.reconcile()
        for each in found:
            self.stdout.write(str(each))
        self.stdout.write(f"{len(found)} found{'' if check else '; what can be mended was'}.")
        if check and found:
            raise SystemExit(1)
