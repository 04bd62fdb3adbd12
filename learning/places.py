"""Where the items of a course stand, and how they are called, in the reader's language. Reads `Course.contents`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from courses.models import Course

SOURCE = "ar"


@dataclass(frozen=True, slots=True)
class Place:
    """An item of a course as a reader finds it. `language` is the one its title is in; `number` counts from 1."""

    uid: str
    kind: str
    title: str
    language: str
    minutes: int
    questions: int
    number: int
    module_number: int
    module_total: int
    module_title: str
    course_slug: str
    module_slug: str
    slug: str

    @property
    def is_quiz(self) -> bool:
        """Whether it is done by passing."""
        return self.kind == "quiz"

    @property
    def address(self) -> list[str]:
        """The arguments of its addresses: course, module, item."""
        return [self.course_slug, self.module_slug, self.slug]

    @property
    def url(self) -> str:
        """Where it is read or taken."""
        return reverse("learning:quiz" if self.is_quiz else "courses:lesson", args=self.address)


def localised(course: Course, language: str) -> dict[str, Any]:
    """Return the contents in `language`, or in the source language where there is no translation."""
    contents: dict[str, dict[str, Any]] = course.contents
    return contents.get(language) or contents.get(SOURCE) or {}


def title_of(course: Course, language: str) -> str:
    """Return the course's title in `language`, else in the source language."""
    return str(localised(course, language).get("title") or course.slug)


def places_of(course: Course, language: str, outline: Sequence[Mapping[str, Any]] | None = None) -> list[Place]:
    """Return the items of the course in order, each with its title in `language` or else in the source language.

    With the `outline` of a version: its items, those that a later release left out among them.
    """
    source, words = localised(course, SOURCE), localised(course, language)
    modules = _modules(source, outline)
    translated = {module["uid"]: module for module in _modules(words, outline)} if words is not source else {}
    places: list[Place] = []
    for module_number, module in enumerate(modules, 1):
        theirs = translated.get(module["uid"], module)
        titles = {item["uid"]: item["title"] for item in theirs["items"]}
        for item in module["items"]:
            title = titles.get(item["uid"])
            place = Place(
                uid=item["uid"],
                kind=item["kind"],
                title=title or item["title"],
                language=language if title and theirs is not module else SOURCE,
                minutes=item.get("minutes") or 0,
                questions=item.get("questions") or 0,
                number=len(places) + 1,
                module_number=module_number,
                module_total=len(modules),
                module_title=theirs.get("title") or module["title"],
                course_slug=course.slug,
                module_slug=module["slug"],
                slug=item["slug"],
            )
            places.append(place)
    return places


def _modules(contents: Mapping[str, Any], outline: Sequence[Mapping[str, Any]] | None) -> Sequence[Mapping[str, Any]]:
    if outline is None:
        return contents.get("modules", ())
    wanted = {item["uid"] for item in outline}
    found: dict[str, dict[str, Any]] = {}
    for module in (*contents.get("modules", ()), *contents.get("kept", ())):
        items = [item for item in module["items"] if item["uid"] in wanted]
        if items:
            found.setdefault(module["uid"], {**module, "items": []})["items"] += items
    return list(found.values())


def find_place(places: list[Place], module_slug: str, slug: str) -> Place | None:
    """Return the item at an address, if the course has one."""
    return next((place for place in places if (place.module_slug, place.slug) == (module_slug, slug)), None)


def after(places: list[Place], uid: str) -> Place | None:
    """Return the item that follows `uid`, if it is not the last."""
    following = iter(places)
    found = any(place.uid == uid for place in following)
    return next(following, None) if found else None
