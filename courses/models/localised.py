"""A released course as one reader sees it: one language, with the source's words where a translation is missing."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class LocalisedPrerequisite:
    """A course to complete before this one. `language` is the language of its title."""

    uid: str
    title: str
    language: str
    url: str


@dataclass(frozen=True)
class LocalisedCourse:
    """What a course's pages show. `is_translated` is false when the reader gets the source language instead.

    `languages` are those in which lessons are written, the source first. Addresses are in the reader's language.
    `stamp` is another one whenever anything here is: the key of whatever is made of it and kept.
    """

    stamp: Hashable
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
    # What an earlier release had: in no outline; its lessons are read, its quizzes taken by who follows that release
    # alone. Its modules and items have the number 0.
    kept: tuple[LocalisedModule, ...] = ()
    prerequisites: tuple[LocalisedPrerequisite, ...] = ()

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
        return next((item for item in self._readable() if item.address[1:] == [module_slug, item_slug]), None)

    def readable(self, uid: str) -> LocalisedItem | None:
        """Return the item that has the uid, be it of the outline or only kept; or nothing."""
        return next((item for item in self._readable() if item.uid == uid), None)

    def _readable(self) -> Iterable[LocalisedItem]:
        return (item for module in (*self.modules, *self.kept) for item in module.items)

    def moved(self, item_slug: str) -> LocalisedItem | None:
        """Return the item of this slug, if one alone has it: its module is not the one where a reader looked."""
        found = [item for item in self.items if item.slug == item_slug]
        return found[0] if len(found) == 1 else None

    def item(self, uid: str) -> LocalisedItem | None:
        """Return the item of the outline that has the uid, or nothing."""
        return next((item for item in self.items if item.uid == uid), None)

    def before(self, item: LocalisedItem) -> LocalisedItem | None:
        """Return the item before `item`; nothing for the first, and for what is only kept."""
        return self.items[item.number - 2] if item.number > 1 else None

    def after(self, item: LocalisedItem) -> LocalisedItem | None:
        """Return the item that follows `item`; nothing for the last, and for what is only kept."""
        return self.items[item.number] if 0 < item.number < len(self.items) else None


def localise(
    stamp: Hashable,
    slug: str,
    contents: dict[str, Any],
    language: str,
    outline: Sequence[Mapping[str, Any]] | None = None,
) -> LocalisedCourse:
    """Return the contents of a course in `language`, or in the source language when it was never translated.

    With the `outline` of a version: its items alone, those that a later release left out among them.
    """
    is_translated = language in contents
    chosen = language if is_translated else SOURCE_LANGUAGE
    content: dict[str, Any] = contents.get(chosen, {})
    modules, kept = content.get("modules", []), content.get("kept", [])
    if outline is not None:
        modules, kept = _followed([*modules, *kept], [item["uid"] for item in outline]), []
    words = {key: content.get(key, "") for key in ("summary", "publisher", "trainer", "licence")}
    with translation.override(language):
        return LocalisedCourse(
            stamp=stamp,
            slug=slug,
            url=reverse("courses:course", args=[slug]),
            language=chosen,
            is_translated=is_translated,
            languages=_written(contents),
            title=content.get("title") or slug,
            modules=_modules(slug, modules, chosen),
            kept=_modules(slug, kept, chosen, is_kept=True),
            prerequisites=tuple(_prerequisite(course) for course in content.get("before", [])),
            **words,
        )


def _prerequisite(course: dict[str, str]) -> LocalisedPrerequisite:
    url = reverse("courses:course", args=[course["slug"]])
    return LocalisedPrerequisite(course["uid"], course["title"], course["language"], url)


def _followed(modules: Iterable[dict[str, Any]], uids: Sequence[str]) -> list[dict[str, Any]]:
    """Return the modules with the items of a version, in its order; a module that stands twice is one."""
    places = {uid: place for place, uid in enumerate(uids)}
    found: dict[str, dict[str, Any]] = {}
    for module in modules:
        items = [item for item in module["items"] if item["uid"] in places]
        if items:
            found.setdefault(module["uid"], {**module, "items": []})["items"] += items
    for module in found.values():
        module["items"].sort(key=lambda item: places[item["uid"]])
    return sorted(found.values(), key=lambda module: places[module["items"][0]["uid"]])


def _written(contents: dict[str, Any]) -> tuple[str, ...]:
    codes = (code for code, _name in settings.LANGUAGES if code in contents)
    return tuple(code for code in codes if contents[code].get("is_written", True))


def _modules(
    course_slug: str, modules: list[dict[str, Any]], chosen: str, *, is_kept: bool = False
) -> tuple[LocalisedModule, ...]:
    made: list[LocalisedModule] = []
    number = 0
    for place, module in enumerate(modules, start=1):
        where = {
            "course_slug": course_slug,
            "module_slug": module["slug"],
            "module_title": module["title"],
            "module_number": 0 if is_kept else place,
            "module_total": len(modules),
        }
        items = tuple(
            _item(item, number=0 if is_kept else number + step, language=item.get("language", chosen), **where)
            for step, item in enumerate(module["items"], start=1)
        )
        number += len(items)
        words = {key: module[key] for key in ("uid", "slug", "title")}
        language = module.get("language", chosen)
        made.append(LocalisedModule(**words, language=language, number=where["module_number"], items=items))
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
