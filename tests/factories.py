"""Real objects for tests: people, and courses made of pages and released as an editor would release them."""

import itertools
from typing import Any

from django.db import transaction
from wagtail.models import Locale
from wagtail.signal_handlers import disable_reference_index_auto_update

from accounts.models import User
from cms.models import Theme
from cms.planting import Branch, plant
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
    indexes = {index.locale.language_code: index for index in CatalogueIndexPage.objects.select_related("locale")}
    source: Branch | None = None
    for language in languages:
        title = f"دورة {number}" if language == "ar" else f"Course {number} {language}"
        page = CoursePage(**{"title": title, "summary": f"Summary {language}", **words, **fields})
        branch = Branch(
            page, [_module(place, language, lessons=lessons, quizzes=quizzes) for place in range(1, modules + 1)]
        )
        _tie(branch, source or branch, indexes[language].locale)
        plant(indexes[language], branch)
        source = source or branch
    assert source is not None
    for quiz in source.pages():
        if isinstance(quiz, QuizPage) and languages[0] == "ar":
            add_question(quiz, Question.Kind.SINGLE, right=1)
            add_question(quiz, Question.Kind.MULTIPLE, right=2)
    page = source.page
    assert isinstance(page, CoursePage)
    return page


def released_course(
    *, modules: int = 1, lessons: int = 2, quizzes: int = 1, languages: tuple[str, ...] = ("ar", "fr"), **fields: Any
) -> Course:
    """Return a new course of the given size, in version 1 and open to learners."""
    page = course_page(modules=modules, lessons=lessons, quizzes=quizzes, languages=languages, **fields)
    return release(page, None).course


def _module(place: int, language: str, *, lessons: int, quizzes: int) -> Branch:
    items: list[Branch] = []
    for number in range(1, lessons + 1):
        lesson = LessonPage(title=f"Lesson {place}.{number} {language}", slug=f"lesson-{place}-{number}")
        lesson.body = [("text", f"<p>Text {place}.{number} {language}</p>")]
        items.append(Branch(lesson))
    items.extend(
        Branch(QuizPage(title=f"Quiz {place}.{number} {language}", slug=f"quiz-{place}-{number}"))
        for number in range(1, quizzes + 1)
    )
    return Branch(ModulePage(title=f"Module {place} {language}", slug=f"module-{place}"), items)


def _tie(branch: Branch, source: Branch, locale: Locale) -> None:
    """Make each page of the branch the translation of the one at the same place in `source`."""
    for page, original in zip(branch.pages(), source.pages(), strict=True):
        page.locale = locale
        page.translation_key = original.translation_key


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
