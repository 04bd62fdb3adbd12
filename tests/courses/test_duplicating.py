"""Duplicating a lesson, a quiz, a module or a course: drafts of their own, in every language, once."""

import uuid
from typing import Any

import pytest
from wagtail.models import Page, PageLogEntry

from accounts.models import User
from courses import editing, releasing
from courses.duplicating import duplicate
from courses.models import Course, CoursePage, LessonPage, ModulePage, QuizPage
from tests import factories
from tests.staff import own, person

pytestmark = pytest.mark.django_db
KEY = uuid.UUID(int=7)


@pytest.fixture
def editor() -> User:
    return person("Editors")


@pytest.fixture
def course() -> CoursePage:
    """One module with two lessons and a quiz, released in Arabic and French."""
    page = factories.course_page()
    releasing.release(page, None)
    return page


def part(slug: str, language: str = "ar") -> Page:
    return Page.objects.get(slug=slug, locale__language_code=language)


def test_lesson_is_copied_beside_itself_in_every_language(course: CoursePage, editor: User) -> None:
    copy = duplicate(part("lesson-1-1"), KEY, editor)

    for language, title in (("ar", "Lesson 1.1 ar (نسخة)"), ("fr", "Lesson 1.1 fr (copie)")):
        module = part("module-1", language)
        assert [child.slug for child in module.get_children()] == [
            "lesson-1-1",
            "lesson-1-1-copy",
            "lesson-1-2",
            "quiz-1-1",
        ]
        lesson: Any = part("lesson-1-1-copy", language).specific
        assert (lesson.title, lesson.draft_title) == (title, title)
        assert (lesson.live, lesson.has_unpublished_changes, lesson.first_published_at) == (False, True, None)
        assert lesson.translation_key == copy.translation_key != part("lesson-1-1").translation_key
        assert f"Text 1.1 {language}" in str(lesson.body)


def test_copying_twice_with_one_key_is_copying_once(course: CoursePage, editor: User) -> None:
    first = duplicate(part("lesson-1-1"), KEY, editor)
    pages = Page.objects.count()

    assert duplicate(part("lesson-1-1"), KEY, editor) == first
    assert Page.objects.count() == pages
    assert duplicate(part("lesson-1-1"), uuid.UUID(int=8), editor).slug == "lesson-1-1-copy-2"
    assert PageLogEntry.objects.filter(action="wagtail.copy", user=editor).count() == 4


def test_copy_is_made_of_the_draft(course: CoursePage, editor: User) -> None:
    draft: Any = part("quiz-1-1").specific
    draft.title, draft.pass_mark = "Draft", 80
    draft.quiz_questions = draft.quiz_questions.all()[:1]
    draft.save_revision()

    copy: Any = duplicate(part("quiz-1-1"), KEY, editor).specific

    assert (copy.title, copy.pass_mark, copy.quiz_questions.count()) == ("Draft (نسخة)", 80, 1)
    assert QuizPage.objects.get(slug="quiz-1-1", locale__language_code="ar").quiz_questions.count() == 2


def test_module_is_copied_without_what_is_left_out(course: CoursePage, editor: User) -> None:
    editing.leave_out(part("lesson-1-2"), None)

    copy = duplicate(part("module-1"), KEY, editor)

    assert [child.slug for child in copy.get_children()] == ["lesson-1-1", "quiz-1-1"]
    french = part("module-1-copy", "fr")
    assert [child.slug for child in french.get_children()] == ["lesson-1-1", "quiz-1-1"]
    pairs = zip(copy.get_descendants(), french.get_descendants(), strict=True)
    assert all(one.translation_key == other.translation_key for one, other in pairs)
    assert duplicate(part("lesson-1-2"), KEY, editor).specific.is_left_out is False


def test_course_is_copied_as_a_draft_of_its_own(course: CoursePage) -> None:
    trainer = person("Trainers")
    for root in CoursePage.objects.all():
        own(root, trainer)

    copy = duplicate(course.page_ptr, KEY, trainer)

    assert Course.objects.count() == 1
    pages = Page.objects.filter(path__startswith=copy.path)
    assert not pages.filter(live=True).exists()
    assert set(pages.values_list("owner", flat=True)) == {trainer.pk}
    originals = Page.objects.filter(path__startswith=course.path).values_list("translation_key", flat=True)
    assert not pages.filter(translation_key__in=originals).exists()
    assert CoursePage.objects.get(locale__language_code="fr", translation_key=copy.translation_key).slug == copy.slug
    released = releasing.release(copy.specific, None)
    assert (released.number, len(released.outline)) == (1, 3)
    assert LessonPage.objects.filter(live=True).count() == 8
    assert ModulePage.objects.count() == 4


def test_part_belongs_to_whom_the_course_belongs_to(course: CoursePage, editor: User) -> None:
    trainer = person("Trainers")
    own(course, trainer)

    duplicate(part("lesson-1-1"), KEY, editor)

    assert part("lesson-1-1-copy").owner == trainer
