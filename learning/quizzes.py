"""Taking a quiz: the paper is drawn and frozen on the server, answered question by question, and graded once.

The key (`QuizVersion.questions`) leaves this room's server side only through `explain`, after submission.
"""

import secrets
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from accounts.models import User
from cms.richtext import clean_html
from courses.models import QuizVersion
from learning.grading import Grade, correct_options, grade
from learning.models import Answer, Attempt, Enrolment, ProgressEvent
from learning.naming import own_uid
from learning.progress import Event, record
from learning.refusals import AttemptIsSubmitted, NoAttemptsLeft, NotEnrolled, UnknownItem, WrongOption


def quiz_policy(enrolment: Enrolment, item_uid: str) -> Mapping[str, Any]:
    """Return {pass_mark, attempts, draw} of a quiz in the learner's version. Raises `UnknownItem`."""
    for item in enrolment.version.outline:
        if item["uid"] == item_uid and item["rule"] == "passed":
            return item.get("policy") or {}
    raise UnknownItem


def start(enrolment: Enrolment, item_uid: str) -> Attempt:
    """Return the open attempt at a quiz, or draw a new one. Raises `UnknownItem`, `NotEnrolled`, `NoAttemptsLeft`.

    `NotEnrolled` too when the learner moved to another version since `enrolment` was read: they see its rules first.
    """
    policy = quiz_policy(enrolment, item_uid)
    with transaction.atomic():
        standing = Enrolment.objects.select_for_update().filter(~Q(state=Enrolment.State.LEFT), pk=enrolment.pk)
        if not standing.filter(version=enrolment.version_id).exists():
            raise NotEnrolled
        return _open(enrolment, item_uid, policy)


def _open(enrolment: Enrolment, item_uid: str, policy: Mapping[str, Any]) -> Attempt:
    attempts = Attempt.objects.filter(enrolment=enrolment, item_uid=item_uid, is_void=False)
    counted = list(attempts.defer("paper").order_by("-number"))
    if counted and counted[0].submitted_at is None:
        return counted[0]
    allowed = policy.get("attempts")
    if allowed is not None and len(counted) >= allowed:
        raise NoAttemptsLeft
    quiz = QuizVersion.objects.filter(version=enrolment.version_id, item_uid=item_uid).first()
    if quiz is None or not quiz.questions:
        raise UnknownItem
    return Attempt.objects.create(
        enrolment=enrolment,
        item_uid=uuid.UUID(item_uid),
        number=counted[0].number + 1 if counted else 1,
        version_id=enrolment.version_id,
        paper=draw(quiz.questions, policy.get("draw")),
    )


def draw(questions: Sequence[Mapping[str, Any]], count: int | None) -> list[dict[str, Any]]:
    """Return the paper: `count` questions by chance (all when None) in the quiz's order, without the key."""
    chosen: Collection[int] = range(len(questions))
    if count is not None and count < len(questions):
        chosen = sorted(secrets.SystemRandom().sample(range(len(questions)), count))
    return [
        {
            "uid": questions[place]["uid"],
            "kind": questions[place]["kind"],
            "prompt": questions[place]["prompt"],
            "options": [{"uid": option["uid"], "text": option["text"]} for option in questions[place]["options"]],
        }
        for place in chosen
    ]


def save_answer(learner: User, attempt: Attempt, question_uid: str, option_uids: Sequence[str]) -> None:
    """Keep an answer as the newest.

    Raises `WrongOption` for anything that the paper does not have, and `AttemptIsSubmitted`; nothing is changed then.
    """
    body = {"attempt": str(attempt.pk), "question": question_uid, "options": list(option_uids)}
    event = Event(uuid.uuid4(), attempt.item_uid, ProgressEvent.Kind.ANSWERED, body)
    recorded = record(learner, [event], enrolments=[attempt.enrolment_id])
    if recorded.refused:
        raise AttemptIsSubmitted if recorded.refused[0].reason == "submitted" else WrongOption


def saved_answers(attempt: Attempt) -> dict[str, Answer]:
    """Return the answers, by question; an answer may be that nothing is chosen any more."""
    return {str(answer.question_uid): answer for answer in Answer.objects.filter(attempt=attempt)}


def answers_of(attempt: Attempt) -> dict[str, list[str]]:
    """Return the options chosen, by question; a question without choice is missing."""
    saved = saved_answers(attempt)
    return {question: answer.option_uids for question, answer in saved.items() if answer.option_uids}


