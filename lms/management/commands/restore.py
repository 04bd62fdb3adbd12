"""Restore a backup into an installation without people."""

import tarfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from lms.backing_up import NotEmpty, UnknownBackup, restore


class Command(BaseCommand):
    """`manage.py restore FILE`."""

    help = "Restores a backup into a new, migrated installation that holds no people yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:  # noqa: ANN401 (Django's signature)
        try:
            restore(file)
        except NotEmpty as error:
            raise CommandError("This installation holds people already: restore into an empty one.") from error
        except (UnknownBackup, tarfile.TarError, OSError) as error:
            raise CommandError(f"{file} is not a backup that this version can read.") from error
        call_command("rebuild_index", verbosity=0)
        self.stdout.write("Restored. Start the platform again, so that it reads the restored secrets.")
