"""What lessons may say about texts."""

import uuid
from collections.abc import Callable

from django.utils import translation
from pytest_django.fixtures import DjangoAssertNumQueries

from library.citations import cite, cited_by
from library.citing import citation_of
from library.hijri import hijri_day
from library.models import ArticleCitation, RegulatoryText

MakeText = Callable[..., RegulatoryText]


def test_citation_names_what_is_known(make_text: MakeText) -> None:
    with translation.override("en"):
        assert citation_of(make_text(), "en") == "Loi n° 99-01 relative à l’essai, signed on 3 February 1999"


def test_hijri_day_names_the_month() -> None:
    assert [hijri_day("1433-08-05", code) for code in ("ar", "fr")] == ["5 شعبان 1433", "5 Chaâbane 1433"]
    assert hijri_day("", "ar") == ""


def test_citing_notes_each_article_of_a_known_text_once(make_text: MakeText) -> None:
    make_text("99-01")
    lesson = uuid.uuid4()
    addresses = ["dz/law/1999/99-01/art-2", "dz/law/1999/99-01/art-4", "dz/law/1/none/art-1"]

    assert cite(lesson, addresses) == 2
    assert cite(lesson, addresses) == 0

    assert sorted(ArticleCitation.objects.values_list("article", flat=True)) == ["art-2", "art-4"]


def test_cited_texts_are_told_with_their_articles(
    make_text: MakeText, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_text("99-01")
    make_text("99-02", is_published=False)
    lesson = uuid.uuid4()
    cite(lesson, [f"dz/law/1999/{name}" for name in ("99-01/art-2", "99-02/art-7", "99-01/art-4")])
    cite(uuid.uuid4(), ["dz/law/1999/99-01/art-9"])

    with django_assert_num_queries(1):
        texts = cited_by(lesson, "ar")

    assert [(text.url, text.articles) for text in texts] == [
        ("/ar/library/dz/law/1999/99-01/", ["2", "4"]),
        ("", ["7"]),
    ]
