from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageLogEntry
from wagtail.search.models import IndexEntry

from cms.models import EditorialPage, HomePage
from cms.planting import Branch, plant
from tests import factories

pytestmark = pytest.mark.django_db
# What tells one page from another, or one moment.
OWN = {"id", "page_ptr_id", "path", "url_path", "slug", "translation_key"}


def home() -> HomePage:
    return HomePage.objects.get(locale__language_code="ar")


def editorial(slug: str, **fields: Any) -> EditorialPage:
    return EditorialPage(title="عنوان الصفحة", slug=slug, locale=home().locale, text_version="1", **fields)


def facts(page: Page) -> dict[str, Any]:
    """Return everything that is stored of a page, but for what is its own."""
    stored = type(page).objects.get(pk=page.pk)
    row = type(page).objects.values().get(pk=page.pk)
    log = PageLogEntry.objects.filter(page=stored).values("action", "label", "user", "data", "content_changed")
    found = IndexEntry.objects.filter(object_id=str(stored.pk), content_type=stored.content_type)
    return {
        "row": {name: value for name, value in row.items() if name not in OWN},
        "log": list(log),
        "search": list(found.values("title", "autocomplete", "body")),
        "children": [child.slug.rsplit("-", 1)[0] for child in stored.get_children()],
    }


def test_planted_pages_equal_added_ones() -> None:
    owner = factories.learner()
    added = home().add_child(instance=editorial("about-1", owner=owner))
    below = added.add_child(instance=editorial("team-1"))
    planted, planted_below = editorial("about-2", owner=owner), editorial("team-2")

    plant(home(), Branch(planted, [Branch(planted_below)]))

    assert facts(planted) == facts(added)
    assert facts(planted_below) == facts(below)
    assert EditorialPage.objects.get(slug="team-2").url_path == f"{home().url_path}about-2/team-2/"
    assert list(home().get_children().values_list("slug", flat=True))[-2:] == ["about-1", "about-2"]
    assert Page.find_problems() == ([], [], [], [], [])


def test_planting_can_go_on_from_what_was_planted() -> None:
    page, child = editorial("about"), editorial("team")
    plant(home(), Branch(page, [Branch(child)]))

    plant(page, Branch(editorial("office")))
    child.title = "الفريق"
    child.save()

    assert list(page.get_children().values_list("slug", "title")) == [("team", "الفريق"), ("office", "عنوان الصفحة")]
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize(("slug", "fields"), [("taken", {}), ("not a slug", {}), ("long", {"seo_title": "ا" * 300})])
def test_planting_refuses_what_saving_refuses(slug: str, fields: dict[str, str]) -> None:
    plant(home(), Branch(editorial("taken")))
    before = Page.objects.count()

    with pytest.raises(ValidationError):
        plant(home(), Branch(editorial(slug, **fields)))

    assert Page.objects.count() == before


def test_planting_costs_the_same_for_many_pages() -> None:
    statements = []
    for course, size in enumerate((1, 1, 30)):
        branch = Branch(editorial(f"about-{course}"), [Branch(editorial(f"page-{n}")) for n in range(size)])
        parent = home()
        with CaptureQueriesContext(connection) as captured:
            plant(parent, branch)
        statements.append(len(captured))

    # The first one also reads the content types.
    assert statements[1] == statements[2]
