"""Files that lessons show: a film and a document, as trainers upload them, and the blocks that hold them."""

from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from courses.models import LessonPage

TRANSCRIPT = "<p>نص ما قيل</p>"


def film(name: str = "film.mp4", content: bytes = bytes(range(256)) * 40) -> Document:
    """Return an uploaded film of some bytes, which no test plays."""
    return _uploaded(name, content)


def document(name: str = "statutes.docx", content: bytes = b"content") -> Document:
    """Return an uploaded file."""
    return _uploaded(name, content)


def _uploaded(name: str, content: bytes) -> Document:
    return Document.objects.create(title=name.partition(".")[0], file=ContentFile(content, name=name))


def video_block(seconds: int = 240, **value: Any) -> tuple[str, dict[str, Any]]:
    return ("video", {"film": value.get("film") or film(), "seconds": seconds, "transcript": TRANSCRIPT})


def document_block(title: str = "") -> tuple[str, dict[str, Any]]:
    return ("document", {"file": document(), "title": title})


def give(slug: str, *blocks: tuple[str, Any], **fields: Any) -> LessonPage:
    """Give the Arabic lesson of this slug more blocks and other fields; return it."""
    lesson = LessonPage.objects.get(slug=slug, locale__language_code="ar")
    for name, value in fields.items():
        setattr(lesson, name, value)
    for block in blocks:
        lesson.body.append(block)
    lesson.save()
    return lesson
