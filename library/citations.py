"""The door for the rooms that cite texts: what a lesson cites, and what it may say about that."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from library.models import ArticleCitation, RegulatoryText
from library.reading import TextRow, row_of


def cite(source_uid: uuid.UUID | str, addresses: Iterable[str]) -> int:
    """Note that a source cites articles ("dz/law/2012/12-06/art-2"); return how many were not noted yet.

    An address of which the library has no text is left out: nothing is invented here.
    """
    noted = 0
    for address in addresses:
        uri, _slash, article = address.rpartition("/")
        text = RegulatoryText.objects.filter(uri=uri).first()
        if text is not None:
            noted += ArticleCitation.objects.get_or_create(source_uid=source_uid, text=text, article=article)[1]
    return noted


def cited_by(source_uid: uuid.UUID | str, language: str) -> list[TextRow]:
    """Return the texts that a source cites, each with the numbers of the articles, in one statement."""
    rows: dict[str, TextRow] = {}
    citations = ArticleCitation.objects.filter(source_uid=source_uid).select_related("text").order_by("text_id", "pk")
    for citation in citations:
        row = rows.setdefault(citation.text.uri, row_of(citation.text, language))
        row.articles.append(citation.article.removeprefix("art-"))
    return list(rows.values())
