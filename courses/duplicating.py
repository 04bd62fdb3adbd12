"""Makes a lesson, a quiz, a module or a course once more, as drafts in all its languages."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.models import User
from courses.arranging import relocate
from courses.models import CoursePage
from courses.models.pages import CourseItem

LONGEST_TITLE: Final = 255
# Room for an ending in the slug of a course, which is kept in 120 characters.
LONGEST_SLUG: Final = 100
# What belongs to the original's own life.
OF_A_DRAFT: Final = {
    "go_live_at": None,
    "expire_at": None,
    "locked": False,
    "locked_at": None,
    "locked_by": None,
}


@dataclass(frozen=True, slots=True)
class _Act:
    """One duplication: whatever is copied by it follows from `key`; `skipped` are the translation keys left out."""

    key: uuid.UUID
    by: User
    skipped: frozenset[uuid.UUID]

    def twin(self, page: Page) -> uuid.UUID:
        """Return the translation key of the copy: the same in all languages."""
        return uuid.uuid5(self.key, str(page.translation_key))


@transaction.atomic
def duplicate(page: Page, key: uuid.UUID, by: User) -> Page:
    """Return a copy of the source page and of what it holds, right after it. The same `key` never makes a second one.

    The copy is made of the drafts, has translation keys of its own and nothing of what was released; what is left out
    of the course stays behind. Questions stand in the bank: the copy asks the same.
    """
    # Whoever sends the same form twice waits for the first.
    page = Page.objects.select_for_update().get(pk=page.pk)
    act = _Act(key, by, frozenset(_left_out_below(page)))
    copies = Page.objects.filter(translation_key=act.twin(page), locale=page.locale)
    if not copies.exists():
        originals = [page, *page.get_translations().filter(alias_of=None)]
        slug = _free_slug(originals)
        for original in originals:
            _copy_beside(original.specific, slug, act)
    return copies.get()


def _left_out_below(page: Page) -> Iterator[uuid.UUID]:
    for item in page.get_descendants().type(CourseItem):
        if item.get_latest_revision_as_object().is_left_out:
            yield item.translation_key


def _free_slug(originals: list[Page]) -> str:
    """Return a slug that nothing beside the originals has."""
    taken = {slug for page in originals for slug in page.get_siblings().values_list("slug", flat=True)}
    stem, number = f"{originals[0].slug[:LONGEST_SLUG]}-copy", 1
    slug = stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _copy_beside(original: Any, slug: str, act: _Act) -> None:  # noqa: ANN401 (any page of a course)
    parent = original.get_parent()
    is_course = isinstance(original, CoursePage)
    if is_course and not parent.permissions_for_user(act.by).can_add_subpage():
        raise PermissionDenied
    with translation.override(original.locale.language_code):
        ending = _("(copy)")
    title = f"{original.get_latest_revision_as_object().title[: LONGEST_TITLE - len(ending) - 1]} {ending}"
    # A part belongs to whom the course belongs to, or its trainer could not write in it.
    owner = act.by if is_course else parent.owner
    copy = _copy(original, parent, act, {"title": title, "slug": slug, "owner": owner})
    relocate(copy, Page.objects.get(pk=original.pk), "right", act.by)


def _copy(original: Any, parent: Page, act: _Act, words: dict[str, Any]) -> Page:  # noqa: ANN401 (any page of a course)
    """Copy the latest draft of the page below `parent`, and what it holds."""
    facts = {**OF_A_DRAFT, **words, "translation_key": act.twin(original)}
    if isinstance(original, CourseItem):
        facts["is_left_out"] = False
    copy: Page = original.get_latest_revision_as_object().copy(
        to=parent, copy_revisions=False, keep_live=False, reset_translation_key=False, user=act.by, update_attrs=facts
    )
    for child in original.get_children().filter(alias_of=None).specific():
        if child.translation_key not in act.skipped:
            _copy(child, Page.objects.get(pk=copy.pk), act, {"owner": words["owner"]})
    return copy
