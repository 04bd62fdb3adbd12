from typing import Any

import pytest

from learning.grading import Grade, grade


def question(uid: str, *options: tuple[str, bool], kind: str = "single") -> dict[str, Any]:
    return {"uid": uid, "kind": kind, "options": [{"uid": name, "is_correct": right} for name, right in options]}


KEY = [
    question("one", ("a", True), ("b", False)),
    question("several", ("c", True), ("d", True), ("e", False), kind="multiple"),
    question("true", ("f", False), ("g", True), kind="true_false"),
]


@pytest.mark.parametrize(
    ("answers", "right", "score"),
    [
        ({}, 0, 0),
        ({"one": ["a"]}, 1, 33),
        ({"one": ["b"]}, 0, 0),
        ({"several": ["c"]}, 0, 0),
        ({"several": ["c", "d", "e"]}, 0, 0),
        ({"several": ["d", "c"], "true": ["g"]}, 2, 66),
        ({"one": ["a"], "several": ["c", "d"], "true": ["g"]}, 3, 100),
    ],
)
def test_grade_gives_all_or_nothing_for_each_question(answers: dict[str, list[str]], right: int, score: int) -> None:
    outcome = grade(KEY, KEY, answers, pass_mark=60)

    assert (outcome.right_answers, outcome.score, outcome.is_passed) == (right, score, score >= 60)


def test_grade_passes_at_the_mark_itself() -> None:
    paper = KEY[:1] + KEY[2:]

    assert grade(KEY, paper, {"one": ["a"]}, pass_mark=50).is_passed
    assert not grade(KEY, paper, {"one": ["a"]}, pass_mark=51).is_passed


def test_grade_of_a_question_without_right_option_is_never_right() -> None:
    broken = [question("one", ("a", False))]

    assert grade(broken, broken, {}, pass_mark=1) == Grade(0, 0, is_passed=False, right_questions=frozenset())


def test_grade_of_an_empty_paper_passes_nobody() -> None:
    assert not grade(KEY, [], {}, pass_mark=1).is_passed
