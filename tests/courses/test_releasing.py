import datetime

import pytest
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from courses import releasing
from courses.models import (
    Course,
    CoursePage,
    CourseVersion,
    LessonPage,
    ModulePage,
    Option,
    QuizPage,
    QuizQuestion,
)
from search import engine
from tests import factories

pytestmark = pytest.mark.django_db


def test_release_writes_the_first_version() -> None:
    page = factories.course_page(modules=2, lessons=1, quizzes=1)

    version = releasing.release(page, None)

    assert (version.number, version.change_class) == (1, "initial")
    assert [(item["kind"], item["rule"]) for item in version.outline] == [("text", "read"), ("quiz", "passed")] * 2
    assert version.outline[1]["policy"] == {"pass_mark": 60, "attempts": 3, "draw": None}
    assert version.quizzes.count() == 2
    course = Course.objects.get(pk=page.translation_key)
    assert (course.state, course.slug, course.current_version) == ("released", page.slug, version)
    assert sorted(course.contents) == ["ar", "fr"]
    assert course.in_language("fr").items[0].title == "Lesson 1.1 fr"
    assert course.in_language("en").language == "ar"
    assert course.in_language("ar").languages == ("ar", "fr")
    assert PageLogEntry.objects.filter(action="courses.release", page_id=page.pk).count() == 1


def test_release_twice_changes_nothing() -> None:
    page = factories.course_page()
    first = releasing.release(page, None)
    stamp = Course.objects.get(pk=page.translation_key).changed_at

    second = releasing.release(page, None)

    assert second == first
    assert CourseVersion.objects.count() == 1
    assert Course.objects.get(pk=page.translation_key).changed_at == stamp


def test_release_publishes_drafts_in_every_language() -> None:
    page = factories.course_page()
    releasing.release(page, None)
    french = LessonPage.objects.get(slug="lesson-1-1", locale__language_code="fr")
    french.title = "Titre revu"
    french.save_revision()

    version = releasing.release(page, None)

    assert (version.number, version.change_class) == (2, "editorial")
    assert Course.objects.get(pk=page.translation_key).in_language("fr").items[0].title == "Titre revu"


def test_new_lesson_is_additive() -> None:
    page = factories.course_page()
    releasing.release(page, None)
    module = ModulePage.objects.get(locale__language_code="ar")
    lesson = LessonPage(title="درس جديد", slug="new", locale=module.locale, body=[("text", "<p>نص</p>")])
    module.add_child(instance=lesson)

    version = releasing.release(page, None)

    assert version.change_class == "additive"


def test_changed_key_is_substantive() -> None:
    page = factories.course_page()
    releasing.release(page, None)
    option = Option.objects.filter(question__kind="single", is_correct=False).first()
    assert option is not None
    Option.objects.filter(question=option.question).update(is_correct=False)
    Option.objects.filter(pk=option.pk).update(is_correct=True)

    with pytest.raises(releasing.ChangeUnderstated):
        releasing.release(page, None, releasing.Decision("editorial"))
    version = releasing.release(page, None)

    assert version.change_class == "substantive"


def test_course_without_lessons_is_refused() -> None:
    page = factories.course_page(modules=1, lessons=0, quizzes=0)

    with pytest.raises(releasing.EmptyCourse):
        releasing.release(page, None)

    assert not Course.objects.exists()


def test_quiz_without_questions_is_refused() -> None:
    page = factories.course_page()
    QuizQuestion.objects.all().delete()

    with pytest.raises(releasing.UnfinishedQuiz) as refusal:
        releasing.release(page, None)

    assert QuizPage.objects.get(locale__language_code="ar").title in str(refusal.value)


@pytest.mark.parametrize(("kind", "are_correct"), [("single", False), ("multiple", False), ("single", True)])
def test_question_that_cannot_be_answered_is_refused(kind: str, are_correct: bool) -> None:  # noqa: FBT001 (a parameter of the test)
    page = factories.course_page()
    Option.objects.filter(question__kind=kind).update(is_correct=are_correct)

    with pytest.raises(releasing.UnfinishedQuiz):
        releasing.release(page, None)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_page_scheduled_for_later_is_refused(language: str) -> None:
    page = factories.course_page()
    lesson = LessonPage.objects.get(slug="lesson-1-2", locale__language_code=language)
    lesson.go_live_at = timezone.now() + datetime.timedelta(days=5)
    lesson.save_revision()

    with pytest.raises(releasing.Scheduled) as refusal:
        releasing.release(page, None)

    assert lesson.title in str(refusal.value)
    assert not Course.objects.exists()


