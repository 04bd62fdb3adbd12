"""A released course as one reader sees it: one language, with the source's words where a translation is missing."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation

SOURCE_LANGUAGE: Final = "ar"


@dataclass(frozen=True, slots=True)
class LocalisedItem:
    """A lesson or a quiz in the outline. `language` is the language of its title; numbers count from 1."""

    uid: str
    slug: str
    title: str
    kind: str
    minutes: int
    questions: int
    language: str
    number: int
    course_slug: str
    module_slug: str
    module_title: str
    module_number: int
    module_total: int
    url: str
    pass_mark: int = 0
    attempts: int = 0

    @property
    def is_quiz(self) -> bool:
        """Whether it is done by passing."""
        return self.kind == "quiz"

    @property
    def address(self) -> list[str]:
        """The arguments of its addresses: course, module, item."""
        return [self.course_slug, self.module_slug, self.slug]


@dataclass(frozen=True, slots=True)
class LocalisedModule:
    """A titled group of items."""

    uid: str
    slug: str
    title: str
    language: str
    number: int
    items: tuple[LocalisedItem, ...]


@dataclass(frozen=True)
class LocalisedCourse:
    """What a course's pages show. `is_translated` is false when the reader gets the source language instead.

    `languages` are those in which lessons are written, the source first. Addresses are in the reader's language.
    """

    slug: str
    url: str
    language: str
    is_translated: bool
    languages: tuple[str, ...]
    title: str
    summary: str
    publisher: str
    trainer: str
    licence: str
    modules: tuple[LocalisedModule, ...]

    @cached_property
    def items(self) -> tuple[LocalisedItem, ...]:
        """The items of all modules, in order."""
        return tuple(item for module in self.modules for item in module.items)

    @cached_property
    def lessons_count(self) -> int:
        return sum(not item.is_quiz for item in self.items)

    @cached_property
    def quizzes_count(self) -> int:
        return sum(item.is_quiz for item in self.items)

    def find(self, module_slug: str, item_slug: str) -> LocalisedItem | None:
        """Return the item at an address, or nothing."""
        address = (module_slug, item_slug)
        return next((item for item in self.items if (item.module_slug, item.slug) == address), None)

    def before(self, item: LocalisedItem) -> LocalisedItem | None:
        """Return the item before `item`, if it is not the first."""
        return self.items[item.number - 2] if item.number > 1 else None

    def after(self, item: LocalisedItem, among: Container[str] | None = None) -> LocalisedItem | None:
        """Return the item that follows `item`, if it is not the last; with `among` (uids), the next of those."""
        return next((each for each in self.items[item.number :] if among is None or each.uid in among), None)


def localise(slug: str, contents: dict[str, Any], language: str) -> LocalisedCourse:
    """Return the contents of a course in `language`, or in the source language when it was never translated."""
    is_translated = language in contents
    chosen = language if is_translated else SOURCE_LANGUAGE
    content: dict[str, Any] = contents.get(chosen, {})
    words = {key: content.get(key, "") for key in ("summary", "publisher", "trainer", "licence")}
    with translation.override(language):
        return LocalisedCourse(
            slug=slug,
            url=reverse("courses:course", args=[slug]),
            language=chosen,
            is_translated=is_translated,
            languages=_written(contents),
            title=content.get("title") or slug,
            modules=_modules(slug, content.get("modules", []), chosen),
            **words,
        )


def _written(contents: dict[str, Any]) -> tuple[str, ...]:
    codes = (code for code, _name in settings.LANGUAGES if code in contents)
    return tuple(code for code in codes if contents[code].get("is_written", True))


def _modules(course_slug: str, modules: list[dict[str, Any]], chosen: str) -> tuple[LocalisedModule, ...]:
    made: list[LocalisedModule] = []
    number = 0
    for place, module in enumerate(modules, start=1):
        where = {
            "course_slug": course_slug,
            "module_slug": module["slug"],
            "module_title": module["title"],
            "module_number": place,
            "module_total": len(modules),
        }
        items = tuple(
            _item(item, number=number + step, language=item.get("language", chosen), **where)
            for step, item in enumerate(module["items"], start=1)
        )
        number += len(items)
        words = {key: module[key] for key in ("uid", "slug", "title")}
        made.append(LocalisedModule(**words, language=module.get("language", chosen), number=place, items=items))
    return tuple(made)


def _item(item: dict[str, Any], **where: Any) -> LocalisedItem:  # noqa: ANN401 (fields of LocalisedItem)
    name = "learning:quiz" if item["kind"] == "quiz" else "courses:lesson"
    return LocalisedItem(
        uid=item["uid"],
        slug=item["slug"],
        title=item["title"],
        kind=item["kind"],
        minutes=item["minutes"],
        questions=item["questions"],
        url=reverse(name, args=[where["course_slug"], where["module_slug"], item["slug"]]),
        pass_mark=item.get("pass_mark", 0),
        attempts=item.get("attempts", 0),
        **where,
    )
