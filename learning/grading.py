"""How an attempt is graded. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Grade:
    """The outcome: how many answers are right, the floored percentage, whether it passes, and which are right."""

    right_answers: int
    score: int
    is_passed: bool
    right_questions: frozenset[str]


def grade(
    questions: Iterable[Mapping[str, Any]],
    paper: Sequence[Mapping[str, Any]],
    answers: Mapping[str, Iterable[str]],
    *,
    pass_mark: int,
) -> Grade:
    """Grade the questions of `paper` by the key in `questions` (`QuizVersion.questions`).

    A question is right when exactly its correct options are chosen, whatever its kind; no answer is wrong.
    """
    key = {question["uid"]: correct_options(question) for question in questions}
    right = frozenset(
        asked["uid"]
        for asked in paper
        if key.get(asked["uid"]) and key[asked["uid"]] == frozenset(answers.get(asked["uid"], ()))
    )
    score = 100 * len(right) // len(paper) if paper else 0
    return Grade(right_answers=len(right), score=score, is_passed=score >= pass_mark, right_questions=right)


def correct_options(question: Mapping[str, Any]) -> frozenset[str]:
    """Return the uids of the options that the key calls correct."""
    return frozenset(option["uid"] for option in question["options"] if option["is_correct"])