def test_change_scheduled_for_later_is_refused() -> None:
    course = factories.released_course()
    lesson = LessonPage.objects.get(slug="lesson-1-2", locale__language_code="ar")
    lesson.go_live_at = timezone.now() + datetime.timedelta(days=5)
    lesson.save_revision()

    with pytest.raises(releasing.Scheduled):
        releasing.release(CoursePage.objects.get(locale__language_code="ar"), None)

    assert CourseVersion.objects.filter(course=course).count() == 1


def test_course_without_a_page_in_arabic_is_refused() -> None:
    page = factories.course_page(languages=("fr",))

    for act in (releasing.submit, releasing.release):
        with pytest.raises(releasing.SourceMissing):
            act(page, None)

    assert not Course.objects.exists()


@pytest.mark.parametrize("kind", [CoursePage, ModulePage, LessonPage, QuizPage])
def test_address_of_what_was_released_does_not_change(kind: type[Page]) -> None:
    course = factories.released_course(lessons=1)
    address = course.slug
    page = CoursePage.objects.get(locale__language_code="ar")
    changed = kind.objects.get(locale__language_code="ar")
    old, changed.slug = changed.slug, "elsewhere"
    changed.save_revision()

    with pytest.raises(releasing.AddressChanged) as refusal:
        releasing.release(page, None)

    assert old in str(refusal.value)
    course.refresh_from_db()
    assert course.slug == address


def test_outline_only_course_is_shown_and_closed() -> None:
    page = factories.course_page(is_outline_only=True)
    QuizQuestion.objects.all().delete()

    course = releasing.release(page, None).course

    assert course.is_outline_only
    assert not course.is_open


def test_submit_and_return() -> None:
    trainer = factories.learner()
    page = factories.course_page()

    course = releasing.submit(page, trainer)
    releasing.submit(page, trainer)

    assert course.submitted_at is not None
    assert course.state == "draft"
    assert PageLogEntry.objects.filter(action="courses.submit").count() == 1

    releasing.return_to_trainer(course, None, "راجع الدرس الأول")
    releasing.return_to_trainer(course, None, "راجع الدرس الأول")

    course.refresh_from_db()
    assert course.submitted_at is None
    assert [row.data["comment"] for row in PageLogEntry.objects.filter(action="courses.return")] == ["راجع الدرس الأول"]


def test_retire_closes_the_course() -> None:
    course = factories.released_course()

    releasing.retire(course, None)
    releasing.retire(course, None)

    course.refresh_from_db()
    assert (course.state, course.is_open) == ("retired", False)
    assert PageLogEntry.objects.filter(action="courses.retire").count() == 1


def test_reopening_opens_a_retired_course_as_it_was() -> None:
    course = factories.released_course()
    releasing.retire(course, None)

    releasing.reopen(course, None)
    releasing.reopen(course, None)

    course.refresh_from_db()
    assert (course.state, course.is_open, course.versions.count()) == ("released", True, 1)
    assert engine.query(course.title, language="ar").total == 1
    assert PageLogEntry.objects.filter(action="courses.reopen").count() == 1


def test_draft_is_not_reopened() -> None:
    page = factories.course_page()
    course = releasing.submit(page, None)

    releasing.reopen(course, None)

    course.refresh_from_db()
    assert course.state == "draft"


def test_course_is_not_reopened_while_what_it_asks_for_first_is_closed() -> None:
    first = factories.released_course()
    page = factories.course_page()
    page.prerequisites = [CoursePage.objects.get(translation_key=first.pk, locale__language_code="ar")]
    page.save_revision()
    course = releasing.release(page, None).course
    releasing.retire(course, None)
    releasing.retire(first, None)

    with pytest.raises(releasing.NobodyCouldBegin) as refusal:
        releasing.reopen(course, None)

    assert first.title in str(refusal.value)
    course.refresh_from_db()
    assert course.state == "retired"
