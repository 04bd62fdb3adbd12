"""The course on one page, for those who write it: its modules with what they hold, as drafted, and what is to be done.

Reads, never writes; the statements are as many for one item as for thirty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.arranging import Place
from courses.checking import Finding, findings
from courses.models import Course, CoursePage, LessonPage, ModulePage, QuizPage
from courses.models.localised import SOURCE_LANGUAGE
from courses.models.pages import CourseItem
from courses.translating import TranslationState, translation_state
from courses.written import Written, is_changed, read_written

RULES: Final[dict[str, Promise]] = {
    LessonPage.Rule.READ: _("read it"),
    LessonPage.Rule.STUDIED: _("study it"),
    LessonPage.Rule.WATCHED: _("watch it"),
    LessonPage.Rule.OPENED: _("open it"),
    "passed": _("pass it"),
}
QUIZ: Final[Promise] = _("quiz")


class PartState(models.TextChoices):
    """How a part stands to what readers see."""

    RELEASED = "released", _("released")
    CHANGED = "changed", _("changed since the release")
    NEW = "new", _("not released yet")
    LEFT_OUT = "left_out", _("left out of the next release")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A part in one other language; `page` is None where there is none."""

    language: str
    state: TranslationState
    page: Any


@dataclass(frozen=True, slots=True)
class Item:
    """A lesson or a quiz. `up` and `down` are the places of one step, over the edge of a module too."""

    page: Any
    kind: str
    rule: Promise
    questions: int
    state: PartState
    languages: list[Spoken]
    up: Place | None
    down: Place | None


@dataclass(frozen=True, slots=True)
class Module:
    """A module and what it holds."""

    page: ModulePage
    state: PartState
    languages: list[Spoken]
    items: list[Item]
    up: Place | None
    down: Place | None


@dataclass(frozen=True, slots=True)
class Outline:
    """All of it; `missing` are the languages in which there is no page of the course."""

    source: CoursePage
    course: Course | None
    languages: list[Spoken]
    missing: list[str]
    modules: list[Module]
    findings: list[Finding]


def read_outline(source: CoursePage) -> Outline:
    """Read the outline of the course as it is drafted."""
    written = read_written(source)
    course = Course.objects.select_related("current_version").filter(pk=source.translation_key).first()
    version = course.current_version if course else None
    reader = _Reader(written, {item["uid"]: item["module_uid"] for item in version.outline} if version else {})
    there = {root.locale.language_code for root in written.roots}
    return Outline(
        source=written.source,
        course=course,
        languages=reader.languages(written.source),
        missing=[str(name) for code, name in settings.LANGUAGES if code not in there],
        modules=reader.modules(),
        findings=findings(written),
    )


def findings_of(course_page: CoursePage) -> list[Finding]:
    """Return what is to be mended in the course; nothing of one that has no page in the source language."""
    source = CoursePage.objects.filter(
        translation_key=course_page.translation_key, locale__language_code=SOURCE_LANGUAGE
    ).first()
    return findings(read_written(source)) if source else []


class _Reader:
    """Reads the parts of one course; `released` says in which module each released item was (uids)."""

    def __init__(self, written: Written, released: dict[str, str]) -> None:
        self.written = written
        self.released = released
        self.spoken = {(page.locale_id, page.translation_key): page for page in (*written.roots, *written.pages)}
        self.parents = [page for page in written.of_source() if isinstance(page, ModulePage)]
        self.children: dict[str, list[Any]] = {module.path: [] for module in self.parents}
        for page in written.of_source():
            if isinstance(page, CourseItem):
                self.children[page.path[: -page.steplen]].append(page)

    def modules(self) -> list[Module]:
        """Return the modules in order."""
        return [
            Module(
                page=module,
                state=self._state(module, is_released=str(module.translation_key) in self.released.values()),
                languages=self.languages(module),
                items=self._items(place),
                up=_before(self.written.source, self.parents, place - 1),
                down=_before(self.written.source, self.parents, place + 2),
            )
            for place, module in enumerate(self.parents)
        ]

    def _items(self, number: int) -> list[Item]:
        module = self.parents[number]
        siblings = self.children[module.path]
        return [
            self._item(page, module, self._up(number, place), self._down(number, place))
            for place, page in enumerate(siblings)
        ]

    def _up(self, number: int, place: int) -> Place | None:
        """Return the place before the item above, else the end of the module above."""
        module = self.parents[number]
        if place:
            return _before(module, self.children[module.path], place - 1)
        return Place(self.parents[number - 1].pk) if number else None

    def _down(self, number: int, place: int) -> Place | None:
        """Return the place after the item below, else the beginning of the module below."""
        module = self.parents[number]
        if place + 1 < len(self.children[module.path]):
            return _before(module, self.children[module.path], place + 2)
        if number + 1 == len(self.parents):
            return None
        below = self.parents[number + 1]
        first = next(iter(self.children[below.path]), None)
        return Place(below.pk, first.pk if first else None)

    def _item(self, page: Any, module: ModulePage, up: Place | None, down: Place | None) -> Item:  # noqa: ANN401 (a lesson or a quiz)
        was_in = self.released.get(str(page.translation_key))
        is_moved = was_in not in (None, str(module.translation_key))
        state = (
            PartState.LEFT_OUT
            if page.is_left_out
            else self._state(page, is_released=was_in is not None, is_moved=is_moved)
        )
        return Item(
            page=page,
            kind=str(QUIZ) if isinstance(page, QuizPage) else page.get_kind_display(),
            rule=RULES[page.asks()[0]],
            questions=len(self.written.tree.quizzes.get(str(page.translation_key), ())),
            state=state,
            languages=self.languages(page),
            up=up,
            down=down,
        )

    def _state(self, page: Any, *, is_released: bool, is_moved: bool = False) -> PartState:  # noqa: ANN401 (any page)
        if not is_released:
            return PartState.NEW
        spoken = [other.page for other in self.languages(page) if other.page]
        changed = is_moved or any(map(is_changed, [page, *spoken]))
        return PartState.CHANGED if changed else PartState.RELEASED

    def languages(self, page: Any) -> list[Spoken]:  # noqa: ANN401 (any page of the course)
        """Return the part in each language, beside the source's, that the course has."""
        found = [
            (root.locale, self.spoken.get((root.locale_id, page.translation_key))) for root in self.written.roots[1:]
        ]
        return [Spoken(locale.get_display_name(), translation_state(page, other), other) for locale, other in found]


def _before(parent: Any, children: Sequence[Any], place: int) -> Place | None:  # noqa: ANN401 (pages of a course)
    """Return the place before the child at `place`, which may be the end; none beyond either edge."""
    if not 0 <= place <= len(children):
        return None
    return Place(parent.pk, children[place].pk if place < len(children) else None)
