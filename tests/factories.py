"""Real objects for tests: people, and courses made of pages and released as an editor would release them."""

import itertools
from typing import Any

from django.db import transaction
from wagtail.models import Locale
from wagtail.signal_handlers import disable_reference_index_auto_update

from accounts.models import User
from cms.models import Theme
from courses.models import (
    CatalogueIndexPage,
    Course,
    CoursePage,
    LessonPage,
    ModulePage,
    Option,
    Question,
    QuizPage,
    QuizQuestion,
)
from courses.releasing import release

PASSWORD = "a-good-long-password"
_numbers = itertools.count(1)


def learner(**fields: Any) -> User:
    """Return a person with confirmed-looking names who can sign in with PASSWORD."""
    number = next(_numbers)
    words = {"email": f"learner{number}@example.org", "name_ar": "أمينة بوڨرة", "name_latin": "Amina Bouguerra"}
    return User.objects.create_user(password=PASSWORD, **{**words, **fields})


def theme(slug: str = "association-law-governance") -> Theme:
    return Theme.objects.get_or_create(
        slug=slug,
        defaults={"title_ar": "قانون الجمعيات", "title_fr": "Droit associatif", "title_en": "Association law"},
    )[0]


def course_page(
    *, modules: int = 1, lessons: int = 2, quizzes: int = 1, languages: tuple[str, ...] = ("ar", "fr"), **fields: Any
) -> CoursePage:
    """Return the Arabic page of a new course, published page by page but not released.

    Each module holds `lessons` lessons, then `quizzes` quizzes of two questions. Titles end in the language.
    """
    with transaction.atomic(), disable_reference_index_auto_update():
        return _course_page(modules=modules, lessons=lessons, quizzes=quizzes, languages=languages, fields=fields)


def _course_page(
    *, modules: int, lessons: int, quizzes: int, languages: tuple[str, ...], fields: dict[str, Any]
) -> CoursePage:
    number = next(_numbers)
    words = {"slug": f"course-{number}", "theme": theme(), "hours": 2, "publisher": "ناشر", "trainer_name": "مدربة"}
    source = None
    for language in languages:
        index = CatalogueIndexPage.objects.get(locale__language_code=language)
        title = f"دورة {number}" if language == "ar" else f"Course {number} {language}"
        page = CoursePage(**{"title": title, "summary": f"Summary {language}", **words, **fields})
        page = _add(index, page, source, language)
        for place in range(1, modules + 1):
            _add_module(page, place, lessons=lessons, quizzes=quizzes, source=source)
        source = source or page
    assert source is not None
    return source


def released_course(
    *, modules: int = 1, lessons: int = 2, quizzes: int = 1, languages: tuple[str, ...] = ("ar", "fr"), **fields: Any
) -> Course:
    """Return a new course of the given size, in version 1 and open to learners."""
    page = course_page(modules=modules, lessons=lessons, quizzes=quizzes, languages=languages, **fields)
    return release(page, None).course


def _add_module(course: CoursePage, place: int, *, lessons: int, quizzes: int, source: CoursePage | None) -> None:
    language = course.locale.language_code
    sources = _by_slug(source) if source else {}
    module = ModulePage(title=f"Module {place} {language}", slug=f"module-{place}")
    module = _add(course, module, sources.get(module.slug), language)
    for number in range(1, lessons + 1):
        lesson = LessonPage(title=f"Lesson {place}.{number} {language}", slug=f"lesson-{place}-{number}")
        lesson.body = [("text", f"<p>Text {place}.{number} {language}</p>")]
        _add(module, lesson, sources.get(lesson.slug), language)
    for number in range(1, quizzes + 1):
        quiz = QuizPage(title=f"Quiz {place}.{number} {language}", slug=f"quiz-{place}-{number}")
        _add(module, quiz, sources.get(quiz.slug), language)
        if language == "ar":
            add_question(quiz, Question.Kind.SINGLE, right=1)
            add_question(quiz, Question.Kind.MULTIPLE, right=2)


def _by_slug(source: CoursePage) -> dict[str, Any]:
    return {page.slug: page for page in source.get_descendants()}


def _add(parent: Any, page: Any, source: Any, language: str) -> Any:
    """Hang a page in the tree, as the translation of `source` when there is one."""
    page.locale = Locale.objects.get(language_code=language)
    if source is not None:
        page.translation_key = source.translation_key
    return parent.add_child(instance=page)


def add_question(quiz: QuizPage, kind: str, *, right: int) -> Question:
    """Give the quiz one more question of three options, the first `right` of which are right."""
    place = quiz.quiz_questions.count()
    question = Question.objects.create(
        kind=kind, prompt=f"سؤال {place + 1}", explanation="<p>شرح</p>", locale=quiz.locale
    )
    for number in range(1, 4):
        Option.objects.create(
            question=question,
            text=f"خيار {number}",
            is_correct=number <= right,
            feedback="تعليق",
            sort_order=number,
            locale=quiz.locale,
        )
    QuizQuestion.objects.create(quiz=quiz, question=question, sort_order=place)
    return question
