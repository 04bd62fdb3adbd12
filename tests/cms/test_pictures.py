"""Pictures that are uploaded in the administration."""

import io
import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Pillow
from wagtail.images import get_image_model
from wagtail.models import Collection


def bomb() -> bytes:
    """Return a small file that unpacks to 60,000 by 60,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60000, 60000, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def picture() -> bytes:
    file = io.BytesIO()
    Pillow.new("RGB", (20, 10)).save(file, "PNG")
    return file.getvalue()


def upload(client: Client, content: bytes) -> str:
    sent = {"title": "picture", "collection": Collection.objects.get(depth=1).pk}
    answer = client.post("/cms/images/add/", {**sent, "file": SimpleUploadedFile("a.png", content)})
    return answer.content.decode()


def test_picture_that_unpacks_to_more_than_memory_is_refused_in_words(admin_client: Client) -> None:
    page = upload(admin_client, bomb())

    assert "نقاط" in page
    assert not get_image_model().objects.exists()


def test_picture_is_taken(admin_client: Client) -> None:
    upload(admin_client, picture())

    image = get_image_model().objects.get()
    assert (image.width, image.height) == (20, 10)
