"""Rebuild the search index from what is published."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

import courses.searching
import library.searching
from search import engine


class Command(BaseCommand):
    """`manage.py rebuild_index`."""

    help = "Empties the search index and fills it with everything that is published."

    def handle(self, *_args: Any, **_options: Any) -> None:  # noqa: ANN401 (Django's signature)
        with transaction.atomic():
            documents = [*courses.searching.documents(), *library.searching.documents()]
            engine.clear()
            engine.index(documents)
        self.stdout.write(f"{len(documents)} documents indexed.")
