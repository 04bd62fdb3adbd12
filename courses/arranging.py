"""Reorders a course as it is being written: within a module, and from one module to another, in every language.

Learners see nothing of it before the next release.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page

from accounts.models import User
from courses.models import CoursePage


class CannotArrange(Exception):
    """The page cannot be put there; the text says why and what to do."""


class OutlineChanged(CannotArrange):
    """What was to be moved, or its new place, is not there any more."""

    def __init__(self) -> None:
        super().__init__(_("The outline has changed meanwhile. Look at it again, then repeat what you did."))


class AddressTaken(CannotArrange):
    """The module already holds something with the same slug."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is put: below the page `into`, before its child `before`, or last when that is None."""

    into: int
    before: int | None = None


@transaction.atomic
def arrange(source: CoursePage, page_id: int, place: Place, by: User | None) -> Page:
    """Put a module, lesson or quiz of the course in its place, its translations too. Done twice, it is done once."""
    # Whoever else arranges the same course waits: each reads the order that the other left.
    Page.objects.select_for_update().get(pk=source.pk)
    page, into = page_of(source, page_id), page_of(source, place.into)
    children = list(into.get_children())
    keys = [child.translation_key for child in children]
    before = next((child.translation_key for child in children if child.pk == place.before), None)
    is_there = before is not None or place.before is None
    if not is_there or page.pk == place.before or not page.specific.can_move_to(into):
        raise OutlineChanged
    rest = [key for key in keys if key != page.translation_key]
    following = rest[rest.index(before) :] if before else []
    if not (page.is_child_of(into) and keys[keys.index(page.translation_key) + 1 :] == following):
        for other, target in _in_all_languages(page, into):
            _put(other, target, following, by)
    return page


def page_of(source: CoursePage, page_id: int) -> Page:
    """Return the page of the course that has this number, which may be any. Raises `OutlineChanged`."""
    found = {page.pk: page for page in source.get_descendants(inclusive=True)}.get(page_id)
    if found is None:
        raise OutlineChanged
    return found


def _in_all_languages(page: Page, into: Page) -> Iterator[tuple[Page, Page]]:
    """Yield the page and its new parent in each language that has both, the source first."""
    yield page, into
    for other in page.get_translations():
        target = into.get_translation_or_none(other.locale)
        if target is not None:
            yield other, target


def _put(page: Page, into: Page, following: Sequence[UUID], by: User | None) -> None:
    """Put the page below `into`, before the first of `following` (translation keys) that is there."""
    children = list(into.get_children())
    if not page.is_child_of(into) and page.slug in {child.slug for child in children}:
        text = _("“%(module)s” already holds something with the slug “%(slug)s”. Change one of the two first.")
        raise AddressTaken(text % {"module": into.title, "slug": page.slug})
    places = {child.translation_key: child for child in children}
    after = next((places[key] for key in following if key in places), None)
    if after is not None:
        relocate(page, after, "left", by)
    else:
        relocate(page, into, "last-child", by)


def relocate(page: Page, target: Page, pos: str, by: User | None) -> None:
    """Move the page beside or below `target`, with Wagtail's log.

    Wagtail asks who moves what is live for the right to publish. Here nothing is published: readers see the released
    order, and who may edit the course was asked before.
    """
    MovePageAction(page, target, pos=pos, user=by).execute(skip_permission_checks=True)
