"""Which courses come before which. A circle would let nobody begin, so it is refused while writing and at release."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.models import Course, CoursePage
from courses.models.localised import SOURCE_LANGUAGE

Edges = Mapping[str, Iterable[str]]
CIRCLE: Promise = _("Nobody could begin: each of these courses asks for the next one first: %(circle)s.")


def circle(start: str, asked: Iterable[str], edges: Edges) -> list[str]:
    """Return the courses (uids) of a circle that `start` closes by asking for `asked`, itself first and last.

    `edges` says what each of the others asks for. Nothing is returned when there is no circle.
    """
    came_from = dict.fromkeys(asked, start)
    waiting = list(came_from)
    while waiting:
        uid = waiting.pop()
        if uid == start:
            return _way_back(start, came_from)
        for further in edges.get(uid, ()):
            if further not in came_from:
                came_from[further] = uid
                waiting.append(further)
    return []


def _way_back(start: str, came_from: Mapping[str, str]) -> list[str]:
    way, uid = [start], came_from[start]
    while uid != start:
        way.append(uid)
        uid = came_from[uid]
    return [start, *reversed(way)]


def released_edges() -> dict[str, list[str]]:
    """Return what each course asks for as it was released. One statement."""
    return {str(uid): asked for uid, asked in Course.objects.values_list("pk", "prerequisites")}


def written_edges() -> dict[str, set[str]]:
    """Return what each course asks for as it was released or stands on its page."""
    edges = {uid: set(asked) for uid, asked in released_edges().items()}
    rows = CoursePage.prerequisites.through.objects.filter(from_coursepage__locale__language_code=SOURCE_LANGUAGE)
    for uid, asked in rows.values_list("from_coursepage__translation_key", "to_coursepage__translation_key"):
        edges.setdefault(str(uid), set()).add(str(asked))
    return edges


def circle_in_words(uids: Iterable[str]) -> str:
    """Say which courses the circle leads through."""
    uids = list(uids)
    pages = CoursePage.objects.filter(translation_key__in=uids, locale__language_code=SOURCE_LANGUAGE)
    titles = {str(page.translation_key): page.title for page in pages}
    return str(CIRCLE) % {"circle": ", ".join(f"“{titles[uid]}”" for uid in uids if uid in titles)}
