"""Grading again what was graded by a key that a later version corrected. A grade may rise by it, and never falls."""

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from courses.models import CourseVersion, QuizVersion
from learning.grading import Grade, correct_options
from learning.models import Answer, Attempt, Enrolment, ProgressEvent
from learning.naming import own_uid
from learning.progress import Event, record
from learning.quizzes import graded, keep_outcome, mended, outcome_of

Key = Sequence[Mapping[str, Any]]
Risen = tuple[Attempt, Grade]
CHUNK: Final = 200


def regrade(version: CourseVersion, enrolment: Enrolment | None = None) -> int:
    """Grade by the key of `version` the attempts at its quizzes that were graded by another one; return how many rose.

    Of one `enrolment`, or of all that stand in the course. Safe to run twice.
    """
    risen = 0
    for quiz in version.quizzes.all():
        others = QuizVersion.objects.filter(version__course=version.course_id, item_uid=quiz.item_uid)
        before = dict(others.filter(version__number__lt=version.number).values_list("version", "questions"))
        attempts = _submitted(version.course_id, quiz.item_uid, _called_otherwise(before, quiz.questions))
        if enrolment is not None:
            attempts = attempts.filter(enrolment=enrolment)
        risen += sum(_raise(attempt, version) for chunk in _chunks(attempts) for attempt in chunk)
    return risen


def rises(course_uid: uuid.UUID, item_uid: uuid.UUID, key: Key, before: Mapping[int, Key]) -> Iterator[Risen]:
    """Yield the attempts at a quiz that a new version with this key would raise, and their grade by it; keep nothing.

    `before` are the keys of the versions so far (by primary key). One statement, and two for each chunk of attempts.
    """
    drawn_from = _called_otherwise(before, key)
    if not drawn_from:
        return
    versions = CourseVersion.objects.in_bulk(drawn_from)
    for chunk in _chunks(_submitted(course_uid, item_uid, drawn_from)):
        answers: dict[uuid.UUID, dict[str, list[str]]] = {}
        for answer in Answer.objects.filter(attempt__in=chunk):
            answers.setdefault(answer.attempt_id, {})[str(answer.question_uid)] = answer.option_uids
        for attempt in chunk:
            attempt.version = versions[attempt.version_id]
            outcome = graded(attempt, mended(before[attempt.version_id], key), answers.get(attempt.pk, {}))
            if outcome.score > (attempt.score or 0):
                yield attempt, outcome


def _called_otherwise(before: Mapping[int, Key], key: Key) -> list[int]:
    """Return the versions (primary keys) that called other options of a question right than `key` does."""
    now = _right(key)
    return [
        version
        for version, questions in before.items()
        if any(now.get(uid, right) != right for uid, right in _right(questions).items())
    ]


def _right(questions: Key) -> dict[str, frozenset[str]]:
    return {question["uid"]: correct_options(question) for question in questions}


def _submitted(course_uid: uuid.UUID, item_uid: uuid.UUID, drawn_from: Collection[int]) -> Any:  # noqa: ANN401 (a queryset, which the stubs do not let be cut after ordering)
    standing = ~Q(enrolment__state=Enrolment.State.LEFT)
    return (
        Attempt.objects.filter(standing, enrolment__course=course_uid, item_uid=item_uid)
        .filter(version__in=drawn_from, submitted_at__isnull=False, is_void=False, score__lt=100)
        .select_related("enrolment__learner")
        .order_by("pk")
    )


def _chunks(attempts: Any) -> Iterator[list[Attempt]]:  # noqa: ANN401 (as above)
    last: uuid.UUID | None = None
    while chunk := list(attempts.filter(pk__gt=last)[:CHUNK] if last else attempts[:CHUNK]):
        last = chunk[-1].pk
        yield chunk


def _raise(attempt: Attempt, version: CourseVersion) -> bool:
    """Grade one attempt again and keep the better grade; say whether it rose."""
    with transaction.atomic():
        # The enrolment before the attempt, as everywhere.
        enrolment = Enrolment.objects.select_for_update().get(pk=attempt.enrolment_id)
        locked = Attempt.objects.select_for_update(of=("self",)).select_related("version").get(pk=attempt.pk)
        locked.corrected_by = version
        outcome = outcome_of(locked)
        if outcome.score <= (locked.score or 0):
            return False
        keep_outcome(locked, outcome)
        event = Event(
            own_uid("regraded", locked.pk, version.pk),
            locked.item_uid,
            ProgressEvent.Kind.GRADED,
            {"score": outcome.score, "is_passed": outcome.is_passed, "attempt": locked.number, "version": version.pk},
        )
        record(attempt.enrolment.learner, [event], enrolments=[enrolment.pk], by_server=True)
    return True
