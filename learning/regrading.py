"""Grading again what was graded by a key that a later version corrected. A grade may rise by it, and never falls."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from courses.models import CourseVersion, QuizVersion
from learning.grading import correct_options
from learning.models import Attempt, Enrolment, ProgressEvent
from learning.progress import Event, record
from learning.quizzes import keep_outcome, outcome_of

Key = Sequence[Mapping[str, Any]]
CHUNK: Final = 200


def regrade(version: CourseVersion, enrolment: Enrolment | None = None) -> int:
    """Grade by the key of `version` the attempts at its quizzes that were graded by another one; return how many rose.

    Of one `enrolment`, or of all that stand in the course. Safe to run twice.
    """
    risen = 0
    for quiz in version.quizzes.all():
        changed = _changed_since(version, quiz)
        attempts = _submitted(version, quiz, changed)
        if enrolment is not None:
            attempts = attempts.filter(enrolment=enrolment)
        last: uuid.UUID | None = None
        while chunk := list(attempts.filter(pk__gt=last)[:CHUNK] if last else attempts[:CHUNK]):
            last = chunk[-1].pk
            risen += sum(_raise(attempt, version) for attempt in chunk)
    return risen


def _changed_since(version: CourseVersion, quiz: QuizVersion) -> list[int]:
    """Return the versions (primary keys) that called other options of a question of `quiz` right."""
    others = QuizVersion.objects.filter(version__course=version.course_id, item_uid=quiz.item_uid).exclude(pk=quiz.pk)
    now = _right(quiz.questions)
    return [
        other.version_id
        for other in others.filter(version__number__lt=version.number)
        if any(now.get(uid, right) != right for uid, right in _right(other.questions).items())
    ]


def _right(questions: Key) -> dict[str, frozenset[str]]:
    return {question["uid"]: correct_options(question) for question in questions}


def _submitted(version: CourseVersion, quiz: QuizVersion, drawn_from: Iterable[int]) -> Any:  # noqa: ANN401 (a queryset, which the stubs do not let be cut after ordering)
    standing = ~Q(enrolment__state=Enrolment.State.LEFT)
    return (
        Attempt.objects.filter(standing, enrolment__course=version.course_id, item_uid=quiz.item_uid)
        .filter(version__in=list(drawn_from), submitted_at__isnull=False, is_void=False, score__lt=100)
        .select_related("enrolment__learner")
        .order_by("pk")
    )


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
            uuid.uuid4(),
            locked.item_uid,
            ProgressEvent.Kind.GRADED,
            {"score": outcome.score, "is_passed": outcome.is_passed, "attempt": locked.number, "version": version.pk},
        )
        record(attempt.enrolment.learner, [event], enrolments=[enrolment.pk], by_server=True)
    return True
