"""Every block of a lesson as it is stored, with words of the test's choice in every field that takes words."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.images import get_image_model

from courses.models import LessonPage
from tests.films import document, film

Json = dict[str, Any]
# By which name each kind of block is stored, in the order of the editor.
KINDS = (
    "text key_idea callout definition quotation steps table columns accordion picture audio video document "
    "case_study practice template"
).split()


def picture(width: int = 1600, height: int = 900) -> Any:
    """Return an uploaded picture."""
    content = BytesIO()
    Image.new("RGB", (width, height), "#0b5d48").save(content, "PNG")
    file = ContentFile(content.getvalue(), name="picture.png")
    return get_image_model().objects.create(title="picture", file=file)


def every_block(rich: str = "<p>كلام</p>", words: str = "كلام", **more: Any) -> list[Json]:
    """Return one block of each kind: `rich` in fields of paragraphs, `words` in plain ones, `more` in all."""
    return [
        {"type": kind, "value": {**value, **more} if isinstance(value, dict) else value}
        for kind, value in _all(rich, words)
    ]


def _all(rich: str, words: str) -> Iterator[tuple[str, Any]]:
    entry = {"title": words, "text": rich}
    columns = [{"type": kind, "heading": words} for kind in ("title", "text", "number")]
    yield "text", rich
    yield "key_idea", {"text": rich}
    yield "callout", {"kind": "warn", "text": words}
    yield "definition", {"term": words, "meaning": rich}
    yield "quotation", {"text": words, "who": words}
    yield "steps", {"steps": [entry, entry]}
    yield "table", {"grid": {"caption": words, "columns": columns, "rows": [{"values": [words, words, words]}]}}
    yield "columns", {"first_title": words, "first": rich, "second_title": words, "second": rich}
    yield "accordion", {"entries": [entry]}
    yield "picture", {"picture": picture().pk, "alternative": words, "caption": words}
    yield "audio", {"sound": film("sound.mp3").pk, "seconds": 60, "transcript": rich}
    captions = [{"language": code, "file": film(f"{code}.vtt", b"WEBVTT\n").pk} for code in ("ar", "fr")]
    yield (
        "video",
        {"film": film().pk, "seconds": 60, "poster": picture().pk, "captions": captions, "transcript": rich},
    )
    yield "document", {"file": document().pk, "title": words}
    yield "case_study", {"title": words, "text": rich, "question": rich}
    yield "practice", {"question": rich, "answer": rich}
    yield "template", {"file": document().pk, "title": words, "use": words}


def build(lesson: LessonPage, blocks: list[Json]) -> LessonPage:
    """Make the lesson of stored blocks; what the editor would refuse is kept as it is."""
    lesson.body = lesson.body.stream_block.to_python(blocks)
    for child in lesson.body:
        child.get_prep_value()
    lesson.save()
    return LessonPage.objects.get(pk=lesson.pk)
