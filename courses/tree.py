"""Reads the pages of a course, in every language, into the forms that a release freezes."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import Q

from courses.models import CoursePage, LessonPage, ModulePage, Question, QuizPage, QuizQuestion
from courses.models.localised import SOURCE_LANGUAGE
from courses.models.pages import CourseItem

Json = dict[str, Any]
PAGES: Final = (ModulePage, LessonPage, QuizPage)
# The pages of one item or module by language.
Translations = dict[str, dict[str, Any]]
# The lessons and quizzes of each module of the source, by the module's path.
Items = dict[str, list[Any]]


@dataclass(frozen=True)
class Tree:
    """A course as its pages stand: `outline` and `quizzes` (by item) count, `contents` (by language) is shown.

    What editors left out is under `kept` in the contents and nowhere else.
    """

    outline: list[Json]
    contents: dict[str, Json]
    quizzes: dict[str, list[Json]]
    fingerprint: str


def course_pages(source: CoursePage) -> list[CoursePage]:
    """Return the course page in every language, the source first."""
    pages = CoursePage.objects.filter(translation_key=source.translation_key).select_related("locale")
    return sorted(pages, key=lambda page: page.locale.language_code != SOURCE_LANGUAGE)


def pages_below(roots: Iterable[CoursePage]) -> list[Any]:
    """Return the modules, lessons and quizzes of the course pages, in the order of the tree. Three statements."""
    below = reduce(or_, (Q(path__startswith=root.path, depth__gt=root.depth) for root in roots))
    found: list[Any] = []
    for model in PAGES:
        found.extend(model.objects.filter(below).select_related("locale"))
    return sorted(found, key=lambda page: page.path)


def read_tree(roots: list[CoursePage], pages: list[Any], drafted: Mapping[int, Sequence[int]] | None = None) -> Tree:
    """Read the tree of the course pages `roots` (the source first) from `pages`, everything below them.

    `drafted` says what quizzes (primary keys) ask that the database does not say yet: questions, by primary key.
    """
    translations: Translations = defaultdict(dict)
    for page in pages:
        translations[str(page.translation_key)][page.locale.language_code] = page
    modules = [page for page in pages if isinstance(page, ModulePage) and page.path.startswith(roots[0].path)]
    items: Items = {module.path: [] for module in modules}
    left_out: Items = {module.path: [] for module in modules}
    for page in pages:
        if isinstance(page, CourseItem) and page.path[: -page.steplen] in items:
            (left_out if page.is_left_out else items)[page.path[: -page.steplen]].append(page)
    quiz_pages = [page for below in items.values() for page in below if isinstance(page, QuizPage)]
    quizzes = _read_quizzes(quiz_pages, drafted or {})
    outline = [_outline_item(item, module) for module in modules for item in items[module.path]]
    contents = {
        root.locale.language_code: {
            **_content(root, roots[0], items, translations),
            "modules": _modules(modules, items, translations, quizzes, root.locale.language_code),
            "kept": _modules(modules, left_out, translations, quizzes, root.locale.language_code),
        }
        for root in roots
    }
    texts = [
        [str(page.translation_key), page.locale.language_code, list(page.body.raw_data)]
        for page in pages
        if isinstance(page, LessonPage)
    ]
    return Tree(
        outline, contents, quizzes, _fingerprint(outline, contents, quizzes, sorted(texts, key=lambda t: t[:2]))
    )


def _fingerprint(*parts: object) -> str:
    canonical = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _outline_item(item: Any, module: ModulePage) -> Json:  # noqa: ANN401 (a lesson or a quiz)
    rule, policy = item.asks()
    return {
        "uid": str(item.translation_key),
        "module_uid": str(module.translation_key),
        "kind": "quiz" if isinstance(item, QuizPage) else item.kind,
        "weight": 1,
        "required": item.is_required,
        "rule": rule,
        "policy": policy,
    }


def _content(root: CoursePage, source: CoursePage, items: Items, translations: Translations) -> Json:
    """Return what the contents in the language of `root` say of the course itself."""
    language = root.locale.language_code
    return {
        "title": root.title,
        "summary": root.summary or source.summary,
        "publisher": root.publisher or source.publisher,
        "trainer": root.trainer_name or source.trainer_name,
        "licence": source.licence,
        "is_written": root == source or _has_text(items, translations, language),
    }


def _modules(
    modules: list[ModulePage], items: Items, translations: Translations, quizzes: dict[str, list[Json]], language: str
) -> list[Json]:
    """Return the modules that have items: the outline is the source's, the words are the translation's."""
    return [
        {
            **_words(module, translations, language),
            "items": [{**_words(item, translations, language), **_facts(item, quizzes)} for item in items[module.path]],
        }
        for module in modules
        if items[module.path]
    ]


def _has_text(items: Items, translations: Translations, language: str) -> bool:
    """Whether a lesson is written in the language, and not only its title."""
    pages = [translations[str(item.translation_key)].get(language) for several in items.values() for item in several]
    return any(page.body for page in pages if isinstance(page, LessonPage))


def _facts(item: Any, quizzes: dict[str, list[Json]]) -> Json:  # noqa: ANN401 (a lesson or a quiz)
    """Return what an outline says of an item besides its title."""
    if not isinstance(item, QuizPage):
        return {"kind": item.kind, "minutes": item.minutes, "questions": 0}
    return {
        "kind": "quiz",
        "minutes": item.minutes,
        "questions": len(quizzes.get(str(item.translation_key), [])),
        "pass_mark": item.pass_mark,
        "attempts": item.attempts,
    }


def _words(page: Any, translations: Translations, language: str) -> Json:  # noqa: ANN401 (any page of the tree)
    uid = str(page.translation_key)
    spoken = language if language in translations[uid] else SOURCE_LANGUAGE
    return {"uid": uid, "slug": page.slug, "title": translations[uid][spoken].title, "language": spoken}


def _read_quizzes(quiz_pages: list[QuizPage], drafted: Mapping[int, Sequence[int]]) -> dict[str, list[Json]]:
    """Return the questions of each quiz by the quiz's uid, in every language in which they were written."""
    published = [page for page in quiz_pages if page.pk not in drafted]
    asked = QuizQuestion.objects.filter(quiz__in=published).select_related("question").order_by("quiz_id", "sort_order")
    uids: dict[int, list[str]] = defaultdict(list)
    for row in asked:
        uids[row.quiz_id].append(str(row.question.translation_key))
    if drafted:
        chosen = {question for questions in drafted.values() for question in questions}
        keys = dict(Question.objects.filter(pk__in=chosen).values_list("pk", "translation_key"))
        for quiz, questions in drafted.items():
            uids[quiz] = [str(keys[question]) for question in questions if question in keys]
    wanted = {uid for several in uids.values() for uid in several}
    words: Translations = defaultdict(dict)
    questions = Question.objects.filter(translation_key__in=wanted).select_related("locale").prefetch_related("options")
    for question in questions:
        words[str(question.translation_key)][question.locale.language_code] = question
    return {str(page.translation_key): [_question(words[uid]) for uid in uids[page.pk]] for page in quiz_pages}


def _question(spoken: dict[str, Any]) -> Json:
    """Return a question as a version keeps it. What is right is said by the source, or by the only language."""
    source = spoken.get(SOURCE_LANGUAGE) or next(iter(spoken.values()))
    options: Translations = defaultdict(dict)
    for language, question in spoken.items():
        for option in question.options.all():
            options[str(option.translation_key)][language] = option
    return {
        "uid": str(source.translation_key),
        "kind": source.kind,
        "prompt": {language: question.prompt for language, question in spoken.items()},
        "options": [
            {
                "uid": str(option.translation_key),
                "text": _spoken(options[str(option.translation_key)], "text"),
                "is_correct": option.is_correct,
                "feedback": _spoken(options[str(option.translation_key)], "feedback"),
            }
            for option in source.options.all()
        ],
        "explanation": _spoken(spoken, "explanation"),
    }


def _spoken(rows: dict[str, Any], name: str) -> dict[str, str]:
    return {language: getattr(row, name) for language, row in rows.items() if getattr(row, name)}