def submit(attempt: Attempt) -> Attempt:
    """Grade the attempt and record the outcome, once: a second submission returns the first's grade."""
    with transaction.atomic():
        # The enrolment before the attempt, as everywhere: two ways of locking in two orders could wait for each other.
        enrolment = (
            Enrolment.objects.select_for_update(of=("self",))
            .select_related("learner", "course")
            .get(pk=attempt.enrolment_id)
        )
        attempt = Attempt.objects.select_for_update(of=("self",)).select_related("version").get(pk=attempt.pk)
        if attempt.submitted_at is not None:
            return attempt
        if enrolment.state == Enrolment.State.LEFT or attempt.is_void:
            raise NotEnrolled
        _grade(attempt, enrolment.course.current_version_id)
        event = Event(
            event_uid=own_uid("graded", attempt.uid),
            item_uid=attempt.item_uid,
            kind=ProgressEvent.Kind.GRADED,
            body={"score": attempt.score, "is_passed": attempt.is_passed, "attempt": attempt.number},
        )
        record(enrolment.learner, [event], enrolments=[enrolment.pk], by_server=True)
    return attempt


def _grade(attempt: Attempt, current_version: int | None) -> None:
    """Grade by the key that the paper was drawn from, or by the one that mended it since when that is better."""
    outcome = outcome_of(attempt)
    if current_version != attempt.version_id:
        attempt.corrected_by_id = current_version
        corrected = outcome_of(attempt)
        if corrected.score > outcome.score:
            outcome = corrected
        else:
            attempt.corrected_by = None
    attempt.submitted_at = timezone.now()
    keep_outcome(attempt, outcome)


def outcome_of(attempt: Attempt) -> Grade:
    """Grade an attempt without keeping it; its version is read. Two statements."""
    return graded(attempt, key_of(attempt), answers_of(attempt))


def graded(attempt: Attempt, key: Sequence[Mapping[str, Any]], answers: Mapping[str, Sequence[str]]) -> Grade:
    """Grade an attempt, of which the version is known, by `key` (`key_of`)."""
    policy = next(item["policy"] for item in attempt.version.outline if item["uid"] == str(attempt.item_uid))
    return grade(key, attempt.paper, answers, pass_mark=policy["pass_mark"])


def keep_outcome(attempt: Attempt, outcome: Grade) -> None:
    """Store what an attempt, locked by the caller, was graded."""
    attempt.right_answers, attempt.score, attempt.is_passed = outcome.right_answers, outcome.score, outcome.is_passed
    attempt.save(update_fields=["submitted_at", "corrected_by", "right_answers", "score", "is_passed"])


def key_of(attempt: Attempt) -> list[Mapping[str, Any]]:
    """Return the questions with the key by which an attempt is graded. One statement."""
    versions = [attempt.version_id, attempt.corrected_by_id]
    rows = QuizVersion.objects.filter(version__in=versions, item_uid=attempt.item_uid)
    keys = dict(rows.values_list("version", "questions"))
    return mended(keys[attempt.version_id], keys.get(attempt.corrected_by_id or 0, ()))


def mended(questions: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the questions, each as `others` have it if they have it."""
    corrected = {question["uid"]: question for question in others}
    return [corrected.get(question["uid"], question) for question in questions]


@dataclass(frozen=True, slots=True)
class ExplainedOption:
    """An option after submission."""

    text: str
    is_chosen: bool
    is_correct: bool
    feedback: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A question after submission, in `language`. `explanation` is HTML of our allow-list."""

    number: int
    language: str
    prompt: str
    is_right: bool
    options: tuple[ExplainedOption, ...]
    explanation: SafeString


def explain(attempt: Attempt, language: str) -> list[Explained]:
    """Return the paper with what was chosen, the key, feedback and explanation. Only for a submitted attempt."""
    if attempt.submitted_at is None:
        raise PermissionError
    key = {question["uid"]: question for question in key_of(attempt)}
    answers = answers_of(attempt)
    return [
        _explain(number, key[asked["uid"]], frozenset(answers.get(asked["uid"], ())), language)
        for number, asked in enumerate(attempt.paper, 1)
        if asked["uid"] in key
    ]


def _explain(number: int, question: Mapping[str, Any], chosen: frozenset[str], language: str) -> Explained:
    correct = correct_options(question)
    explanation = in_language(question.get("explanation") or {}, language)
    return Explained(
        number=number,
        language=language if question["prompt"].get(language) else "ar",
        prompt=in_language(question["prompt"], language),
        is_right=bool(correct) and chosen == correct,
        options=tuple(
            ExplainedOption(
                text=in_language(option["text"], language),
                is_chosen=option["uid"] in chosen,
                is_correct=option["uid"] in correct,
                feedback=in_language(option.get("feedback") or {}, language) if option["uid"] in chosen else "",
            )
            for option in question["options"]
        ),
        explanation=mark_safe(clean_html(explanation)),  # noqa: S308 (cleaned just here)
    )


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Return the text in `language`, else in the source language, else none."""
    return texts.get(language) or texts.get("ar") or ""
