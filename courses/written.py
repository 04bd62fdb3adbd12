"""A course as it is being written: its pages as their latest drafts, which a release would freeze."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page, Revision

from courses.models import CoursePage, QuizPage
from courses.models.localised import SOURCE_LANGUAGE
from courses.tree import Tree, course_pages, pages_below, read_tree


@dataclass(frozen=True)
class Written:
    """A course in all its languages: `roots` (the source first), all `pages` below them, and the tree that they are."""

    roots: list[CoursePage]
    pages: list[Any]
    tree: Tree

    @property
    def source(self) -> CoursePage:
        """The course's page in the source language."""
        return self.roots[0]

    def of_source(self) -> list[Any]:
        """Return the modules, lessons and quizzes of the source, in order."""
        return [page for page in self.pages if page.path.startswith(self.source.path)]


def read_written(source: CoursePage) -> Written:
    """Read the course as it is drafted. The statements are as many for one page as for thirty."""
    roots = course_pages(source)
    pages = pages_below(roots)
    asked = take_drafts([*roots, *pages])
    return Written(roots, pages, read_tree(roots, pages, asked))


def is_changed(page: Page) -> bool:
    """Whether readers do not see the page as it is drafted."""
    return page.has_unpublished_changes or not page.live


def take_drafts(pages: Iterable[Any]) -> dict[int, list[int]]:
    """Make the pages say what their latest drafts say; return what drafted quizzes ask (`read_tree`).

    One statement, and one for what a course asks for first: Wagtail's own way asks for each page and all it refers to.
    """
    changed = {page.latest_revision_id: page for page in pages if is_changed(page)}
    asked: dict[int, list[int]] = {}
    for revision in Revision.objects.filter(pk__in=[pk for pk in changed if pk]):
        page, content = changed[revision.pk], revision.content
        for name, value in _drafted(page, content):
            setattr(page, name, value)
        if isinstance(page, QuizPage):
            rows = sorted(content.get("quiz_questions", ()), key=lambda row: row["sort_order"] or 0)
            asked[page.pk] = [row["question"] for row in rows]
        if isinstance(page, CoursePage) and page.locale.language_code == SOURCE_LANGUAGE:
            page.prerequisites = list(CoursePage.objects.filter(pk__in=content.get("prerequisites", ())))
    return asked


def _drafted(page: Any, content: dict[str, Any]) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 (any page of a course)
    known = page._meta  # noqa: SLF001 (Django's documented way to a model's fields)
    for field in [*known.local_concrete_fields, known.get_field("title"), known.get_field("slug")]:
        if not field.primary_key and field.name in content:
            yield field.attname, field.to_python(content[field.name])
