"""What pages of other rooms show of the courses, and the outline with one reader's states."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import get_language

from courses import catalogue
from courses.models import Course, LocalisedCourse, LocalisedModule

register = template.Library()


@register.simple_tag
def catalogue_summary() -> dict[str, object]:
    """Return what a first page shows of the catalogue: featured courses, themes, how many courses."""
    return catalogue.summary(get_language() or "ar")


@dataclass(frozen=True, slots=True)
class OutlinedModule:
    """A module as courses/_outline.html reads it. `key` names all that its picture depends on, but the language."""

    content: LocalisedCourse
    module: LocalisedModule
    is_readable: bool
    finished: frozenset[str]
    here: str
    is_open: bool

    @property
    def key(self) -> tuple[Hashable, ...]:
        """What a remembered picture of this module is kept under."""
        return (self.content.stamp, self.module.uid, self.is_readable, self.finished, self.here, self.is_open)

    @property
    def title(self) -> str:
        return self.module.title

    @property
    def done(self) -> int:
        return len(self.finished)

    @property
    def total(self) -> int:
        return len(self.module.items)

    @property
    def items(self) -> list[dict[str, Any]]:
        """The items, each with its state: "done", "now" or "todo"."""
        return [
            {
                "url": item.url if self.is_readable else "",
                "title": item.title,
                "kind": item.kind,
                "minutes": item.minutes,
                "questions": item.questions,
                "state": self._state(item.uid),
            }
            for item in self.module.items
        ]

    def _state(self, uid: str) -> str:
        if uid == self.here:
            return "now"
        return "done" if uid in self.finished else "todo"


@register.simple_tag
def outline(
    course: Course, content: LocalisedCourse, done: Collection[str] | None = None, here: str = ""
) -> list[OutlinedModule]:
    """Return the modules as courses/_outline.html reads them. `done`: uids of items; `here`: the reader's item.

    Open are the module where the reader is, else the first that is not done.
    """
    finished = [frozenset(item.uid for item in module.items if item.uid in (done or ())) for module in content.modules]
    opened = _place(content.modules, finished, here)
    return [
        OutlinedModule(
            content=content,
            module=module,
            is_readable=not course.is_outline_only,
            finished=finished[place],
            here=here if any(item.uid == here for item in module.items) else "",
            is_open=place == opened,
        )
        for place, module in enumerate(content.modules)
    ]


def _place(modules: Sequence[LocalisedModule], finished: Sequence[frozenset[str]], here: str) -> int:
    for place, module in enumerate(modules):
        if here and any(item.uid == here for item in module.items):
            return place
    unfinished = (place for place, module in enumerate(modules) if len(finished[place]) < len(module.items))
    return next(unfinished, 0)
