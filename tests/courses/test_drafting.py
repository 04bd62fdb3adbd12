"""A course read as it is drafted: what its release then freezes."""

from typing import Any

import pytest

from courses import freezing, releasing
from courses.comparing import Change
from courses.drafting import Draft, read_draft
from courses.models import Course, CoursePage, LessonPage, ModulePage, Question, QuizPage, QuizQuestion
from tests import factories

pytestmark = pytest.mark.django_db


def page_of(course: Course) -> CoursePage:
    return CoursePage.objects.get(translation_key=course.pk, locale__language_code="ar")


def draft(model: Any, slug: str, language: str = "ar", **fields: Any) -> Any:
    """Keep a draft of a page that readers do not see yet."""
    page = model.objects.get(slug=slug, locale__language_code=language)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision()
    return page


def rows(found: Draft) -> list[tuple[str, list[str], list[str]]]:
    return [
        (row.title, list(row.changes), [page.locale.language_code for page in row.pages]) for row in found.rows("ar")
    ]


def test_draft_is_what_the_release_freezes() -> None:
    course, other = factories.released_course(modules=2), factories.released_course()
    slug = course.slug
    question = factories.add_question(QuizPage.objects.filter(locale__language_code="ar")[2], "single", right=1)
    quiz = QuizPage.objects.descendant_of(page_of(course)).get(slug="quiz-1-1")
    quiz.pass_mark = 80
    quiz.quiz_questions.add(QuizQuestion(question=question, sort_order=9))
    quiz.save_revision()
    drafts: tuple[dict[str, Any], ...] = ({"minutes": 30, "rule": "studied"}, {"is_left_out": True}, {"title": "آخر"})
    for lesson, fields in zip(LessonPage.objects.descendant_of(page_of(course)).order_by("path"), drafts, strict=False):
        for name, value in fields.items():
            setattr(lesson, name, value)
        lesson.body = [("text", f"<p>{lesson.pk}</p>")]
        lesson.save_revision()
    page = page_of(course)
    page.hours, page.summary, page.prerequisites = 5, "ملخص", [page_of(other)]
    page.save_revision()
    module = ModulePage.objects.child_of(page)[1]
    lesson = LessonPage(title="جديد", slug="new", locale=module.locale, live=False, body=[("text", "<p>نص</p>")])
    module.add_child(instance=lesson)

    found = read_draft(page_of(course))
    foretold = (found.number, found.proposed, freezing.fingerprint(found.source, found.tree))
    version = releasing.release(page_of(course), None)

    assert Course.objects.get(pk=course.pk).slug == slug
    assert (version.outline, len(found.tree.quizzes)) == (found.tree.outline, 2)
    assert (version.number, version.change_class, version.tree_hash) == foretold
    assert read_draft(page_of(course)).is_released


def test_reading_a_draft_publishes_nothing() -> None:
    course = factories.released_course()
    lesson = draft(LessonPage, "lesson-1-1", title="مسودة")
    stamp = Course.objects.get().changed_at

    found = read_draft(page_of(course))

    lesson.refresh_from_db()
    assert (lesson.title, lesson.has_unpublished_changes) == ("Lesson 1.1 ar", True)
    assert (course.versions.count(), Course.objects.get().changed_at) == (1, stamp)
    assert found.tree.contents["ar"]["modules"][0]["items"][0]["title"] == "مسودة"


def test_differences_are_told_part_by_part_in_the_order_of_the_course() -> None:
    course = factories.released_course(lessons=3)
    draft(LessonPage, "lesson-1-3", is_left_out=True)
    draft(LessonPage, "lesson-1-1", "fr", title="Titre")
    draft(LessonPage, "lesson-1-2", rule="studied")
    question = Question.objects.get(kind="single")
    question.options.update(is_correct=True)
    question.kind = "multiple"
    question.save()

    found = read_draft(page_of(course))

    assert rows(found) == [
        ("Lesson 1.1 ar", [], ["fr"]),
        ("Lesson 1.2 ar", [Change.RULE], ["ar"]),
        ("Lesson 1.3 ar", [Change.LEFT_OUT], ["ar"]),
        ("Quiz 1.1 ar", [Change.KEY], []),
    ]
    assert found.rows("fr")[0].title == "Titre"
    assert [row.weight for row in found.rows("ar")] == [None, "substantive", "substantive", "substantive"]


def test_course_that_was_never_released_differs_in_every_page() -> None:
    page = factories.course_page(languages=("ar",))

    found = read_draft(page)

    assert (found.before, found.number, found.proposed, found.is_released) == (None, 1, "initial", False)
    assert found.differences == {}


def test_draft_of_a_course_without_source_is_refused() -> None:
    page = factories.course_page(languages=("fr",))

    with pytest.raises(releasing.SourceMissing):
        read_draft(page)
