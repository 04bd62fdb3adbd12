"""A lesson that was released is left out of the next release; those who take the course keep it."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from courses import editing, releasing
from courses.models import Course, CoursePage, CourseVersion, LessonPage, ModulePage, QuizPage
from learning import enrolment
from learning.models import Enrolment, ItemState
from learning.overview import overview_of
from search.engine import query
from tests import factories

pytestmark = pytest.mark.django_db


def editor_client() -> Client:
    editor = factories.learner(is_staff=True)
    editor.groups.add(Group.objects.get(name="Editors"))
    client = Client()
    client.force_login(editor)
    return client


def arabic(model: type[LessonPage | QuizPage | ModulePage], slug: str) -> LessonPage | QuizPage | ModulePage:
    return model.objects.get(slug=slug, locale__language_code="ar")


def test_next_release_leaves_out_what_was_ticked() -> None:
    page = factories.course_page()
    releasing.release(page, None)
    removed = arabic(LessonPage, "lesson-1-1")

    editing.leave_out(removed, None)
    before = Course.objects.get().in_language("ar")
    version = releasing.release(page, None)

    removed.refresh_from_db()
    content = Course.objects.get().in_language("fr")
    assert "lesson-1-1" in [item.slug for item in before.items]
    assert (version.number, version.change_class) == (2, "substantive")
    assert str(removed.translation_key) not in {item["uid"] for item in version.outline}
    assert str(removed.translation_key) in {item["uid"] for item in CourseVersion.objects.get(number=1).outline}
    assert [item.slug for item in content.items] == ["lesson-1-2", "quiz-1-1"]
    assert [(item.slug, item.number) for module in content.kept for item in module.items] == [("lesson-1-1", 0)]
    assert removed.live


def test_left_out_twice_is_one_draft() -> None:
    page = factories.course_page()
    releasing.release(page, None)
    lesson = arabic(LessonPage, "lesson-1-1")

    editing.leave_out(lesson, None)
    editing.leave_out(lesson, None)

    assert lesson.revisions.count() == 1


def test_draft_that_was_never_released_is_nowhere_when_left_out(client: Client) -> None:
    page = factories.course_page(languages=("ar",))
    lesson = arabic(LessonPage, "lesson-1-1")
    lesson.is_left_out = True
    lesson.save()

    releasing.release(page, None)

    assert Course.objects.get().in_language("ar").kept == ()
    assert client.get(f"/ar/courses/{page.slug}/module-1/lesson-1-1/").status_code == 404


def test_left_out_module_is_in_no_outline_and_can_come_back() -> None:
    page = factories.course_page(modules=2, languages=("ar",))
    releasing.release(page, None)
    editing.leave_out(arabic(ModulePage, "module-1"), None)
    without = releasing.release(page, None)
    content = Course.objects.get().in_language("ar")
    for item in (*LessonPage.objects.filter(is_left_out=True), *QuizPage.objects.filter(is_left_out=True)):
        item.is_left_out = False
        item.save_revision()

    again = releasing.release(page, None)

    assert ([module.slug for module in content.modules], len(content.kept)) == (["module-2"], 1)
    assert (len(without.outline), len(again.outline)) == (3, 6)
    assert Course.objects.get().in_language("ar").kept == ()


def test_removed_lesson_stays_readable_and_is_not_found(client: Client) -> None:
    page = factories.course_page(languages=("ar",))
    releasing.release(page, None)
    address = f"/ar/courses/{page.slug}/module-1/lesson-1-1/"
    assert [hit.document.url for hit in query("Text 1.1", language="ar").hits if address == hit.document.url]

    editing.leave_out(arabic(LessonPage, "lesson-1-1"), None)
    releasing.release(page, None)

    read = client.get(address)
    assert "Text 1.1 ar" in read.content.decode()
    assert address not in client.get(f"/ar/courses/{page.slug}/").content.decode()
    assert address not in client.get("/sitemap.xml").content.decode()
    assert not [hit for hit in query("Text 1.1", language="ar").hits if hit.document.url == address]


def test_learner_keeps_what_the_version_of_the_enrolment_has_and_is_not_asked_for_it() -> None:
    page = factories.course_page(lessons=2, quizzes=1)
    course = releasing.release(page, None).course
    early, late = factories.learner(), factories.learner()
    enrolment.enrol(early, course)
    editing.leave_out(arabic(LessonPage, "lesson-1-2"), None)
    editing.leave_out(arabic(QuizPage, "quiz-1-1"), None)
    releasing.release(page, None)
    course.refresh_from_db()
    enrolment.enrol(late, course)

    shown = [overview_of(learner, course, "fr") for learner in (early, late)]
    client = Client()
    client.force_login(early)
    quiz = client.get(f"/fr/courses/{course.slug}/module-1/quiz-1-1/", follow=True)
    done = client.post(f"/fr/learn/{course.slug}/module-1/lesson-1-2/done/")

    slugs = [[place.slug for place in each.remaining] for each in shown if each]
    assert slugs == [["lesson-1-1"], ["lesson-1-1"]]
    assert [[place.slug for place in each.content.items] for each in shown if each] == [
        ["lesson-1-1", "lesson-1-2", "quiz-1-1"],
        ["lesson-1-1"],
    ]
    assert (quiz.status_code, done.status_code) == (200, 302)
    state = ItemState.objects.get(learner=early, settled_at__isnull=False)
    assert state.item_uid == arabic(LessonPage, "lesson-1-2").translation_key
    assert [row.version.number for row in Enrolment.objects.order_by("pk")] == [1, 2]


def test_lesson_left_out_before_the_enrolment_is_not_said_to_have_come_later() -> None:
    page = factories.course_page(lessons=2, quizzes=0)
    course = releasing.release(page, None).course
    editing.leave_out(arabic(LessonPage, "lesson-1-2"), None)
    releasing.release(page, None)
    course.refresh_from_db()
    late = factories.learner()
    enrolment.enrol(late, course)
    client = Client()
    client.force_login(late)

    read = client.get(f"/en/courses/{course.slug}/module-1/lesson-1-2/").content.decode()

    assert "not part of the version of the course that you follow." in read
    assert "came later" not in read
    assert "Step" not in read.partition('class="saved"')[2].partition("</p>")[0]


def test_lesson_that_was_left_out_keeps_its_address() -> None:
    page = factories.course_page(lessons=2, quizzes=0)
    releasing.release(page, None)
    lesson = arabic(LessonPage, "lesson-1-2")
    lesson.slug = "renamed"
    lesson.save_revision()
    editing.leave_out(lesson, None)

    with pytest.raises(releasing.AddressChanged):
        releasing.release(page, None)


def test_what_is_left_out_keeps_its_place_in_the_version_followed() -> None:
    page = factories.course_page(modules=2, lessons=2, quizzes=1)
    version = releasing.release(page, None)
    before = [(item.slug, item.number) for item in version.course.in_language("ar").items]

    editing.leave_out(arabic(LessonPage, "lesson-1-1"), None)
    editing.leave_out(arabic(ModulePage, "module-1"), None)
    editing.leave_out(arabic(LessonPage, "lesson-2-1"), None)
    releasing.release(page, None)

    followed = Course.objects.get().in_language("ar", version)
    assert [(item.slug, item.number) for item in followed.items] == before
    assert [module.slug for module in followed.modules] == ["module-1", "module-2"]


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_removing_a_released_lesson_offers_to_leave_it_out(action: str) -> None:
    page = factories.course_page()
    releasing.release(page, None)
    lesson = arabic(LessonPage, "lesson-1-1")
    client = editor_client()

    asked = client.post(reverse(f"wagtailadmin_pages:{action}", args=[lesson.pk]), follow=True)
    before = lesson.get_latest_revision_as_object().is_left_out
    done = client.post(asked.request["PATH_INFO"])

    lesson.refresh_from_db()
    assert asked.status_code == 200
    assert not before
    assert done.status_code == 302
    assert lesson.get_latest_revision_as_object().is_left_out
    assert LessonPage.objects.get(pk=lesson.pk).live


def test_only_the_source_decides_what_is_left_out() -> None:
    page = factories.course_page()
    releasing.release(page, None)
    french = LessonPage.objects.get(slug="lesson-1-1", locale__language_code="fr")
    client = editor_client()

    for one in (french, CoursePage.objects.get(pk=page.pk)):
        client.post(reverse("wagtailadmin_pages:delete", args=[one.pk]))
        assert client.get(reverse("courses_admin:leave_out", args=[one.pk])).status_code == 404

    assert LessonPage.objects.filter(pk=french.pk, live=True).exists()


def test_trainer_does_not_leave_out_what_is_not_theirs() -> None:
    page = factories.course_page()
    releasing.release(page, None)
    lesson = arabic(LessonPage, "lesson-1-1")
    trainer = factories.learner(is_staff=True)
    trainer.groups.add(Group.objects.get(name="Trainers"))
    client = Client()
    client.force_login(trainer)

    client.post(reverse("courses_admin:leave_out", args=[lesson.pk]))

    lesson.refresh_from_db()
    assert not lesson.get_latest_revision_as_object().is_left_out
