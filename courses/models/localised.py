"""A released course as one reader sees it: one language, with the source's words where a translation is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.urls import reverse

SOURCE_LANGUAGE: Final = "ar"


@dataclass(frozen=True)
class LocalisedItem:
    """A lesson or a quiz in the outline. `language` is the language of its title."""

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
    pass_mark: int = 0
    attempts: int = 0

    @property
    def is_quiz(self) -> bool:
        return self.kind == "quiz"

    @cached_property
    def url(self) -> str:
        return reverse("courses:lesson", args=[self.course_slug, self.module_slug, self.slug])


@dataclass(frozen=True)
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
    """What a course's pages show. `is_translated` is false when the reader gets the source language instead."""

    slug: str
    language: str
    is_translated: bool
    title: str
    summary: str
    publisher: str
    trainer: str
    licence: str
    modules: tuple[LocalisedModule, ...]
    # What an earlier release had: readable, but in no outline. Its modules and items have the number 0.
    kept: tuple[LocalisedModule, ...] = ()

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

    @property
    def url(self) -> str:
        return reverse("courses:course", args=[self.slug])

    def find(self, module_slug: str, item_slug: str) -> tuple[LocalisedModule, LocalisedItem] | None:
        """Return the module and the item at an address, or nothing."""
        for module in (*self.modules, *self.kept):
            for item in module.items:
                if (module.slug, item.slug) == (module_slug, item_slug):
                    return module, item
        return None

    def neighbours(self, item: LocalisedItem) -> tuple[LocalisedItem | None, LocalisedItem | None]:
        """Return the items before and after `item`; what is only kept has none."""
        if item not in self.items:
            return None, None
        place = self.items.index(item)
        before = self.items[place - 1] if place else None
        after = self.items[place + 1] if place + 1 < len(self.items) else None
        return before, after


def localise(course: Any, language: str) -> LocalisedCourse:  # noqa: ANN401 (a Course, whose module imports this one)
    """Return the contents of `course` in `language`, or in the source language when it was never translated."""
    is_translated = language in course.contents
    chosen = language if is_translated else SOURCE_LANGUAGE
    content: dict[str, Any] = course.contents.get(chosen, {})
    modules: list[LocalisedModule] = []
    number = 0
    for place, module in enumerate(content.get("modules", []), start=1):
        numbers = range(number + 1, number + 1 + len(module["items"]))
        modules.append(_module(module, course.slug, chosen, place, numbers))
        number += len(numbers)
    kept = tuple(
        _module(module, course.slug, chosen, 0, [0] * len(module["items"])) for module in content.get("kept", [])
    )
    words = {key: content.get(key, "") for key in ("title", "summary", "publisher", "trainer", "licence")}
    return LocalisedCourse(course.slug, chosen, is_translated, **words, modules=tuple(modules), kept=kept)


def _module(
    module: dict[str, Any], course_slug: str, language: str, place: int, numbers: Sequence[int]
) -> LocalisedModule:
    items = tuple(
        _item(item, course_slug, module["slug"], language, number)
        for item, number in zip(module["items"], numbers, strict=True)
    )
    words = {key: module[key] for key in ("uid", "slug", "title")}
    return LocalisedModule(**words, language=module.get("language", language), number=place, items=items)


def _item(item: dict[str, Any], course_slug: str, module_slug: str, language: str, number: int) -> LocalisedItem:
    return LocalisedItem(
        uid=item["uid"],
        slug=item["slug"],
        title=item["title"],
        kind=item["kind"],
        minutes=item["minutes"],
        questions=item["questions"],
        language=item.get("language", language),
        number=number,
        course_slug=course_slug,
        module_slug=module_slug,
        pass_mark=item.get("pass_mark", 0),
        attempts=item.get("attempts", 0),
    )
