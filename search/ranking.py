"""Which documents answer, and in which order: one statement in whole numbers, the same on every database.

A word of the query counts for more where it stands in the title, for less where only its shape is found, and for more
the fewer documents hold it. A document answers when it holds at least half of the words that any document holds.
"""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection

from search.analysis import Word
from search.storage import Storage

_WEIGHT_OF_TOKEN = {"title": 6, "text": 2}
_WEIGHT_OF_SHAPE = {"title_shapes": 2, "text_shapes": 1}

# `terms` holds what is looked for, `found` where, `held` each word once for each document with the number of documents
# that hold it, `scored` the documents that answer.
_SCORED = """
    WITH terms(word, weight, needle) AS (VALUES {values}),
    found AS (
        SELECT terms.word, terms.weight, search_words.rowid AS document
        FROM terms CROSS JOIN search_words WHERE {matches}
    ),
    held AS (
        SELECT word, document, SUM(weight) AS weight, COUNT(*) OVER (PARTITION BY word) AS documents
        FROM found GROUP BY word, document
    ),
    size AS (SELECT COUNT(*) AS documents FROM search_indexeddocument),
    scored AS (
        SELECT held.document, SUM(1000 * held.weight * size.documents / (size.documents + 9 * held.documents)) AS score
        FROM held CROSS JOIN size GROUP BY held.document
        HAVING COUNT(*) >= (SELECT (COUNT(DISTINCT word) + 1) / 2 FROM held)
    )
"""
_RANKED = """
    SELECT id, language, kind
    FROM scored JOIN search_indexeddocument ON id = document
    ORDER BY score * weight DESC, id
"""


class Ranked(NamedTuple):
    """A document that answers, by its primary key."""

    pk: int
    language: str
    kind: str


def ranked(asked: Sequence[Word], storage: Storage) -> list[Ranked]:
    """List every document that answers the words (at least one word), in every language and kind, best first."""
    terms = [term for number, word in enumerate(asked) for term in _terms(number, word, storage)]
    sql = (_SCORED + _RANKED).format(values=", ".join(["(%s, %s, %s)"] * len(terms)), matches=storage.matches)
    with connection.cursor() as cursor:
        cursor.execute(sql, [part for term in terms for part in term])
        return [Ranked(*row) for row in cursor.fetchall()]


def _terms(number: int, word: Word, storage: Storage) -> list[tuple[int, int, str]]:
    terms = [(number, weight, storage.needle(column, word.token)) for column, weight in _WEIGHT_OF_TOKEN.items()]
    if word.shape:
        terms += [(number, weight, storage.needle(column, word.shape)) for column, weight in _WEIGHT_OF_SHAPE.items()]
    return terms
