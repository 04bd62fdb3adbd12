"""Parts of files: what a player asks for when somebody seeks in a film."""

import pytest
from django.http import FileResponse
from django.test import Client, RequestFactory
from wagtail.documents.models import Document

from lms.ranges import files_in_parts
from tests.films import film

pytestmark = pytest.mark.django_db
BYTES = bytes(range(256)) * 1000


@pytest.fixture
def document() -> Document:
    return film(content=BYTES)


def ask(document: Document, part: str, **headers: str) -> tuple[int, str, bytes]:
    """Ask for a part; return the status, what it says of the part, and the bytes."""
    answer = Client().get(document.url, headers={"range": part, **headers})
    content = b"".join(answer) if answer.streaming else answer.content
    if answer.status_code != 416:
        assert answer["Content-Length"] == str(len(content))
    return answer.status_code, answer.get("Content-Range", ""), content


def test_whole_film_says_that_it_can_be_had_in_parts(document: Document) -> None:
    answer = Client().get(document.url)

    assert (answer.status_code, answer["Accept-Ranges"], answer["Content-Type"]) == (200, "bytes", "video/mp4")
    assert "Content-Encoding" not in answer
    assert b"".join(answer) == BYTES


@pytest.mark.parametrize(
    ("part", "start", "stop"),
    [
        ("bytes=0-", 0, 256_000),
        ("bytes=0-0", 0, 1),
        ("bytes=100000-199999", 100_000, 200_000),
        ("bytes=255999-", 255_999, 256_000),
        ("bytes=200000-999999999999999999", 200_000, 256_000),
        ("bytes=-500", 255_500, 256_000),
        ("bytes=-999999999", 0, 256_000),
    ],
)
def test_part_of_a_film_is_what_was_asked(document: Document, part: str, start: int, stop: int) -> None:
    assert ask(document, part) == (206, f"bytes {start}-{stop - 1}/256000", BYTES[start:stop])


@pytest.mark.parametrize("part", ["bytes=256000-", "bytes=999999999999-", "bytes=-0"])
def test_part_beyond_the_end_is_refused(document: Document, part: str) -> None:
    assert ask(document, part) == (416, "bytes */256000", b"")


@pytest.mark.parametrize(
    "part", ["bytes=5-4", "bytes=-", "bytes=0-1,5-6", "lines=0-1", "bytes=x-", "bytes=٠-١", "", "0"]
)
def test_what_is_no_range_gets_the_whole_film(document: Document, part: str) -> None:
    assert ask(document, part) == (200, "", BYTES)


def test_part_of_another_film_is_not_mixed_in(document: Document) -> None:
    whole = Client().get(document.url)
    stamp = whole["ETag"]
    assert b"".join(whole) == BYTES

    assert ask(document, "bytes=0-9", **{"if-range": stamp})[0] == 206
    assert ask(document, "bytes=0-9", **{"if-range": '"of-yesterday"'})[0] == 200


def test_head_and_other_pages_know_no_parts(document: Document) -> None:
    for answer in (
        Client().head(document.url, headers={"range": "bytes=0-1"}),
        Client().get("/healthz", headers={"range": "bytes=0-1"}),
    ):
        assert answer.status_code == 200
        assert "Content-Range" not in answer
        b"".join(answer)  # a file is closed when it has been read


def test_empty_file_has_no_part() -> None:
    assert ask(film(content=b""), "bytes=0-") == (416, "bytes */0", b"")


def test_what_is_written_as_it_is_sent_has_no_parts() -> None:
    asked = RequestFactory().get("/", headers={"range": "bytes=1-2"})

    answer = files_in_parts(lambda _request: FileResponse(iter([b"abc"])))(asked)

    assert answer.status_code == 200
