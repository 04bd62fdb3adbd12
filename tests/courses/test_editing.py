"""What Wagtail would let people do to courses past their own pages: through parents, in bulk, by copying and moving."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from courses.models import CatalogueIndexPage, CoursePage, LessonPage
from tests import factories
from tests.staff import own, person, signed_in, superuser

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


def copy_into(client: Client, page: Page, target: Page) -> None:
    words = {"new_title": "نسخة", "new_slug": "a-copy", "new_parent_page": target.pk}
    client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), words)


def move_into(client: Client, page: Page, target: Page) -> None:
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk]))


def move_many_into(client: Client, page: Page, target: Page) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    client.post(f"{address}?id={page.pk}", {"chooser": target.pk})


@pytest.mark.parametrize("put", [copy_into, move_into, move_many_into])
def test_trainer_does_not_copy_or_move_into_the_course_of_another(put: Callable[[Client, Page, Page], None]) -> None:
    trainer, other = person("Trainers"), person("Trainers")
    mine, second, foreign = (factories.course_page(languages=("ar",)) for _number in range(3))
    for page, owner in ((mine, trainer), (second, trainer), (foreign, other)):
        own(page, owner)
        Page.objects.filter(path__startswith=page.path).update(live=False)
    lesson = LessonPage.objects.descendant_of(mine).first()
    assert lesson is not None
    client = signed_in(trainer)
    LessonPage.objects.filter(pk=lesson.pk).update(slug="unlike-any-other")

    def lessons(course: CoursePage) -> int:
        return LessonPage.objects.descendant_of(course).count()

    put(client, lesson, foreign.get_children().get())
    assert (lessons(mine), lessons(foreign)) == (2, 2)
    put(client, lesson, second.get_children().get())
    assert lessons(second) == 3


@pytest.mark.parametrize("parent", ["", "x", "999999999999999999999"])
def test_copy_to_nowhere_is_refused(parent: str) -> None:
    course = factories.course_page(languages=("ar",))
    client = signed_in(superuser())
    client.raise_request_exception = False
    before = Page.objects.count()

    client.post(
        reverse("wagtailadmin_pages:copy", args=[course.pk]),
        {"new_title": "نسخة", "new_slug": "a-copy", "new_parent_page": parent},
    )

    assert Page.objects.count() == before
