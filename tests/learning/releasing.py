"""New versions of a course that a test has, as an editor would make them."""

from typing import Any

from courses import editing
from courses.models import Course, CoursePage, CourseVersion, LessonPage, ModulePage, Option, Question, QuizPage
from courses.releasing import AS_PROPOSED, Decision, release


def page_of(course: Course) -> CoursePage:
    return CoursePage.objects.get(translation_key=course.pk, locale__language_code="ar")


def release_again(course: Course, decision: Decision = AS_PROPOSED) -> CourseVersion:
    """Release the course as its pages stand and read its row again."""
    version = release(page_of(course), None, decision)
    course.refresh_from_db()
    return version


def add_lesson(course: Course, slug: str = "new") -> LessonPage:
    module = ModulePage.objects.child_of(page_of(course))[0]
    lesson = LessonPage(title=f"درس {slug}", slug=slug, locale=module.locale)
    lesson.body = [("text", "<p>نص</p>")]
    module.add_child(instance=lesson)
    return lesson


def leave_out(course: Course, slug: str) -> None:
    """Leave an item out of the next release."""
    below: Any = page_of(course).get_descendants().get(slug=slug)
    editing.leave_out(below, None)


def correct_key(course: Course) -> None:
    """Make the second option of the course's single-choice question the right one."""
    quiz = QuizPage.objects.descendant_of(page_of(course))[0]
    question = Question.objects.get(
        kind="single", translation_key__in=quiz.quiz_questions.values("question__translation_key"), locale=quiz.locale
    )
    Option.objects.filter(question=question).update(is_correct=False)
    second = question.options.order_by("sort_order")[1]
    Option.objects.filter(pk=second.pk).update(is_correct=True)
