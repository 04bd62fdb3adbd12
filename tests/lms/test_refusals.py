"""What a person reads when an address has no answer to what was asked of it."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.test import Client, RequestFactory

from lms.refusals import found_or_not, readable_refusals

HEADINGS = {"ar": "لا يمكن فتح", "fr": "ne peut pas s’ouvrir", "en": "cannot be opened"}


@pytest.mark.parametrize("language", HEADINGS)
def test_address_that_takes_no_such_request_says_so_in_words(client: Client, db: None, language: str) -> None:
    answer = client.post(f"/{language}/courses/")

    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    assert HEADINGS[language] in answer.content.decode()


def test_answer_that_has_words_keeps_them(rf: RequestFactory) -> None:
    said = HttpResponseNotAllowed(["GET"], "Method not allowed")

    assert readable_refusals(lambda _request: said)(rf.post("/")) is said
    assert readable_refusals(lambda _request: HttpResponse())(rf.get("/")).status_code == 200


@pytest.mark.parametrize("address", ["/v/", "/v/hello/", "/v/report/", "/v/report/thanks/", "/ar/", "/ar/courses/"])
def test_head_is_answered_where_get_is(client: Client, db: None, address: str) -> None:
    assert client.head(address).status_code == client.get(address).status_code


def assert_is_told_in_three_languages(answer: Any) -> None:
    words = answer.content.decode()
    assert answer.status_code == 400
    assert 'lang="ar" dir="rtl"' in words
    for said in ("لم نتمكن من قراءة ما أُرسل", "Nous n’avons pas pu lire", "What was sent could not be read"):
        assert said in words


@pytest.mark.parametrize(
    "sent",
    [{"message": "m" * 3_000_000}, {f"field{number}": "1" for number in range(1500)}],
    ids=["too much", "too many fields"],
)
def test_sending_too_much_is_refused_in_words(db: None, sent: dict[str, str]) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.get("/v/report/")
    body = urlencode({"csrfmiddlewaretoken": browser.cookies["csrftoken"].value, **sent})

    answer = browser.post("/v/report/", body, content_type="application/x-www-form-urlencoded")

    assert_is_told_in_three_languages(answer)


def test_foreign_host_is_refused_in_words(client: Client, db: None) -> None:
    assert_is_told_in_three_languages(client.get("/ar/", headers={"host": "evil.example"}))


@pytest.mark.parametrize("said", ["201", "99999", " 5000", "+5000", "5000.0", "0000000005000"])
def test_form_that_claims_thousands_of_rows_is_refused_at_once(admin_client: Client, said: str) -> None:
    rows = {"options-TOTAL_FORMS": said, "options-INITIAL_FORMS": "0"}

    assert_is_told_in_three_languages(admin_client.post("/cms/snippets/courses/question/add/", rows))


@pytest.mark.parametrize("said", ["3", "200", "x", "-1", "", "9" * 5000])
def test_form_with_as_many_rows_as_people_write_is_asked(admin_client: Client, said: str) -> None:
    rows = {"options-TOTAL_FORMS": said, "options-INITIAL_FORMS": "0"}

    assert admin_client.post("/cms/snippets/courses/question/add/", rows).status_code == 200


@pytest.mark.parametrize("name", ["a" * 300, f"{'ا' * 200}.png", f"{'folder/' * 2000}a.png"])
def test_name_too_long_for_a_file_is_not_found(client: Client, db: None, name: str) -> None:
    assert client.get(f"/media/{name}").status_code == 404


def test_other_trouble_with_a_file_is_no_matter_of_its_name(rf: RequestFactory) -> None:
    def trouble(_request: HttpRequest) -> HttpResponse:
        raise PermissionError

    with pytest.raises(PermissionError):
        found_or_not(trouble)(rf.get("/"))
