"""What Wagtail does for those who write: saves by itself and says so, and tells who else is writing. In our words."""

import pytest
from django.urls import reverse
from wagtail.admin.models import EditingSession
from wagtail.users.models import UserProfile

from accounts.models import User
from courses.models import LessonPage
from tests import factories
from tests.staff import person, signed_in

pytestmark = pytest.mark.django_db
WORDS = {"ar": ["الحفظ", "محفوظ"], "fr": ["Enregistrement", "Enregistré"]}


def editor_in(language: str, **names: str) -> User:
    someone = person("Editors")
    User.objects.filter(pk=someone.pk).update(**names)
    UserProfile.objects.update_or_create(user=someone, defaults={"preferred_language": language})
    return User.objects.get(pk=someone.pk)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_lesson_saves_itself_and_says_so(language: str) -> None:
    factories.course_page(languages=("ar",))
    lesson = LessonPage.objects.get(slug="lesson-1-1")

    html = signed_in(editor_in(language)).get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()

    assert "w-autosave" in html
    indicator = html.partition("w-autosave-indicator")[2]
    assert all(word in indicator for word in WORDS[language])


def test_who_opens_a_lesson_sees_who_else_is_writing_in_it() -> None:
    factories.course_page(languages=("ar",))
    lesson = LessonPage.objects.get(slug="lesson-1-1")
    address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    first, second = editor_in("ar", name_ar="لينا حداد"), editor_in("fr")

    signed_in(first).get(address)
    client = signed_in(second)
    client.get(address)
    own = EditingSession.objects.get(user=second)
    ping = reverse("wagtailadmin_editing_sessions:ping", args=["wagtailcore", "page", lesson.pk, own.pk])
    html = client.post(ping).json()["html"]

    assert "لينا حداد" in html
    assert "Consulté actuellement par" in html
