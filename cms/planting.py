"""Writes a whole branch of pages at once, when somebody brings a course and not a page.

Wagtail's `add_child` asks the database some twenty questions for each page. Here a branch costs a few statements for
each of its kinds, and what they write is what `add_child` would have written (tests/cms/test_planting.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from django.db import connection, models, transaction
from django.db.models.options import Options
from django.db.models.sql import InsertQuery
from django.utils import timezone
from wagtail.models import Page, PageLogEntry
from wagtail.search.backends import get_search_backends


@dataclass(frozen=True)
class Branch:
    """A page that is not saved yet, with its slug and locale, and what hangs below it."""

    page: Page
    children: list[Branch] = field(default_factory=list)

    def pages(self) -> Iterator[Page]:
        """Yield the pages in the order of the tree."""
        yield self.page
        for child in self.children:
            yield from child.pages()


@transaction.atomic
def plant(parent: Page, branch: Branch) -> None:
    """Hang the branch below `parent`, as the last one. Its pages are saved, live, and findable in the administration.

    Raises ValidationError when a page holds what its fields refuse, or the slug is taken below `parent`.
    """
    parent = Page.objects.select_for_update().get(pk=parent.pk)
    last = parent.get_last_child()
    branch.page.path = last._inc_path() if last else Page._get_path(parent.path, parent.depth + 1, 1)  # noqa: SLF001 (what treebeard's own add_child calls)
    _place(branch, parent)
    branch.page.clean()
    pages = list(branch.pages())
    for page in pages:
        page.clean_fields(exclude={one.name for one in _options(type(page)).concrete_fields if one.is_relation})
    _insert(pages)
    Page.objects.filter(pk=parent.pk).update(numchild=models.F("numchild") + 1)
    _log(pages)
    _make_findable(pages)


def _place(branch: Branch, parent: Page) -> None:
    """Say of each page where it stands: what `add_child` and `Page.save` compute."""
    page = branch.page
    page.depth = parent.depth + 1
    page.numchild = len(branch.children)
    page.draft_title = page.title
    page.set_url_path(parent)
    for place, child in zip(count(1), branch.children, strict=False):
        child.page.path = Page._get_path(page.path, page.depth + 1, place)  # noqa: SLF001 (as above)
        _place(child, page)


def _insert(pages: Sequence[Page]) -> None:
    """Write the rows of `Page`, then those of each kind, which Django's `bulk_create` refuses to do in one."""
    names = [one.attname for one in _options(Page).concrete_fields]
    rows = Page.objects.bulk_create([Page(**{name: getattr(page, name) for name in names}) for page in pages])
    for page, row in zip(pages, rows, strict=True):
        page.id = page.page_ptr_id = row.pk
        state = page._state  # noqa: SLF001 (documented in "Customizing model loading")
        state.adding, state.db = False, connection.alias
    for model, several in _by_kind(pages).items():
        fields = _options(model).local_concrete_fields
        size = max(1, connection.ops.bulk_batch_size(fields, several))
        for start in range(0, len(several), size):
            query = InsertQuery(model)
            query.insert_values(fields, several[start : start + size])
            query.get_compiler(connection=connection).execute_sql()


def _options(model: type[Page]) -> Options[Page]:
    return model._meta  # noqa: SLF001 (documented as "Model _meta API")


def _log(pages: Sequence[Page]) -> None:
    now = timezone.now()
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            page=page,
            content_type_id=page.content_type_id,
            label=page.get_admin_display_title(),
            action="wagtail.create",
            user=page.owner,
            timestamp=now,
            data={},
            content_changed=True,
        )
        for page in pages
    )


def _make_findable(pages: Sequence[Page]) -> None:
    for backend in get_search_backends(with_auto_update=True):
        for model, several in _by_kind(pages).items():
            backend.add_bulk(model, several)


def _by_kind(pages: Sequence[Page]) -> dict[type[Page], list[Page]]:
    kinds: dict[type[Page], list[Page]] = defaultdict(list)
    for page in pages:
        kinds[type(page)].append(page)
    return kinds
