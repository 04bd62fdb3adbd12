"""The door of this room: hand documents over, take them back, ask.

    index([Document(id="course:7:ar", kind="course", language="ar", title="…", text="…", url="/ar/courses/…/")])
    results = query("تأسيس جمعية", language="ar", limit=10)

Everything written belongs to the caller's transaction: what is rolled back was never findable.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.db import connection, transaction

from search.analysis import Word, words
from search.excerpts import Part, excerpt, highlighted
from search.models import IndexedDocument
from search.postgresql import POSTGRESQL
from search.ranking import ranked
from search.sqlite import SQLITE
from search.storage import Columns, Storage

_BATCH = 500
_MOST_WORDS = 12
_MOST_LETTERS = 1_000
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

_UPSERT = """
    INSERT INTO search_indexeddocument (key, kind, language, title, text, url, facets, weight)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (key) DO UPDATE SET kind = excluded.kind, language = excluded.language, title = excluded.title,
        text = excluded.text, url = excluded.url, facets = excluded.facets, weight = excluded.weight
"""
_FORGET_WORDS = """
    DELETE FROM search_words WHERE rowid IN (SELECT id FROM search_indexeddocument WHERE key IN ({keys}))
"""


@dataclass(frozen=True)
class Document:
    """Something that can be found, in one language. `text` is plain text; `weight` above 1 lifts it among equals."""

    id: str
    kind: str
    language: str
    title: str
    text: str
    url: str
    facets: dict[str, str] = field(default_factory=dict)
    weight: float = 1.0


@dataclass(frozen=True)
class Hit:
    """A document that answers, with its title and the passage that shows why."""

    document: Document
    title: tuple[Part, ...]
    excerpt: tuple[Part, ...]


@dataclass(frozen=True)
class Results:
    """One page of hits in the reader's language, and how many there are elsewhere.

    `total` counts the kinds that were asked for; `kinds` every kind in the reader's language; `other_languages` the
    kinds asked for in each other language. Nothing searchable in the query: `is_understood` is false.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    other_languages: dict[str, int] = field(default_factory=dict)
    is_understood: bool = True


def index(documents: Iterable[Document]) -> None:
    """Make the documents findable; one whose id is known replaces what was known. Three statements for each 500."""
    remaining = iter({document.id: document for document in documents}.values())
    with transaction.atomic(savepoint=False):
        while batch := list(islice(remaining, _BATCH)):
            _index_batch(batch)


def remove(ids: Iterable[str]) -> None:
    """Forget the documents; unknown ids are no error. Two statements for each 500."""
    remaining = iter(ids)
    with transaction.atomic(savepoint=False):
        while batch := list(islice(remaining, _BATCH)):
            _forget_words(batch)
            IndexedDocument.objects.filter(key__in=batch).delete()


def ids(kind: str) -> set[str]:
    """Return the ids of all documents of a kind: who handed them over can tell which are no more."""
    return set(IndexedDocument.objects.filter(kind=kind).values_list("key", flat=True))


def clear() -> None:
    """Forget every document, before the index is built again."""
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_words")
        IndexedDocument.objects.all().delete()


def query(text: str, *, language: str, kinds: Sequence[str] = (), limit: int = 20, offset: int = 0) -> Results:
    """Find what answers `text` in the reader's language, best first. At most two statements, whatever is found."""
    asked = _asked(text, language)
    if not asked:
        return Results(is_understood=False)
    found = ranked(asked, _storage())
    wanted = [one for one in found if not kinds or one.kind in kinds]
    here = [one for one in wanted if one.language == language]
    return Results(
        hits=tuple(_hits([one.pk for one in here[offset : offset + limit]], asked)),
        total=len(here),
        kinds=Counter(one.kind for one in found if one.language == language),
        other_languages=Counter(one.language for one in wanted if one.language != language),
    )


def _index_batch(documents: Sequence[Document]) -> None:
    storage = _storage()
    with connection.cursor() as cursor:
        cursor.executemany(_UPSERT, [_fields(document) for document in documents])
        _forget_words([document.id for document in documents])
        cursor.executemany(storage.insert, [(*storage.row(_columns(d)), d.id) for d in documents])


def _forget_words(ids: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_FORGET_WORDS.format(keys=", ".join(["%s"] * len(ids))), list(ids))


def _fields(document: Document) -> tuple[str | float, ...]:
    title, text = (_UNSTORABLE.sub(" ", part) for part in (document.title, document.text))
    facets = json.dumps(document.facets, ensure_ascii=False)
    return (document.id, document.kind, document.language, title, text, document.url, facets, document.weight)


def _columns(document: Document) -> Columns:
    title, text = (list(words(part, document.language)) for part in (document.title, document.text))
    return Columns(
        title=[word.token for word in title],
        text=[word.token for word in text],
        title_shapes=[word.shape for word in title if word.shape],
        text_shapes=[word.shape for word in text if word.shape],
    )


def _asked(text: str, language: str) -> list[Word]:
    return list({word.token: word for word in words(text[:_MOST_LETTERS], language)}.values())[:_MOST_WORDS]


def _storage() -> Storage:
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE


def _hits(pks: Sequence[int], asked: Sequence[Word]) -> Iterator[Hit]:
    rows = IndexedDocument.objects.in_bulk(pks)
    for row in (rows[pk] for pk in pks):
        document = Document(row.key, row.kind, row.language, row.title, row.text, row.url, row.facets, row.weight)
        yield Hit(document, highlighted(row.title, asked, row.language), excerpt(row.text, asked, row.language))
