"""The library's demonstration: facts about real texts, never their wording, and short guides."""

from __future__ import annotations

import datetime
import json
import uuid
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from wagtail.models import Locale

from library import searching
from library.models import DocumentPage, LibraryIndexPage, RegulatoryText, Relation
from search import engine

DATA: Final = Path(__file__).resolve().parent / "data"
OFFICIAL_JOURNAL: Final = "https://www.joradp.dz"
NAMESPACE: Final = uuid.UUID("5b0f8a52-6f7e-4c53-9d6c-0c6f4c1b7a10")


@transaction.atomic
def load() -> int:
    """Load what is missing and return how much that was. What stands is left as editors have made it."""
    loaded = _read("legal_texts.json")
    made = sum(_load_text(row) for row in loaded["texts"])
    made += sum(_load_relation(row) for row in loaded["relations"])
    made += sum(_load_document(row) for row in _read("documents.json"))
    if made:
        engine.index(searching.documents())
    return made


def _read(name: str) -> Any:  # noqa: ANN401 (JSON)
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def _load_text(row: dict[str, Any]) -> bool:
    journal = row["journal"] or {}
    _text, is_new = RegulatoryText.objects.get_or_create(
        uri=row["uri"],
        defaults={
            "kind": row["kind"],
            "number": row["number"],
            "title_ar": row["title"]["ar"],
            "title_fr": row["title"]["fr"],
            "date_signed": _date(row["date_signed"]),
            "date_hijri": row.get("date_hijri", ""),
            "journal_number": journal.get("number"),
            "journal_date": _date(journal.get("date")),
            "journal_page": journal.get("page"),
            "official_url": OFFICIAL_JOURNAL,
            "status": row["status"],
            "confidence": row["confidence"],
            # The rest are drafts until somebody has looked them up in the Official Journal.
            "is_published": row["confidence"] == RegulatoryText.Confidence.HIGH,
        },
    )
    return is_new


def _load_relation(row: dict[str, Any]) -> bool:
    _relation, is_new = Relation.objects.get_or_create(
        subject=RegulatoryText.objects.get(uri=row["subject"]),
        predicate=row["predicate"],
        object=RegulatoryText.objects.get(uri=row["object"]),
        article=row.get("article", ""),
    )
    return is_new


def _load_document(row: dict[str, Any]) -> bool:
    """Add a guide in each language, linked as translations; the ones that stand are left."""
    made = False
    for language, words in row["languages"].items():
        index = LibraryIndexPage.objects.get(locale__language_code=language)
        if index.get_children().filter(slug=row["slug"]).exists():
            continue
        index.add_child(
            instance=DocumentPage(
                slug=row["slug"],
                locale=Locale.objects.get(language_code=language),
                translation_key=uuid.uuid5(NAMESPACE, row["slug"]),
                kind=row["kind"],
                publisher=words["publisher"],
                title=words["title"],
                summary=words["summary"],
                body=words["body"],
            )
        ).save_revision().publish()
        made = True
    return made


def _date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
