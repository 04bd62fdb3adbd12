"""Load the demonstration: courses, texts, editorial pages and accounts. Running it again changes nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

import cms.demonstration
import courses.demonstration
import library.demonstration
from cms.context_processors import forget_site
from lms.demonstration import people

DATA = Path(people.__file__).parent


class Command(BaseCommand):
    """Calls the demonstration of each room."""

    help = "Load the demonstration (safe to run again)."

    def handle(self, *_args: Any, **_options: Any) -> None:  # noqa: ANN401 (Django's signature)
        """Load what is missing."""
        texts = _read("editorial.json")
        cms.demonstration.load(themes=_read("themes.json"), texts=texts)
        forget_site()
        consents = {slug: texts[slug]["version"] for slug in ("privacy", "terms")}
        # The courses cite the library's texts.
        library.demonstration.load()
        by_role = people.load(consents=consents)
        made = courses.demonstration.load(
            _read("catalogue.json"),
            DATA / "pictures",
            trainer=by_role["trainer"],
            editor=by_role["editor"],
            tell=self._tell,
        )
        self.stdout.write(f"{made} courses loaded; accounts: {people.accounts_file()}")

    def _tell(self, slug: str) -> None:
        self.stdout.write(f"  {slug}")


def _read(name: str) -> Any:  # noqa: ANN401 (JSON)
    return json.loads((DATA / name).read_text())
