"""Text leaves compressed, for those who can read it, and nothing is compressed twice."""

import gzip
from typing import Any

import pytest
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory

from cms.compressing import CompressingMiddleware, accepts_gzip
from tests import factories

GZIP = {"accept-encoding": "gzip, deflate, br"}
PAGE = "<p>كفاءات</p>" * 200


def answer(response: HttpResponseBase, accept: str = "gzip") -> Any:
    request = RequestFactory().get("/", headers={"accept-encoding": accept})
    return CompressingMiddleware(lambda _request: response)(request)


def test_page_is_compressed_and_says_so() -> None:
    response = answer(HttpResponse(PAGE, headers={"ETag": '"x"'}))

    assert gzip.decompress(response.content).decode() == PAGE
    assert response["Content-Encoding"] == "gzip"
    assert response["Content-Length"] == str(len(response.content))
    assert response["Vary"] == "Accept-Encoding"
    assert response["ETag"] == 'W/"x"'


def test_length_of_a_page_differs_each_time() -> None:
    lengths = {len(answer(HttpResponse(PAGE)).content) for _time in range(20)}

    assert len(lengths) > 1


def test_page_for_who_reads_no_gzip_only_varies() -> None:
    response = answer(HttpResponse(PAGE), accept="br")

    assert (response.content.decode(), response["Vary"]) == (PAGE, "Accept-Encoding")
    assert "Content-Encoding" not in response


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(PAGE, content_type="application/pdf"),
        HttpResponse(PAGE, content_type="image/png"),
        HttpResponse("short"),
        FileResponse(iter([PAGE.encode()]), content_type="text/html"),
        HttpResponse(gzip.compress(PAGE.encode()), headers={"Content-Encoding": "gzip"}),
    ],
)
def test_other_answers_are_left_alone(response: HttpResponseBase) -> None:
    before = dict(response.headers)

    assert dict(answer(response).headers) == before


@pytest.mark.parametrize(
    ("accept", "accepted"), [("gzip", True), ("br, gzip;q=0.5", True), ("gzip;q=0", False), ("", False), ("br", False)]
)
def test_acceptance_is_read_from_the_header(accept: str, accepted: bool) -> None:  # noqa: FBT001 (parametrised)
    request: HttpRequest = RequestFactory().get("/", headers={"accept-encoding": accept})

    assert accepts_gzip(request) is accepted


@pytest.mark.django_db
def test_visitors_page_is_kept_compressed_and_revalidated(client: Client) -> None:
    factories.released_course(lessons=1, quizzes=0)

    plain = client.get("/ar/courses/")
    packed = client.get("/ar/courses/", headers=GZIP)
    again = client.get("/ar/courses/", headers={**GZIP, "if-none-match": packed["ETag"]})
    head = client.head("/ar/courses/", headers=GZIP)

    assert gzip.decompress(packed.content) == plain.content
    assert packed["Content-Encoding"] == "gzip"
    assert packed["Content-Length"] == head["Content-Length"] == str(len(packed.content))
    assert packed["ETag"] == plain["ETag"]
    assert packed["ETag"].startswith('W/"')
    assert {"Accept-Encoding", "Cookie"} <= set(plain["Vary"].split(", ")) == set(packed["Vary"].split(", "))
    assert (again.status_code, again.content) == (304, b"")
    assert "Content-Encoding" not in again


@pytest.mark.django_db
def test_learners_page_is_compressed_and_read_whole(client: Client) -> None:
    course = factories.released_course(lessons=1, quizzes=0)
    client.force_login(factories.learner())

    response = client.get(f"/ar/courses/{course.slug}/", headers=GZIP)

    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content).decode().rstrip().endswith("</html>")
    assert "script-src" in response["Content-Security-Policy"]
