"""The page of results, asked for as browsers and as bad people do."""

import pytest
from django.test import Client
from django.utils import translation

from search.engine import Document, index


def fill(number: int, *, language: str = "ar", kind: str = "lesson", title: str = "تأسيس الجمعية") -> None:
    index(
        Document(
            f"{kind}:{n}:{language}", kind, language, f"{title} {n}", "للمؤسسين <b>حقوق</b>", f"/{language}/{kind}/{n}/"
        )
        for n in range(number)
    )


def page(client: Client, language: str = "ar", *, status: int = 200, **asked: str) -> str:
    response = client.get(f"/{language}/search/", asked)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("asked", [{}, {"q": ""}, {"q": "   "}])
def test_no_query_asks_what_is_looked_for(client: Client, asked: dict[str, str]) -> None:
    fill(1)

    html = client.get("/en/search/", asked).content.decode()

    assert "What are you looking for?" in html
    assert "/en/search/?q=law+12-06" in html.replace('href="?', 'href="/en/search/?')


@pytest.mark.django_db
def test_results_mark_the_words_and_escape_the_text(client: Client) -> None:
    fill(1)

    html = page(client, q="مؤسس")

    assert "<mark>للمؤسسين</mark> &lt;b&gt;حقوق&lt;/b&gt;" in html
    assert 'href="/ar/lesson/0/"' in html


@pytest.mark.django_db
def test_query_is_shown_escaped(client: Client) -> None:
    html = page(client, "en", q='"><script>alert(1)</script>')

    assert "<script>alert(1)" not in html
    assert "<bdi>&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;</bdi>" in html


@pytest.mark.django_db
def test_kinds_are_filters_with_counts(client: Client) -> None:
    fill(3)
    fill(2, kind="course")

    html = page(client, "ar", q="تأسيس", kind="course")

    assert html.count('class="list__title"') == 2
    assert '<span class="chip__n">5</span>' in html
    assert '<span class="chip__n">3</span>' in html
    assert 'aria-current="true">' in html


@pytest.mark.django_db
def test_kind_without_a_result_leads_back_to_all(client: Client) -> None:
    fill(1)

    html = page(client, "en", q="تأسيس", kind="quiz")

    assert 'href="/en/search/?' in html
    fill(1, language="en")
    assert "See the results of every kind" in page(client, "en", q="تأسيس", kind="quiz")


@pytest.mark.django_db
def test_other_languages_are_said_and_lead_there(client: Client) -> None:
    fill(2, language="fr", title="Loi 12-06")

    html = page(client, q="12-06")

    assert 'href="/fr/search/?q=12-06"' in html
    assert "Français" in html


@pytest.mark.django_db
def test_pages_follow_and_keep_the_query(client: Client) -> None:
    fill(45)

    html = page(client, q="تأسيس", page="3")

    assert html.count('class="list__title"') == 5
    assert f"q={translation.get_language()}" not in html
    assert "&amp;page=2" in html
    assert "page=4" not in html


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["abc", "-1", "0", "4", "99999", "9" * 400, "1.5", "١x"])
def test_impossible_page_is_not_found(client: Client, number: str) -> None:
    fill(45)

    page(client, q="تأسيس", page=number, status=404)


@pytest.mark.django_db
def test_no_page_beyond_two_hundred_results(client: Client) -> None:
    fill(230)

    page(client, q="تأسيس", page="10")
    page(client, q="تأسيس", page="11", status=404)


@pytest.mark.django_db
def test_query_too_long_is_refused_in_words_and_kept(client: Client) -> None:
    html = page(client, "en", q="a" * 10_000, status=400)

    assert "at most 200 characters" in html
    assert f'value="{"a" * 200}"' in html


@pytest.mark.django_db
def test_words_that_say_nothing_get_advice(client: Client) -> None:
    assert "These words are in almost every page" in page(client, "en", q="how to the")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked", ['"*^(): AND OR NEAR', "a\x00b", "\x00", "\u202e\u2066", "'; DROP TABLE search_words; --", "%s", "&|!"]
)
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_bad_input_gets_a_page(client: Client, language: str, asked: str) -> None:
    fill(1)

    html = page(client, language, q=asked)

    assert "\x00" not in html
    assert "\u202e" not in html


@pytest.mark.django_db
def test_bytes_that_are_no_text_get_a_page(client: Client) -> None:
    assert client.get("/ar/search/?q=%ff%fe%ed%a0%80").status_code == 200


@pytest.mark.django_db
def test_kind_too_long_is_not_found(client: Client) -> None:
    page(client, q="تأسيس", kind="x" * 500, status=404)


@pytest.mark.django_db
def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post("/ar/search/").status_code == 405


@pytest.mark.django_db
def test_page_of_results_is_not_for_search_engines(client: Client) -> None:
    assert '<meta name="robots" content="noindex">' in page(client, q="تأسيس")
