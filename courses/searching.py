"""Hands released courses and lessons over to the search, in each language that has words of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils import translation

from cms.typography import without_isolates
from courses.models import Course, LessonPage, LocalisedCourse
from search import engine
from search.engine import Document


def documents() -> Iterator[Document]:
    """Return everything of this room that can be found."""
    for course in Course.objects.visible().select_related("theme"):
        yield from documents_of(course)


def documents_of(course: Course) -> list[Document]:
    """Return the course and its lessons, in each language."""
    bodies = _bodies(course)
    found: list[Document] = []
    for language in course.contents:
        with translation.override(language):
            found.extend(_in_language(course, course.in_language(language), bodies))
    return found


def index_course(course: Course) -> None:
    """Make the course findable as it is now, and forget what it no longer has."""
    ours = documents_of(course)
    engine.remove(_former_ids(course) - {document.id for document in ours})
    engine.index(ours)


def remove_course(course: Course) -> None:
    """Make the course and its lessons unfindable."""
    engine.remove(_former_ids(course) | {document.id for document in documents_of(course)})


def _former_ids(course: Course) -> set[str]:
    """Return the ids that any version of the course may have handed over."""
    uids = {str(course.uid)}
    for outline in course.versions.values_list("outline", flat=True):
        uids |= {item["uid"] for item in outline}
    kinds = {"course": {str(course.uid)}, "lesson": uids - {str(course.uid)}}
    return {f"{kind}:{uid}:{code}" for kind, several in kinds.items() for uid in several for code in ("ar", "fr", "en")}


def _in_language(course: Course, content: LocalisedCourse, bodies: dict[tuple[str, str], str]) -> Iterable[Document]:
    facets = {"course": content.title, "theme": course.theme_id, "level": course.level}
    outline = " ".join(module.title for module in content.modules)
    yield Document(
        id=f"course:{course.uid}:{content.language}",
        kind="course",
        language=content.language,
        title=content.title,
        text=f"{content.summary} {outline}",
        url=content.url,
        facets={**facets, "summary": content.summary},
        weight=1.5,
    )
    for item in content.items:
        text = bodies.get((item.uid, content.language), "")
        if text:
            yield Document(
                id=f"lesson:{item.uid}:{content.language}",
                kind="lesson",
                language=content.language,
                title=item.title,
                text=text,
                url=item.url,
                facets=facets,
            )


def _bodies(course: Course) -> dict[tuple[str, str], str]:
    """Return the plain text of each lesson by (item uid, language); empty ones are left out. One statement."""
    if course.is_outline_only:
        return {}
    uids = {item["uid"] for module in course.contents.get("ar", {}).get("modules", []) for item in module["items"]}
    pages = LessonPage.objects.live().filter(translation_key__in=uids).select_related("locale")
    return {(str(page.translation_key), page.locale.language_code): plain_text(page) for page in pages if page.body}


def plain_text(page: LessonPage) -> str:
    """Return the words of a lesson, without markup: those of every block, whatever it is made of."""
    words = page.body.stream_block.get_searchable_content(page.body)
    return without_isolates(" ".join(words)).strip()
