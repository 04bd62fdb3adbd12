"""What follows when Wagtail publishes a page by another way than a release: wagtail-localize, or at a set hour."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from cms.models import HomePage
from cms.visitors import edition
from courses import releasing
from courses.models import Course, CourseVersion, LessonPage
from courses.reading import lesson_body
from tests import factories
from tests.films import document_block, give, video_block

pytestmark = pytest.mark.django_db


def translate(page: LessonPage, words: dict[str, str]) -> Translation:
    """Begin a French translation through wagtail-localize and say every string of `words` in French."""
    source, _is_new = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="fr"))
    translation.save_target(publish=False)
    for segment in source.stringsegment_set.select_related("string", "context"):
        if segment.string.data in words:
            segment.string.translations.create(
                locale=translation.target_locale, context=segment.context, data=words[segment.string.data]
            )
    return translation


def test_publishing_a_translation_shows_it_to_readers(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    course = factories.released_course(lessons=1, quizzes=0, languages=("ar", "fr"))
    lesson = LessonPage.objects.get(locale__language_code="ar")
    french = LessonPage.objects.get(locale__language_code="fr")
    translation = translate(lesson, {lesson.title: "Titre traduit", "Text 1.1 ar": "Texte traduit"})
    before = lesson_body(course, str(lesson.translation_key), "fr"), edition()
    editor = factories.learner(is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("wagtailadmin_pages:edit", args=[french.pk]), {"action": "publish"})

    course.refresh_from_db()
    assert answer.status_code == 302
    assert translation.target_locale.language_code == "fr"
    assert "Texte traduit" not in before[0].html
    assert "Texte traduit" in lesson_body(course, str(lesson.translation_key), "fr").html
    assert course.in_language("fr").items[0].title == "Titre traduit"
    assert edition() != before[1]
    assert CourseVersion.objects.count() == 1


def test_translation_published_alone_leaves_what_counts(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    page = factories.course_page(lessons=1, quizzes=0)
    course = releasing.release(page, None).course
    module = page.get_children().get()
    module.add_child(instance=LessonPage(title="لم يُنشر", slug="not-released", locale=module.locale))
    french = LessonPage.objects.get(locale__language_code="fr")
    french.title = "Titre revu"

    with django_capture_on_commit_callbacks(execute=True):
        french.save_revision().publish()

    stamp = course.changed_at
    course.refresh_from_db()
    assert course.changed_at > stamp
    assert [item.slug for item in course.in_language("fr").items] == ["lesson-1-1"]


def test_release_does_not_show_its_pages_again(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    page = factories.course_page(languages=("ar",))
    releasing.release(page, None)
    lesson = LessonPage.objects.first()
    assert lesson is not None
    lesson.title = "عنوان آخر"
    lesson.save_revision()

    with django_capture_on_commit_callbacks() as effects:
        releasing.release(page, None)
    stamp = Course.objects.get().changed_at
    for effect in effects:
        effect()

    assert Course.objects.get().changed_at == stamp


def test_page_published_at_its_hour_drops_visitors_pages(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    home = HomePage.objects.get(locale__language_code="ar")
    home.lead = "تقديم آخر"
    home.go_live_at = timezone.now() + timedelta(hours=1)
    revision = home.save_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()
    before = edition()

    with django_capture_on_commit_callbacks(execute=True):
        call_command("publish_scheduled")

    home.refresh_from_db()
    assert home.lead == "تقديم آخر"
    assert edition() != before


def test_film_and_document_are_translated_by_their_words_alone() -> None:
    factories.released_course(lessons=1, quizzes=0, languages=("ar", "fr"))
    lesson = give("lesson-1-1", video_block(200), document_block("نموذج"), rule="watched")

    translate(lesson, {"نص ما قيل": "Ce qui est dit", "نموذج": "Modèle"}).save_target(publish=False)

    french = LessonPage.objects.get(locale__language_code="fr").get_latest_revision_as_object()
    blocks = {block.block_type: block.value for block in french.body}
    assert "Ce qui est dit" in str(blocks["video"]["transcript"])
    assert (blocks["video"]["film"], blocks["video"]["seconds"]) == (lesson.body[1].value["film"], 200)
    assert blocks["document"]["title"] == "Modèle"
    assert french.rule == "watched"
