"""Load the demonstration: courses, texts, editorial pages and accounts. Running it again changes nothing."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

import cms.demonstration
import courses.demonstration
from lms.demonstration import people

DATA = Path(people.__file__).parent


class Command(BaseCommand):
    """Calls the demonstration of each room."""

    help = "Load the demonstration (safe to run again)."

    def handle(self, *_args: Any, **_options: Any) -> None:  # noqa: ANN401 (Django's signature)
        """Load what is missing."""
        texts = _read("editorial.json")
        cms.demonstration.load(themes=_read("themes.json"), texts=texts)
        consents = {slug: texts[slug]["version"] for slug in ("privacy", "terms")}
        by_role = people.load(consents=consents)
        made = courses.demonstration.load(
            _read("catalogue.json"), trainer=by_role["trainer"], editor=by_role["editor"], tell=self._tell
        )
        library = _library()
        if library is not None:
            library.load()
        self.stdout.write(f"{made} courses loaded; accounts: {people.accounts_file()}")

    def _tell(self, slug: str) -> None:
        self.stdout.write(f"  {slug}")


def _library() -> Any:  # noqa: ANN401 (a module)
    try:
        return import_module("library.demonstration")
    except ModuleNotFoundError:
        return None


def _read(name: str) -> Any:  # noqa: ANN401 (JSON)
    return json.loads((DATA / name).read_text())
