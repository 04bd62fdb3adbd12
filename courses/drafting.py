"""A course as its pages are drafted: what its next release would freeze, without publishing anything."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wagtail.models import Page

from courses import comparing, freezing
from courses.models import Course, CoursePage, CourseVersion
from courses.models.localised import SOURCE_LANGUAGE
from courses.releasing import source_of
from courses.tree import Tree
from courses.written import is_changed, read_written


@dataclass(frozen=True, slots=True)
class Row:
    """What differs of one part of a course: of what counts, `changes`; of its text, the `pages` (one a language)."""

    title: str
    kind: str
    changes: tuple[comparing.Change, ...]
    pages: tuple[Page, ...]

    @property
    def weight(self) -> CourseVersion.ChangeClass | None:
        """The least class of change that it is by itself; none for words alone."""
        weights = [comparing.WEIGHT[change] for change in self.changes]
        return max(weights, key=comparing.STRENGTH.index, default=None)


@dataclass(frozen=True)
class Draft:
    """A course as drafted. `before` is its current version (None before the first release), `keys` its quizzes.

    `pages` are all of its pages, in all languages, as drafted; the source's first.
    """

    source: CoursePage
    pages: tuple[Any, ...]
    tree: Tree
    before: CourseVersion | None
    keys: dict[str, list[dict[str, Any]]]

    @property
    def number(self) -> int:
        """The number that its release would have."""
        return self.before.number + 1 if self.before else 1

    @cached_property
    def is_released(self) -> bool:
        """Whether nothing differs from what was released last, so that a release makes no new version."""
        return self.before is not None and self.before.tree_hash == freezing.fingerprint(self.source, self.tree)

    @cached_property
    def proposed(self) -> CourseVersion.ChangeClass:
        """The least class of change that it is."""
        outline = self.before.outline if self.before else None
        return comparing.propose(outline, self.tree.outline, keys_before=self.keys, keys_after=self.tree.quizzes)

    @cached_property
    def differences(self) -> dict[str, list[comparing.Change]]:
        """What became of each item since, by its uid; nothing before the first release."""
        if self.before is None:
            return {}
        return comparing.differences(
            self.before.outline, self.tree.outline, keys_before=self.keys, keys_after=self.tree.quizzes
        )

    def rows(self, language: str) -> tuple[Row, ...]:
        """Return what differs, part by part, in the order of the course; titles in `language` where they are."""
        parts: dict[str, dict[str, Page]] = {}
        for page in self.pages:
            parts.setdefault(str(page.translation_key), {})[page.locale.language_code] = page
        return tuple(filter(None, (self._row(uid, spoken, language) for uid, spoken in parts.items())))

    def _row(self, uid: str, spoken: dict[str, Page], language: str) -> Row | None:
        changes = tuple(self.differences.get(uid, ()))
        changed = tuple(page for page in spoken.values() if is_changed(page))
        if not changes and not changed:
            return None
        named = spoken.get(language) or next(iter(spoken.values()))
        return Row(named.title, str(named.get_verbose_name()), changes, changed)


def read_draft(course_page: CoursePage) -> Draft:
    """Read a course as it is drafted. Raises `SourceMissing`. Nine statements and few, however many pages."""
    source = source_of(course_page)
    written = read_written(source)
    pages = [*written.roots, *written.pages]
    course = Course.objects.select_related("current_version").filter(pk=source.translation_key).first()
    before = course.current_version if course else None
    return Draft(
        source=written.source,
        pages=tuple(sorted(pages, key=lambda page: page.locale.language_code != SOURCE_LANGUAGE)),
        tree=written.tree,
        before=before,
        keys=freezing.frozen_quizzes(before),
    )
