"""Uploaded files: whoever may upload must not be able to run anything in another's browser."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import Collection

from tests.staff import person, signed_in

pytestmark = pytest.mark.django_db


def put(name: str, content: bytes = b"content") -> str:
    """Write a file below the media, whatever forms would say to it, and return its address."""
    path = Path(settings.MEDIA_ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return f"/media/{name}"


def upload(name: str, content: bytes) -> None:
    """Upload a document as any trainer may."""
    collection = Collection.objects.get(depth=1)
    file = SimpleUploadedFile(name, content)
    signed_in(person("Trainers")).post(
        "/cms/documents/add/", {"title": name, "file": file, "collection": collection.pk}
    )


@pytest.mark.parametrize("name", ["page.html", "script.js", "picture.svg", "page.xhtml", "data.xml", "a.pdf", "bare"])
def test_uploaded_page_or_script_is_not_served_by_address(client: Client, name: str) -> None:
    assert client.get(put(f"images/{name}")).status_code == 404
    assert client.get(put(f"images/{name.upper()}")).status_code == 404


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.webp", "image/webp"), ("b.JPG", "image/jpeg"), ("c.mp3", "audio/mpeg"), ("d.vtt", "text/vtt; charset=utf-8")],
)
def test_picture_sound_and_captions_are_served_as_what_they_are(client: Client, name: str, kind: str) -> None:
    answer = client.get(put(f"images/{name}", b"<script>alert(1)</script>"))

    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (200, kind, "nosniff")
    answer.close()


@pytest.mark.parametrize("address", ["documents/a.png", "images/../documents/a.png", "./documents/a.png"])
def test_document_is_not_served_past_its_view(client: Client, address: str) -> None:
    put("documents/a.png")

    assert client.get(f"/media/{address}").status_code == 404


@pytest.mark.parametrize("name", ["evil.html", "evil.js", "evil.svg", "evil.xml", "evil.pdf.htm"])
def test_page_or_script_is_not_taken_as_a_document(name: str) -> None:
    upload(name, b"<script>alert(1)</script>")

    assert not get_document_model().objects.exists()


def test_document_is_attached() -> None:
    upload("statutes.pdf", b"%PDF-1.7")

    answer = Client().get(get_document_model().objects.get().url)

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    answer.close()
