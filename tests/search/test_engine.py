"""Indexing, forgetting and asking, on whichever database the tests run on."""

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from search.engine import Document, Results, clear, index, query, remove
from search.models import IndexedDocument


def document(
    number: int = 1,
    *,
    kind: str = "lesson",
    language: str = "ar",
    title: str = "",
    text: str = "يجتمع المؤسسون في جمعية عامة.",
    weight: float = 1.0,
) -> Document:
    title = title or f"تأسيس الجمعية {number}"
    facets = {"status": "in_force"}
    return Document(f"lesson:{number}", kind, language, title, text, f"/ar/courses/{number}/", facets, weight)


def ids(results: Results) -> list[str]:
    return [hit.document.id for hit in results.hits]


def words_stored() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM search_words")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_document_is_found_as_it_was_handed_over() -> None:
    given_document = document(weight=2.0)

    index([given_document])

    (hit,) = query("مؤسس", language="ar").hits
    assert hit.document == given_document
    assert [part.text for part in hit.excerpt if part.is_match] == ["المؤسسون"]
    assert [part.text for part in hit.title if part.is_match] == []


@pytest.mark.django_db
def test_index_of_a_known_id_replaces() -> None:
    index([document(title="التطوع", text="")])

    index([document(title="المحاسبة", text="")])

    assert query("التطوع", language="ar").total == 0
    assert ids(query("المحاسبة", language="ar")) == ["lesson:1"]
    assert (IndexedDocument.objects.count(), words_stored()) == (1, 1)


@pytest.mark.django_db
def test_index_takes_the_last_of_one_id() -> None:
    index([document(title="التطوع"), document(title="المحاسبة")])

    assert query("التطوع", language="ar").total == 0
    assert query("المحاسبة", language="ar").total == 1


@pytest.mark.django_db
def test_removed_document_is_not_found_and_unknown_ids_are_no_error() -> None:
    index([document(1), document(2)])

    remove(["lesson:1", "lesson:99"])

    assert ids(query("تأسيس", language="ar")) == ["lesson:2"]
    assert words_stored() == 1


@pytest.mark.django_db
def test_clear_forgets_everything() -> None:
    index([document(1), document(2)])

    clear()

    assert (IndexedDocument.objects.count(), words_stored()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_what_the_caller_rolls_back_was_never_findable() -> None:
    with transaction.atomic():
        index([document()])
        within = query("تأسيس", language="ar").total
        transaction.set_rollback(True)

    assert within == 1
    assert query("تأسيس", language="ar").total == 0
    assert words_stored() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 30])
def test_statements_do_not_grow_with_documents(number: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    documents = [document(n) for n in range(number)]

    with django_assert_num_queries(3):
        index(documents)
    with django_assert_num_queries(2):
        query("تأسيس جمعية", language="ar", limit=50)
    with django_assert_num_queries(2):
        remove([one.id for one in documents])


@pytest.mark.django_db
def test_nothing_handed_over_asks_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        index([])
        remove([])
        results = query("في من على", language="ar")

    assert results == Results(is_understood=False)


@pytest.mark.django_db
def test_counts_are_by_kind_and_language() -> None:
    index(
        [
            document(1),
            document(2, kind="course"),
            document(3, kind="course", language="fr", title="Loi 12-06"),
            document(4, kind="text", title="القانون 12-06 للجمعيات"),
        ]
    )

    everything = query("الجمعية", language="ar")
    courses = query("الجمعية", language="ar", kinds=["course"])

    assert (everything.total, everything.kinds) == (3, {"lesson": 1, "course": 1, "text": 1})
    assert everything.other_languages == {"fr": 1}
    assert (courses.total, courses.kinds) == (1, everything.kinds)
    assert ids(courses) == ["lesson:2"]


@pytest.mark.django_db
def test_pages_of_hits_follow_each_other() -> None:
    index(document(n) for n in range(5))

    whole = ids(query("تأسيس", language="ar"))
    paged = [ids(query("تأسيس", language="ar", limit=2, offset=offset)) for offset in (0, 2, 4, 6)]

    assert paged == [whole[:2], whole[2:4], whole[4:], []]


@pytest.mark.django_db
def test_title_comes_before_text_and_weight_lifts() -> None:
    index(
        [
            document(1, title="دليل", text="التطوع"),
            document(2, title="التطوع", text="دليل"),
            document(3, title="دليل", text="التطوع", weight=9.0),
            document(4, title="شيء آخر", text="لا صلة له"),
        ]
    )

    assert ids(query("التطوع", language="ar")) == ["lesson:3", "lesson:2", "lesson:1"]


@pytest.mark.django_db
def test_rare_word_counts_for_more() -> None:
    index([*(document(n, title="جمعية", text="") for n in range(20)), document(50, title="وساطة", text="")])

    assert ids(query("وساطة جمعية", language="ar"))[0] == "lesson:50"


@pytest.mark.django_db
def test_true_order_of_an_act_comes_before_the_reversed_one() -> None:
    index([document(1, title="القانون 06-12", text=""), document(2, title="القانون 12-06", text="")])

    assert ids(query("قانون ١٢/٠٦", language="ar")) == ["lesson:2", "lesson:1"]
    assert ids(query("قانون 06-12", language="ar")) == ["lesson:1", "lesson:2"]


@pytest.mark.django_db
def test_word_that_no_document_holds_does_not_hinder() -> None:
    index([document(title="Demande de subvention", text="", language="fr")])

    assert query("comment obtenir facilement une subvention", language="fr").total == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        '"*^(): AND OR NEAR',
        "NEAR(التطوع جمعية)",
        "title:التطوع -جمعية",
        "'; DROP TABLE search_words; --",
        "\x00",
        "\ud800 \udfff",
        "\u202e\u2066",
        "12-" * 5_000,
        "a" * 10_000,
        "المادة " * 2_000,
        "& | ! <-> \\ :*",
        "%s %(x)s {0}",
    ],
)
def test_no_text_breaks_the_query(text: str) -> None:
    index([document()])

    assert query(text, language="ar").total in {0, 1}


@pytest.mark.django_db
def test_unstorable_characters_become_spaces() -> None:
    index([document(title="التطوع\x00جمعية \ud800", text="\x00")])

    (hit,) = query("التطوع", language="ar").hits
    assert hit.document.title == "التطوع جمعية  "


class AnyText(TestCase):
    """What hypothesis finds: each example rolls back what it indexed."""

    @settings(max_examples=60, deadline=None)
    @given(st.text(max_size=80))
    def test_what_is_indexed_is_found_by_its_own_words(self, text: str) -> None:
        index([document(title=text, text=text)])

        results = query(text, language="ar")

        assert results.total == int(results.is_understood)
