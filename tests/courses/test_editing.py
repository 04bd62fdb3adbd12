"""What Wagtail would let people do to courses past their own pages: through parents, in bulk, by copying and moving."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from courses.models import CatalogueIndexPage
from tests import factories
from tests.staff import person, signed_in, superuser

pytestmark = pytest.mark.django_db


def above_the_courses(name: str) -> Page:
    """Return the page of the catalogue in Arabic, or the home that it hangs from."""
    index = CatalogueIndexPage.objects.get(locale__language_code="ar")
    return index.page_ptr if name == "catalogue" else index.get_parent()


@pytest.mark.parametrize("parent", ["catalogue", "home"])
@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_released_course_is_not_removed_through_its_parent(action: str, parent: str) -> None:
    factories.released_course(languages=("ar",))
    page = above_the_courses(parent)
    before = set(Page.objects.live().values_list("pk", flat=True))
    one = reverse(f"wagtailadmin_pages:{action}", args=[page.pk])
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?id={page.pk}"

    for client in (signed_in(person("Editors")), signed_in(superuser())):
        for address in (one, many):
            client.post(address, {"include_descendants": "on", "confirm_site_name": "كفاءات+"})

    assert set(Page.objects.live().values_list("pk", flat=True)) == before


def test_drafts_of_a_course_are_not_published_in_bulk_through_its_parent() -> None:
    page = factories.course_page(languages=("ar",))
    Page.objects.filter(path__startswith=page.path).update(live=False)
    query = f"?id={above_the_courses('catalogue').pk}"

    signed_in(superuser()).post(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + query, {"include_descendants": "on"}
    )

    assert not Page.objects.filter(path__startswith=page.path, live=True).exists()
