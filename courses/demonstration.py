"""The courses of the demonstration: pages written from a catalogue file, and released like any others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.db import transaction
from django.utils.html import escape
from wagtail.models import Locale
from wagtail.signal_handlers import disable_reference_index_auto_update

from accounts.models import User
from courses.models import (
    CatalogueIndexPage,
    CoursePage,
    LessonPage,
    ModulePage,
    Option,
    Question,
    QuizPage,
    QuizQuestion,
)
from courses.releasing import release
from library.citations import cite

Json = dict[str, Any]
LANGUAGES: Final = ("ar", "fr", "en")
KINDS: Final = {
    "single": Question.Kind.SINGLE,
    "multiple": Question.Kind.MULTIPLE,
    "truefalse": Question.Kind.TRUE_FALSE,
}


def load(catalogue: list[Json], *, trainer: User, editor: User, tell: Callable[[str], None]) -> int:
    """Write and release the courses that are not there yet; return how many. Each is one transaction.

    `catalogue` is the list of courses of lms/demonstration/catalogue.json. `tell` hears of each course.
    """
    known = {str(uid) for uid in CoursePage.objects.values_list("translation_key", flat=True)}
    missing = [course for course in catalogue if course["uid"] not in known]
    if not missing:
        return 0
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    for course in missing:
        with transaction.atomic(), disable_reference_index_auto_update():
            Writer(course, locales, trainer).write()
            source = CoursePage.objects.get(translation_key=course["uid"], locale=locales["ar"])
            release(source, editor)
        tell(course["slug"])
    return len(missing)


class Writer:
    """Writes the pages of one course in all its languages."""

    def __init__(self, course: Json, locales: dict[str, Locale], trainer: User) -> None:
        self.course = course
        self.locales = locales
        self.trainer = trainer
        items = sum(len(module["lessons"]) for module in course["modules"])
        self.minutes = max(5, round(course["hours"] * 60 / items / 5) * 5)

    def write(self) -> None:
        for language in LANGUAGES:
            if language in self.course["title"]:
                index = CatalogueIndexPage.objects.get(locale=self.locales[language])
                self._write_course(index, language)

    def _write_course(self, index: CatalogueIndexPage, language: str) -> None:
        course = self.course
        page = CoursePage(
            **self._words(course, language),
            summary=_in(course["summary"], language),
            theme_id=course["theme"],
            level=course["level"],
            hours=course["hours"],
            publisher=_in(course["publisher"], language),
            trainer_name=_in(course["trainer"], language),
            licence=course["licence"],
            is_outline_only=not course["complete"],
        )
        index.add_child(instance=page)
        for module in course["modules"]:
            module_page = ModulePage(**self._words(module, language))
            page.add_child(instance=module_page)
            for item in module["lessons"]:
                self._write_item(module_page, item, language)

    def _write_item(self, module: ModulePage, item: Json, language: str) -> None:
        words = {**self._words(item, language), "minutes": self.minutes}
        if item["kind"] == "quiz":
            quiz = QuizPage(**words, pass_mark=item.get("pass_mark", 60))
            module.add_child(instance=quiz)
            self._ask(quiz, item.get("questions", []), language)
            return
        cite(item["uid"], item.get("cites", []))
        lesson = LessonPage(**words, kind=item["kind"])
        paragraphs = item.get("body", {}).get(language, [])
        if paragraphs:
            lesson.body = [("text", "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs))]
        module.add_child(instance=lesson)

    def _words(self, thing: Json, language: str) -> Json:
        return {
            "title": _in(thing["title"], language),
            "slug": thing["slug"],
            "locale": self.locales[language],
            "translation_key": thing["uid"],
            "owner": self.trainer,
        }

    def _ask(self, quiz: QuizPage, questions: list[Json], language: str) -> None:
        """Write the questions in `language`; a quiz in a language that has none asks nothing of its own."""
        for place, question in enumerate(questions):
            if language in question["prompt"]:
                row = self._write_question(question, language)
                QuizQuestion.objects.create(quiz=quiz, question=row, sort_order=place)

    def _write_question(self, question: Json, language: str) -> Question:
        locale = self.locales[language]
        explanation = question.get("feedback", {}).get(language, "")
        row = Question.objects.create(
            kind=KINDS[question["type"]],
            prompt=question["prompt"][language],
            explanation=f"<p>{escape(explanation)}</p>" if explanation else "",
            owner=self.trainer,
            locale=locale,
            translation_key=question["uid"],
        )
        Option.objects.bulk_create(
            Option(
                question=row,
                text=option["text"][language],
                is_correct=option["correct"],
                feedback=option.get("feedback", {}).get(language, ""),
                sort_order=place,
                locale=locale,
                translation_key=option["uid"],
            )
            for place, option in enumerate(question["options"])
        )
        return row


def _in(words: dict[str, str], language: str) -> str:
    return words.get(language, words["ar"])
