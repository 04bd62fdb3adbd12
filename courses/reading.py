"""What readers get of released courses. Everything that is the same for everyone is rendered once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.core.cache import cache
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from cms.visitors import edition
from courses.models import Course, LessonPage, LocalisedCourse, LocalisedItem, QuizPage
from courses.models.localised import SOURCE_LANGUAGE
from library.citations import cited_by

# A new release changes the key; this only keeps the cache from growing for ever.
CACHE_SECONDS: Final = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class RenderedLesson:
    """A lesson's text, and the texts that it cites.

    `is_fallback`: the reader's language has no text, so it is the source's. `document_url`: where its document is, if
    it has one in the reader's language or in the source's.
    """

    html: SafeString
    cited: SafeString
    language: str
    is_fallback: bool
    document_url: str


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An item of a released course where a reader stands."""

    course: Course
    content: LocalisedCourse
    item: LocalisedItem


def released_course(slug: str) -> Course:
    """Return the released (or retired) course at `slug`; anything else is a 404. One statement.

    One more reads the contents, once for each release and language.
    """
    return get_object_or_404(Course.objects.readable().defer("contents"), slug=slug)


def open_item(slug: str, module_slug: str, item_slug: str, language: str) -> OpenItem:
    """Return the item at an address; what is in no released version, or only in an outline, is a 404.

    What was moved to another module is found at its old address too: `item.module_slug` says where it is.
    """
    course = released_course(slug)
    content = course.in_language(language)
    found = content.find(module_slug, item_slug) or content.moved(item_slug)
    if found is None or course.is_outline_only:
        raise Http404
    return OpenItem(course, content, found)


def released_items(uids: Iterable[UUID]) -> set[UUID]:
    """Return which of these are lessons or quizzes that readers find. One statement, whatever the catalogue's size."""
    pages = Page.objects.live().type(LessonPage, QuizPage).filter(translation_key__in=set(uids))
    return set(pages.values_list("translation_key", flat=True))


def lesson_body(course: Course, item_uid: str, language: str) -> RenderedLesson:
    """Return the rendered lesson in `language`, else in the source language. Two statements when the cache is cold."""
    # With the edition, since the texts that it cites may change; 4 is the form of what is kept.
    key = f"courses.lesson.4.{item_uid}.{language}.{course.changed_at.timestamp()}.{edition()}"
    rendered: RenderedLesson | None = cache.get(key)
    if rendered is None:
        rendered = _render(course, item_uid, language)
        cache.set(key, rendered, CACHE_SECONDS)
    return rendered


def _render(course: Course, item_uid: str, language: str) -> RenderedLesson:
    wanted = {language, SOURCE_LANGUAGE}
    live = LessonPage.objects.live().filter(translation_key=item_uid, locale__language_code__in=wanted)
    pages = {page.locale.language_code: page for page in live.select_related("locale")}
    spoken = language if language in pages and pages[language].body else SOURCE_LANGUAGE
    blocks = pages[spoken].body if spoken in pages else []
    place = course.in_language(language).readable(item_uid)
    # Each block's template escapes, or cleans by `rich_text`, what people wrote (test_hostile_lessons.py).
    html = mark_safe("\n".join(block.render({"place": place, "language": spoken}) for block in blocks))  # noqa: S308 (rendered by templates)
    cited = render_to_string("courses/_cited.html", {"texts": cited_by(item_uid, language)})
    files = (page.document for page in (pages.get(spoken), pages.get(SOURCE_LANGUAGE)) if page)
    document = next(filter(None, files), None)
    return RenderedLesson(
        html, cited, spoken, is_fallback=spoken != language, document_url=document.url if document else ""
    )
