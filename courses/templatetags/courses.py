"""What pages of other rooms show of the courses, and the outline with one reader's states."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django import template
from django.utils.translation import get_language

from courses import catalogue
from courses.models import Course, LocalisedCourse

register = template.Library()


@register.simple_tag
def catalogue_summary() -> dict[str, object]:
    """Return what a first page shows of the catalogue: featured courses, themes, how many courses."""
    return catalogue.summary(get_language() or "ar")


@register.simple_tag
def outline(
    course: Course,
    content: LocalisedCourse,
    done: Collection[str] | None = None,
    here: str = "",
    rules: Mapping[str, str] | None = None,
) -> list[dict[str, Any]]:
    """Return the modules as courses/_outline.html reads them. `done`: uids of items; `here`: the reader's item.

    `rules`: by what the items of the reader's version are done, which is said of those that are not yet.
    Open are the module where the reader is, else the first that is not done.
    """
    finished = done or frozenset()
    modules: list[dict[str, Any]] = []
    for module in content.modules:
        items = [
            {
                "url": "" if course.is_outline_only else item.url,
                "title": item.title,
                "kind": item.kind,
                "minutes": item.minutes,
                "questions": item.questions,
                "state": _state(item.uid, finished, here),
                "rule": "" if item.uid in finished else (rules or {}).get(item.uid, ""),
            }
            for item in module.items
        ]
        count = sum(item.uid in finished for item in module.items)
        modules.append({"title": module.title, "done": count, "total": len(items), "items": items, "is_open": False})
    opened = _place(modules)
    if opened is not None:
        modules[opened]["is_open"] = True
    return modules


def _state(uid: str, finished: Collection[str], here: str) -> str:
    if uid == here:
        return "now"
    return "done" if uid in finished else "todo"


def _place(modules: list[dict[str, Any]]) -> int | None:
    for place, module in enumerate(modules):
        if any(item["state"] == "now" for item in module["items"]):
            return place
    unfinished = [place for place, module in enumerate(modules) if module["done"] < module["total"]]
    return unfinished[0] if unfinished else (0 if modules else None)
