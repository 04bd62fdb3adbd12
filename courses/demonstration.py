"""The courses of the demonstration: pages written from a catalogue file, and released like any others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.html import escape
from wagtail.images import get_image_model
from wagtail.models import Locale, Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from accounts.models import User
from cms.planting import Branch, plant
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


def load(catalogue: list[Json], pictures: Path, *, trainer: User, editor: User, tell: Callable[[str], None]) -> int:
    """Write and release the courses that are not there yet; return how many. Each is one transaction.

    `catalogue` is the list of courses of lms/demonstration/catalogue.json, `pictures` the folder of what its lessons
    show. `tell` hears of each course.
    """
    known = {str(uid) for uid in CoursePage.objects.values_list("translation_key", flat=True)}
    missing = [course for course in catalogue if course["uid"] not in known]
    if not missing:
        return 0
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    for course in missing:
        with transaction.atomic(), disable_reference_index_auto_update():
            Writer(course, locales, trainer, pictures).write()
            source = CoursePage.objects.get(translation_key=course["uid"], locale=locales["ar"])
            release(source, editor)
        tell(course["slug"])
    return len(missing)


class Writer:
    """Writes the pages of one course in all its languages."""

    def __init__(self, course: Json, locales: dict[str, Locale], trainer: User, pictures: Path) -> None:
        self.course = course
        self.locales = locales
        self.trainer = trainer
        self.pictures = pictures
        items = sum(len(module["lessons"]) for module in course["modules"])
        self.minutes = max(5, round(course["hours"] * 60 / items / 5) * 5)

    def write(self) -> None:
        for language in LANGUAGES:
            if language in self.course["title"]:
                index = CatalogueIndexPage.objects.get(locale=self.locales[language])
                self._write_course(index, language)
        for module in self.course["modules"]:
            for item in module["lessons"]:
                cite(item["uid"], item.get("cites", []))

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
        branch = Branch(page, [self._module(module, language) for module in course["modules"]])
        plant(index, branch)
        self._ask({str(page.translation_key): page for page in branch.pages()}, language)

    def _module(self, module: Json, language: str) -> Branch:
        items = [Branch(self._item(item, language)) for item in module["lessons"]]
        return Branch(ModulePage(**self._words(module, language)), items)

    def _item(self, item: Json, language: str) -> LessonPage | QuizPage:
        words = {**self._words(item, language), "minutes": item.get("minutes", self.minutes)}
        if item["kind"] == "quiz":
            return QuizPage(**words, pass_mark=item.get("pass_mark", 60))
        lesson = LessonPage(**words, kind=item["kind"], rule=item.get("rule", LessonPage.Rule.AUTOMATIC))
        paragraphs = item.get("body", {}).get(language, [])
        if paragraphs:
            lesson.body = [("text", "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs))]
        if language in item.get("blocks", {}):
            self._build(lesson, item["blocks"][language])
        return lesson

    def _build(self, lesson: LessonPage, blocks: list[Json]) -> None:
        """Make the lesson of blocks as they are stored, but with the names of pictures instead of their numbers."""
        for block in blocks:
            value = block["value"]
            if block["type"] == "picture" and isinstance(value["picture"], str):
                value["picture"] = self._picture(value["picture"]).pk
        lesson.body = lesson.body.stream_block.to_python(blocks)
        for child in lesson.body:
            # Made whole here, entries of lists get the ids by which they are translated.
            child.get_prep_value()

    def _picture(self, name: str) -> Any:  # noqa: ANN401 (Wagtail's images have no types)
        """Return the uploaded picture of this name; it is uploaded once."""
        images = get_image_model().objects
        content = (self.pictures / f"{name}.png").read_bytes()
        file = ContentFile(content, name=f"{name}.png")
        return images.filter(title=name).first() or images.create(title=name, file=file, uploaded_by_user=self.trainer)

    def _words(self, thing: Json, language: str) -> Json:
        return {
            "title": _in(thing["title"], language),
            "slug": thing["slug"],
            "locale": self.locales[language],
            "translation_key": thing["uid"],
            "owner": self.trainer,
        }

    def _ask(self, pages: dict[str, Page], language: str) -> None:
        """Write the questions in `language`; a quiz in a language that has none asks nothing of its own."""
        asked = [
            (pages[item["uid"]], place, question)
            for module in self.course["modules"]
            for item in module["lessons"]
            for place, question in enumerate(item.get("questions", []))
            if language in question["prompt"]
        ]
        rows = Question.objects.bulk_create(self._question(question, language) for _quiz, _place, question in asked)
        QuizQuestion.objects.bulk_create(
            QuizQuestion(quiz=quiz, question=row, sort_order=place)
            for (quiz, place, _question), row in zip(asked, rows, strict=True)
        )
        Option.objects.bulk_create(
            option
            for (_quiz, _place, question), row in zip(asked, rows, strict=True)
            for option in self._options(row, question, language)
        )

    def _question(self, question: Json, language: str) -> Question:
        explanation = question.get("feedback", {}).get(language, "")
        return Question(
            kind=KINDS[question["type"]],
            prompt=question["prompt"][language],
            explanation=f"<p>{escape(explanation)}</p>" if explanation else "",
            owner=self.trainer,
            locale=self.locales[language],
            translation_key=question["uid"],
        )

    def _options(self, row: Question, question: Json, language: str) -> Iterator[Option]:
        for place, option in enumerate(question["options"]):
            yield Option(
                question=row,
                text=option["text"][language],
                is_correct=option["correct"],
                feedback=option.get("feedback", {}).get(language, ""),
                sort_order=place,
                locale=row.locale,
                translation_key=option["uid"],
            )


def _in(words: dict[str, str], language: str) -> str:
    return words.get(language, words["ar"])
