"""How good the answers are, and that every database gives the same ones."""

import json
from pathlib import Path
from typing import Any

import pytest

from search.engine import Document, index, query

EVALUATION: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "search_eval.json").read_text(encoding="utf8"),
)


@pytest.fixture
def _library() -> None:
    index(
        Document(doc["id"], doc["type"], doc["lang"], doc["title"], doc["body"], f"/{doc['id']}/")
        for doc in EVALUATION["docs"]
    )


def answers(text: str, language: str, limit: int = 10) -> list[str]:
    return [hit.document.id for hit in query(text, language=language, limit=limit).hits]


@pytest.mark.django_db
@pytest.mark.usefixtures("_library")
def test_answers_are_good() -> None:
    recalls, ranks = [], []

    for asked in EVALUATION["queries"]:
        found, relevant = answers(asked["query"], asked["lang"]), asked["relevant"]
        recalls.append(len({*relevant} & {*found[:5]}) / min(5, len(relevant)))
        ranks.append(next((1 / place for place, one in enumerate(found, start=1) if one in relevant), 0))

    assert sum(recalls) / len(recalls) >= 0.97
    assert sum(ranks) / len(ranks) >= 0.95


@pytest.mark.django_db
@pytest.mark.usefixtures("_library")
@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        # The same literals on SQLite and PostgreSQL: the order is computed in whole numbers.
        (
            "القانون ١٢/٠٦",
            "ar",
            [
                "ar-law-1206",
                "ar-law-1206-art2",
                "ar-law-1206-art6",
                "ar-law-1206-art8",
                "ar-law-1206-art29",
                "ar-law-1206-art34",
            ],
        ),
        (
            "انشاء جمعية",
            "ar",
            ["ar-const-art53", "ar-guide-insha", "ar-law-9031", "ar-law-1206", "ar-law-1206-art2", "ar-law-1206-art29"],
        ),
        ("تقارير سنوية", "ar", ["ar-rep-2023", "ar-form-taqrir", "ar-dec-21139", "ar-rep-jamiaa", "ar-guide-mohasaba"]),
        (
            "subvention de la commune",
            "fr",
            [
                "fr-law-1206-art34",
                "fr-law-1110",
                "fr-dec-01351",
                "fr-form-subv",
                "fr-law-1206-art29",
                "fr-law-1206-art2",
            ],
        ),
        (
            "art. 8 loi 06-12",
            "fr",
            [
                "fr-law-1206-art8",
                "fr-law-1206",
                "fr-law-1206-art2",
                "fr-law-1206-art6",
                "fr-law-1206-art29",
                "fr-law-1206-art34",
            ],
        ),
        ("volunteers", "en", ["en-guide-volunteer"]),
    ],
)
def test_order_is_the_same_on_every_database(text: str, language: str, expected: list[str]) -> None:
    assert answers(text, language, limit=6) == expected
