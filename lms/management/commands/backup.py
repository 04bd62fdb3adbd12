"""Write a backup of database, media, certificates and secrets."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lms.backing_up import back_up


class Command(BaseCommand):
    """`manage.py backup FILE`."""

    help = "Writes a backup of the database, the media, the certificates and the secrets into one new file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:  # noqa: ANN401 (Django's signature)
        try:
            back_up(file)
        except FileExistsError as error:
            raise CommandError(f"{file} exists already; a backup never overwrites.") from error
        self.stdout.write(
            f"{file}: {file.stat().st_size:,} bytes. It holds secrets: keep it where only you can read it."
        )
