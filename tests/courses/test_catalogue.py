"""What the catalogue keeps, and what makes it anew."""

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from cms.visitors import forget_pages
from courses.catalogue import all_entries
from tests import factories

pytestmark = pytest.mark.django_db


def test_catalogue_follows_a_theme_renamed_in_the_administration(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    course = factories.released_course()
    before = [entry.theme for entry in all_entries("ar")]
    client.force_login(User.objects.create_superuser("admin@example.org", factories.PASSWORD))
    titles = {"title_ar": "عنوان جديد", "title_fr": "Nouveau titre", "title_en": "New title", "position": 0}

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/cms/snippets/cms/theme/edit/{course.theme_id}/", {"slug": course.theme_id, **titles})

    assert before == ["قانون الجمعيات"]
    assert [entry.theme for entry in all_entries("ar")] == ["عنوان جديد"]


def test_catalogue_is_read_again_after_every_release_in_whatever_order_they_end() -> None:
    course = factories.released_course()
    all_entries("ar")
    # Committed last, begun first: its stamp is older than the one that the catalogue was read with.
    type(course).objects.filter(pk=course.pk).update(hours=9)

    forget_pages()

    assert [entry.hours for entry in all_entries("ar")] == [9]
