"""`manage.py create_administrator`: the first administrator of an empty installation."""

import json
import os
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.administrators import create_first_administrator


class Command(BaseCommand):
    """Creates an administrator when there is none, and keeps the random password in var/secrets/."""

    help = "Create the first administrator, unless one exists; the password is kept in var/secrets/administrator.json."

    def add_arguments(self, parser: ArgumentParser) -> None:
        email = os.environ.get("KAFAAT_ADMIN_EMAIL") or "admin@kafaat.localhost"
        parser.add_argument("--email", default=email, help="the address to sign in with (default: %(default)s)")

    def handle(self, *, email: str, **_options: object) -> None:
        created = create_first_administrator(email=email)
        if created is None:
            self.stdout.write("There already is an administrator.")
            return
        path = _keep({"email": created.user.email, "password": created.password})
        self.stdout.write(f"Created {created.user.email}; the password is in {path}.")


def _keep(account: dict[str, str]) -> Path:
    """Write the account where only the owner of the installation reads it."""
    path = Path(settings.SECRETS_ROOT) / "administrator.json"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(account, file)
    return path
