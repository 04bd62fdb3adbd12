"""The door for the rooms that cite texts: what a lesson may say about them."""

from __future__ import annotations

from collections.abc import Iterable

from library.models import RegulatoryText
from library.reading import TextRow, row_of


def describe(uris: Iterable[str], language: str) -> dict[str, TextRow]:
    """Return title, status and address of the texts, by their identifiers, in one statement.

    A text whose facts have not been checked has no `url`, and only its kind and number are told. Unknown ones are left
    out.
    """
    return {text.uri: row_of(text, language) for text in RegulatoryText.objects.filter(uri__in=set(uris))}
