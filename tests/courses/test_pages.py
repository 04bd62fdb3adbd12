"""Pages of a course as those who write them see them."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from courses.models import CatalogueIndexPage, CoursePage, LessonPage, ModulePage, QuizPage
from tests import factories


@pytest.fixture
def editor(db: None, client: Client) -> Client:
    someone = factories.learner(is_staff=True)
    someone.groups.add(Group.objects.get(name="Editors"))
    client.force_login(someone, backend="accounts.sessions.AuthenticationBackend")
    return client


@pytest.mark.parametrize("kind", [CatalogueIndexPage, CoursePage, ModulePage, LessonPage, QuizPage])
def test_draft_of_every_page_of_a_course_can_be_viewed(editor: Client, kind: type[CoursePage]) -> None:
    factories.course_page(languages=("ar",))
    page = kind.objects.filter(locale__language_code="ar")[0]

    answer = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))

    assert answer.status_code == 200
    assert page.title in answer.content.decode()


def test_preview_beside_the_editor_shows_what_is_being_written(editor: Client) -> None:
    factories.course_page(languages=("ar",))
    lesson = LessonPage.objects.all()[0]
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[lesson.pk])
    written = {"title": "عنوان جديد", "slug": lesson.slug, "kind": "text", "minutes": "5", "body-count": "0"}

    sent = editor.post(url, {**written, "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"})
    shown = editor.get(url)

    assert sent.json()["is_valid"]
    assert "عنوان جديد" in shown.content.decode()
