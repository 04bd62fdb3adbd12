"""What a person reads when an address has no answer to what was asked of it."""

import pytest
from django.http import HttpResponse, HttpResponseNotAllowed
from django.test import Client, RequestFactory

from lms.refusals import readable_refusals

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
