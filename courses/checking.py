"""What keeps a course from being submitted or released, and what its trainer had better look at. Reads, never writes.

One list of rules: the outline and the form of submission show its findings, and `courses.releasing` refuses for those
that block. Each rule is given the course as it is written (`Written`) and says what it found in the reader's language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from cms.typography import FIRST_STRONG_ISOLATE, POP_ISOLATE
from courses.models import LessonPage, Question, QuizPage
from courses.models.localised import SOURCE_LANGUAGE
from courses.models.pages import CourseItem
from courses.translating import TranslationState, translation_state
from courses.written import Written

# Whoever has an hour in the evening finishes a lesson in it.
LONGEST_LESSON: Final = 60


class Rule(StrEnum):
    """What a finding is about."""

    COURSE = "course"
    LESSON = "lesson"
    QUIZ = "quiz"
    WATCHING = "watching"
    OPENING = "opening"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend: `page_id` is where. What does not block is advice."""

    rule: Rule
    page_id: int
    text: str
    blocks: bool = True


def findings(written: Written) -> list[Finding]:
    """Return all findings: those that block first, then advice, each in the order of the course."""
    found = [finding for rule in BLOCKING for finding in rule(written)]
    return [*found, *(finding for rule in ADVISING for finding in rule(written))]


def blocking(written: Written) -> list[Finding]:
    """Return what keeps the course from being submitted and released."""
    return [finding for rule in BLOCKING for finding in rule(written)]


def _items(written: Written, kind: type[Any] = CourseItem) -> list[Any]:
    """Return the lessons and quizzes that a release would have."""
    return [page for page in written.of_source() if isinstance(page, kind) and not page.is_left_out]


def _empty_course(written: Written) -> Iterator[Finding]:
    if not written.tree.outline:
        text = _("This course has no lesson yet. Add a module with a lesson, then release it.")
        yield Finding(Rule.COURSE, written.source.pk, text)


def _empty_lessons(written: Written) -> Iterator[Finding]:
    for lesson in _written_items(written, LessonPage):
        if not lesson.body:
            text = _("The lesson “%(title)s” is empty. Write it, or leave it out.") % {"title": _isolated(lesson.title)}
            yield Finding(Rule.LESSON, lesson.pk, text)


def _unfinished_blocks(written: Written) -> Iterator[Finding]:
    """A draft may be saved before all that a block asks for is there."""
    for lesson in _written_items(written, LessonPage):
        for block in lesson.body.raw_data:
            kind = lesson.body.stream_block.child_blocks.get(block["type"])
            for name in _missing(kind, block["value"]):
                words = {"title": _isolated(lesson.title), "block": kind.label, "field": name}
                text = _("In “%(title)s”, the block “%(block)s” has nothing under “%(field)s”.") % words
                yield Finding(Rule.LESSON, lesson.pk, text)


def _missing(kind: Any, value: Any) -> list[str]:  # noqa: ANN401 (Wagtail's blocks have no types)
    """Return the labels of what the block asks for and the value lacks."""
    if not isinstance(kind, blocks.StructBlock) or not isinstance(value, dict):
        return []
    asked = {name: child for name, child in kind.child_blocks.items() if child.required}
    return [str(child.label) for name, child in asked.items() if value.get(name) in (None, "", [])]


def _unfinished_rules(written: Written) -> Iterator[Finding]:
    for lesson in _written_items(written, LessonPage):
        rule, policy = lesson.asks()
        if rule == LessonPage.Rule.WATCHED and not policy["length"]:
            text = _(
                "“%(title)s” counts as done when its video is watched. Give it a video with its length, or another"
                " rule."
            )
            yield Finding(Rule.WATCHING, lesson.pk, text % {"title": _isolated(lesson.title)})
        if rule == LessonPage.Rule.OPENED and not lesson.document:
            text = _("“%(title)s” counts as done when its document is opened. Give it a document, or another rule.")
            yield Finding(Rule.OPENING, lesson.pk, text % {"title": _isolated(lesson.title)})


def _unfinished_quizzes(written: Written) -> Iterator[Finding]:
    for quiz in _written_items(written, QuizPage):
        questions = written.tree.quizzes[str(quiz.translation_key)]
        if not questions:
            yield Finding(
                Rule.QUIZ, quiz.pk, _("The quiz “%(title)s” has no question.") % {"title": _isolated(quiz.title)}
            )
        for question in questions:
            text = _question_in_words(question)
            if text:
                words = {
                    "title": _isolated(quiz.title),
                    "question": _isolated(question["prompt"].get(SOURCE_LANGUAGE, "")[:80]),
                }
                yield Finding(Rule.QUIZ, quiz.pk, text % words)


def _question_in_words(question: dict[str, Any]) -> str:
    right = sum(option["is_correct"] for option in question["options"])
    if right == 0:
        return _("In the quiz “%(title)s”, no option of “%(question)s” is right.")
    if right > 1 and question["kind"] != Question.Kind.MULTIPLE:
        return _("In the quiz “%(title)s”, “%(question)s” takes one choice but several are right.")
    return ""


def _written_items(written: Written, kind: type[Any]) -> list[Any]:
    """Return the items whose text is asked for: of an outline only the titles are written."""
    return [] if written.source.is_outline_only else _items(written, kind)


def _unsaid(written: Written) -> Iterator[Finding]:
    for root in written.roots:
        if not root.summary:
            text = _("The course has no summary in this language: %(language)s.") % {"language": _language(root)}
            yield Finding(Rule.COURSE, root.pk, text, blocks=False)


def _long_lessons(written: Written) -> Iterator[Finding]:
    for lesson in _items(written, LessonPage):
        if lesson.minutes > LONGEST_LESSON:
            words = {"title": _isolated(lesson.title), "minutes": lesson.minutes}
            text = _("“%(title)s” takes %(minutes)s minutes. Lessons of an hour at most are finished more often.")
            yield Finding(Rule.LESSON, lesson.pk, text % words, blocks=False)


def _untranslated(written: Written) -> Iterator[Finding]:
    for root in written.roots[1:]:
        there = {page.translation_key: page for page in written.pages if page.locale_id == root.locale_id}
        for page in written.of_source():
            if getattr(page, "is_left_out", False):
                continue
            other = there.get(page.translation_key)
            text = _TRANSLATION_IN_WORDS.get(translation_state(page, other))
            if text:
                words = {"title": _isolated(page.title), "language": _language(root)}
                yield Finding(Rule.LANGUAGE, (other or page).pk, str(text) % words, blocks=False)


_TRANSLATION_IN_WORDS: Final = {
    TranslationState.MISSING: gettext_lazy("“%(title)s” is not translated: %(language)s."),
    TranslationState.SAME: gettext_lazy("The title of “%(title)s” is not translated: %(language)s."),
    TranslationState.BEHIND: gettext_lazy("“%(title)s” was changed after its translation: %(language)s."),
}


def _isolated(words: str) -> str:
    """Return what somebody wrote so that a sentence in another language keeps its order around it."""
    return f"{FIRST_STRONG_ISOLATE}{words}{POP_ISOLATE}"


def _language(page: Any) -> str:  # noqa: ANN401 (any page)
    return str(capfirst(page.locale.get_display_name()))


BLOCKING: Final[tuple[Callable[[Written], Iterator[Finding]], ...]] = (
    _empty_course,
    _empty_lessons,
    _unfinished_rules,
    _unfinished_blocks,
    _unfinished_quizzes,
)
ADVISING: Final[tuple[Callable[[Written], Iterator[Finding]], ...]] = (_unsaid, _untranslated, _long_lessons)
