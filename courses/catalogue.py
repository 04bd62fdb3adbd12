"""The catalogue: the courses that can be found, and narrowing them by theme, level, length and language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.core.cache import cache
from django.db.models import Count, Max
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.models import Theme
from cms.visitors import SECONDS, edition
from courses.models import Course
from courses.models.released import Level

PAGE_SIZE: Final = 12
FEATURED: Final = 3
BANDS: Final = ("", "law", "gold", "coral")
LENGTHS: Final[dict[str, tuple[str | Promise, Callable[[int], bool]]]] = {
    "short": (_("Less than 3 hours"), lambda hours: hours < 3),  # noqa: PLR2004 (the label says it)
    "medium": (_("3 to 5 hours"), lambda hours: 3 <= hours <= 5),  # noqa: PLR2004 (the label says it)
    "long": (_("More than 5 hours"), lambda hours: hours > 5),  # noqa: PLR2004 (the label says it)
}
LANGUAGES: Final = {"ar": _("Arabic"), "fr": _("French"), "en": _("English")}


@dataclass(frozen=True, slots=True)
class Entry:
    """A course in a list, as templates/components/_course_card.html reads it."""

    uid: str
    url: str
    title: str
    summary: str
    theme: str
    theme_slug: str
    level: str
    level_value: str
    hours: int
    languages: tuple[str, ...]
    band: str
    is_outline_only: bool

    def values(self, facet: str) -> tuple[str, ...]:
        """Return what this course is in a facet."""
        if facet == "theme":
            return (self.theme_slug,)
        if facet == "level":
            return (self.level_value,)
        if facet == "hours":
            return tuple(value for value, (_label, holds) in LENGTHS.items() if holds(self.hours))
        return self.languages


@dataclass(frozen=True, slots=True)
class FacetOption:
    value: str
    label: str | Promise
    count: int
    is_on: bool


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    legend: str | Promise
    options: tuple[FacetOption, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What a reader sees of the catalogue. `chips`: the filters in force, each with the address without it."""

    entries: tuple[Entry, ...]
    facets: tuple[Facet, ...]
    chips: tuple[tuple[str | Promise, str], ...]


FACETS: Final[dict[str, str | Promise]] = {
    "theme": _("Theme"),
    "level": _("Level"),
    "hours": _("Length"),
    "language": _("Language"),
}


def browse(asked: QueryDict, language: str) -> Selection:
    """Return the courses that answer to the query; a value that no facet has is ignored. Two statements when cold."""
    entries = all_entries(language)
    labels = {name: _labels(name, entries) for name in FACETS}
    chosen = {name: {v for v in asked.getlist(name) if v in labels[name]} for name in FACETS}
    return Selection(
        entries=tuple(entry for entry in entries if _answers(entry, chosen)),
        facets=tuple(_facet(name, labels[name], entries, chosen) for name in FACETS),
        chips=tuple(
            (labels[name][value], _address_without(chosen, name, value))
            for name in FACETS
            for value in labels[name]
            if value in chosen[name]
        ),
    )


def all_entries(language: str) -> tuple[Entry, ...]:
    """Return the courses of the catalogue as readers of `language` see them: those that can be taken come first.

    The stamp tells of releases in any process; the edition, of those that ended out of order and of renamed themes.
    """
    stamp = Course.objects.aggregate(last=Max("changed_at"), total=Count("pk"))
    last = stamp["last"].timestamp() if stamp["last"] else 0
    key = f"courses.catalogue.{language}.{stamp['total']}.{last}.{edition()}"
    entries: tuple[Entry, ...] | None = cache.get(key)
    if entries is None:
        entries = _read_entries(language)
        cache.set(key, entries, SECONDS)
    return entries


def summary(language: str) -> dict[str, object]:
    """Return what a first page shows: featured courses, themes, how many courses. One statement, none when warm.

    As old as visitors' pages may be, which a release drops.
    """
    key = f"courses.summary.{language}.{edition()}"
    shown: dict[str, object] | None = cache.get(key)
    if shown is None:
        entries = _read_entries(language)
        featured = [entry for entry in entries if not entry.is_outline_only][:FEATURED]
        shown = {"featured": featured, "themes": themes_of(entries), "total": len(entries)}
        cache.set(key, shown, SECONDS)
    return shown


def _read_entries(language: str) -> tuple[Entry, ...]:
    courses = Course.objects.visible().select_related("theme").order_by("is_outline_only", "position", "slug")
    return tuple(_entry(course, language) for course in courses)


def themes_of(entries: Iterable[Entry]) -> list[dict[str, object]]:
    """Return the themes of the courses, with their address in the catalogue and how many courses each has."""
    counts: dict[str, int] = {}
    titles: dict[str, str] = {}
    for entry in entries:
        counts[entry.theme_slug] = counts.get(entry.theme_slug, 0) + 1
        titles[entry.theme_slug] = entry.theme
    base = reverse("courses:catalogue")
    return [
        {"title": titles[slug], "url": f"{base}?{urlencode({'theme': slug})}", "count": counts[slug]} for slug in counts
    ]


def _entry(course: Course, language: str) -> Entry:
    content = course.in_language(language)
    theme: Theme = course.theme
    return Entry(
        uid=str(course.uid),
        url=content.url,
        title=content.title,
        summary=content.summary,
        theme=str(getattr(theme, f"title_{language}")),
        theme_slug=theme.slug,
        level=str(Level(course.level).label),
        level_value=course.level,
        hours=course.hours,
        languages=content.languages,
        band=BANDS[theme.position % len(BANDS)],
        is_outline_only=course.is_outline_only,
    )


def _labels(name: str, entries: Iterable[Entry]) -> dict[str, str | Promise]:
    """Return the values of a facet that a reader may choose, in order."""
    if name == "level":
        return {level.value: level.label for level in Level}
    if name == "hours":
        return {value: label for value, (label, _holds) in LENGTHS.items()}
    if name == "language":
        return dict(LANGUAGES)
    return {entry.theme_slug: entry.theme for entry in sorted(entries, key=lambda entry: entry.theme)}


def _answers(entry: Entry, chosen: dict[str, set[str]], but: str = "") -> bool:
    return all(
        not values or not values.isdisjoint(entry.values(name)) for name, values in chosen.items() if name != but
    )


def _facet(name: str, labels: dict[str, str | Promise], entries: Iterable[Entry], chosen: dict[str, set[str]]) -> Facet:
    """Count what choosing each value would show, the other facets being as they are."""
    counts = dict.fromkeys(labels, 0)
    for entry in entries:
        if _answers(entry, chosen, but=name):
            for value in entry.values(name):
                counts[value] += 1
    options = tuple(FacetOption(value, label, counts[value], value in chosen[name]) for value, label in labels.items())
    return Facet(name, FACETS[name], options)


def _address_without(chosen: dict[str, set[str]], name: str, value: str) -> str:
    rest = [(n, v) for n, values in chosen.items() for v in sorted(values) if (n, v) != (name, value)]
    base = reverse("courses:catalogue")
    return f"{base}?{urlencode(rest)}" if rest else base
