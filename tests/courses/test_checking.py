"""The checklist: what keeps a course from being submitted, and what its trainer had better look at."""

import datetime
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Page

from courses import releasing
from courses.checking import Finding, blocking, findings
from courses.editing import leave_out
from courses.models import Course, CoursePage, LessonPage, Option, QuizPage
from courses.written import read_written
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> CoursePage:
    """One module with two lessons and a quiz, whole in Arabic and French."""
    return factories.course_page()


def draft(slug: str, language: str = "ar", **words: Any) -> Any:
    """Save a draft of a page that says something else; what readers see stays."""
    page: Any = Page.objects.get(slug=slug, locale__language_code=language).specific
    for name, value in words.items():
        setattr(page, name, value)
    page.save_revision()
    return page


def found(course: CoursePage) -> list[tuple[bool, int, str]]:
    return [(one.blocks, one.page_id, one.text) for one in findings(read_written(course))]


def only(course: CoursePage) -> Finding:
    [finding] = blocking(read_written(course))
    return finding


def test_whole_course_lacks_nothing(course: CoursePage) -> None:
    assert found(course) == []


def test_course_without_lesson_blocks() -> None:
    empty = factories.course_page(lessons=0, quizzes=0)

    assert [(one.blocks, one.page_id) for one in blocking(read_written(empty))] == [(True, empty.pk)]


def test_drafted_lesson_without_text_blocks_until_it_is_left_out(course: CoursePage) -> None:
    lesson = draft("lesson-1-1", body=[])

    finding = only(course)
    assert (finding.blocks, finding.page_id) == (True, lesson.pk)
    assert lesson.title in finding.text
    leave_out(lesson.page_ptr, None)
    assert blocking(read_written(course)) == []


def test_block_that_lacks_what_it_asks_for_blocks(course: CoursePage) -> None:
    video = {"film": None, "seconds": None, "transcript": ""}
    lesson = draft("lesson-1-1", body=[{"type": "video", "value": video}])

    lacking = blocking(read_written(course))

    assert [one.page_id for one in lacking] == [lesson.pk] * 3


def test_drafted_quiz_without_question_blocks(course: CoursePage) -> None:
    quiz = draft("quiz-1-1", quiz_questions=[])

    finding = only(course)

    assert (finding.blocks, finding.page_id) == (True, quiz.pk)
    assert QuizPage.objects.get(pk=quiz.pk).quiz_questions.count() == 2


def test_question_without_right_option_blocks(course: CoursePage) -> None:
    Option.objects.filter(question__kind="single").update(is_correct=False)

    finding = only(course)

    assert finding.blocks
    assert "سؤال 1" in finding.text


def test_lesson_to_watch_without_video_blocks(course: CoursePage) -> None:
    draft("lesson-1-1", rule="watched")

    assert only(course).blocks


def test_outline_asks_for_no_text() -> None:
    course = factories.course_page(is_outline_only=True)
    LessonPage.objects.update(body=[])

    assert found(course) == []


def test_missing_summary_and_long_lesson_are_advice(course: CoursePage) -> None:
    french = draft(course.slug, "fr", summary="")
    lesson = draft("lesson-1-1", minutes=90)

    advice = found(course)

    assert (False, french.pk) in [one[:2] for one in advice]
    assert (False, lesson.pk) in [one[:2] for one in advice]
    assert blocking(read_written(course)) == []


def test_translation_that_is_missing_alike_or_behind_is_advice(course: CoursePage) -> None:
    Page.objects.get(slug="lesson-1-1", locale__language_code="fr").delete()
    draft("quiz-1-1", "fr", title="Quiz 1.1 ar")
    later = timezone.now() + datetime.timedelta(minutes=1)
    Page.objects.filter(slug="lesson-1-2", locale__language_code="ar").update(latest_revision_created_at=later)

    texts = [text for blocks, _page, text in found(course) if not blocks]

    assert len(texts) == 3
    assert all("Français" in text or "الفرنسية" in text or "French" in text for text in texts)


def test_course_that_is_blocked_is_not_submitted(course: CoursePage) -> None:
    lesson = draft("lesson-1-1", body=[])

    with pytest.raises(releasing.UnfinishedLesson) as refusal:
        releasing.submit(course, None)

    assert lesson.title in str(refusal.value)
    assert not Course.objects.exists()
