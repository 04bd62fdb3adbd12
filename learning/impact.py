"""What a release would mean for those who are in the course, foretold by what follows a release, keeping nothing."""

from __future__ import annotations

import copy
import datetime
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from certificates.models import Certificate, CertificateHolder
from courses import freezing
from courses.drafting import Draft
from courses.models import Course, CourseVersion, QuizVersion
from learning.completion import COMPLETION, with_states
from learning.folding import Fact, State, fold
from learning.ledger import state_in
from learning.models import Enrolment, ItemState, ProgressEvent
from learning.regrading import rises

# The states of learners (primary keys) that a corrected key would change, by the uid of the item.
Risen = dict[int, dict[str, State]]


@dataclass(frozen=True, slots=True)
class OnVersion:
    """How many follow a version, have completed it, and hold a valid certificate for that."""

    number: int
    released_at: datetime.datetime
    in_progress: int
    completed: int
    certificates: int


@dataclass(frozen=True, slots=True)
class Impact:
    """What a release would mean, in people; `grades` in attempts at quizzes.

    Of the `in_progress`, `by_waiver` have nothing left once items are left out, `by_key` once a key is corrected;
    `offered` are offered the new version, `told` of it are those who have completed the course then. `ahead` are
    further than before without being complete, `behind` less far: nobody may be. `elsewhere` are valid certificates of
    people who are not in the course any more.
    """

    versions: tuple[OnVersion, ...] = ()
    elsewhere: int = 0
    in_progress: int = 0
    offered: int = 0
    told: int = 0
    by_waiver: int = 0
    by_key: int = 0
    grades: int = 0
    ahead: int = 0
    behind: int = 0

    @property
    def completing(self) -> int:
        """How many complete the course by the release."""
        return self.by_waiver + self.by_key


def impact(course: Course, draft: Draft) -> Impact:
    """Foretell the release of a draft of the course as the class of change that it proposes.

    Looks at everybody, in chunks of statements; nothing is sampled.
    """
    versions = _versions(course)
    certificates = Certificate.objects.filter(_valid(course)).count()
    now = Impact(
        versions=versions,
        elsewhere=certificates - sum(each.certificates for each in versions),
        in_progress=sum(each.in_progress for each in versions),
    )
    if draft.before is None or draft.is_released:
        return now
    after = _as_released(course, draft)
    grades, risen = _regraded(course, draft)
    found: Counter[str] = Counter()
    for enrolment, states in _in_progress(course):
        found.update(_outcome(enrolment, states, risen.get(enrolment.learner_id, {}), after))
    completed = Enrolment.objects.filter(course=course, state=Enrolment.State.COMPLETED)
    found["told"] += completed.filter(version__number__lt=after.newest_change, declined__lt=after.newest_change).count()
    numbers: dict[str, Any] = dict(found)
    return replace(now, grades=grades, **numbers)


def _as_released(course: Course, draft: Draft) -> Course:
    """Return the row of the course as the release would leave it, as far as learners are concerned; never stored."""
    after = copy.copy(course)
    after.dropped = freezing.dropped_after(course, freezing.ever_released(course), draft.tree.outline, draft.number)
    if draft.proposed != CourseVersion.ChangeClass.EDITORIAL:
        after.newest_change = draft.number
    return after


def _in_progress(course: Course) -> Iterator[tuple[Enrolment, dict[str, ItemState]]]:
    """Yield everybody in progress with their states; versions are read once for all."""
    versions = CourseVersion.objects.filter(course=course).in_bulk()
    for enrolment, states in with_states(Enrolment.objects.filter(course=course, state=Enrolment.State.ACTIVE)):
        enrolment.course, enrolment.version = course, versions[enrolment.version_id]
        yield enrolment, states


def _outcome(
    enrolment: Enrolment, states: Mapping[str, ItemState], risen: Mapping[str, State], after: Course
) -> Iterator[str]:
    """Yield the fields of `Impact` in which somebody in progress counts."""
    before = enrolment.evaluate(states)
    enrolment.course = after
    waived = enrolment.evaluate(states)
    mended = enrolment.evaluate({**states, **risen}) if risen else waived
    if mended.percent < before.percent or before.done - mended.done:
        yield "behind"
    if mended.complete and not before.complete:
        yield "by_waiver" if waived.complete else "by_key"
    elif mended.percent > before.percent:
        yield "ahead"
    if enrolment.is_offered:
        yield "told" if mended.complete else "offered"


def _regraded(course: Course, draft: Draft) -> tuple[int, Risen]:
    """Return how many grades would rise, and the states of those whose grades they are."""
    before: dict[str, dict[int, Any]] = {}
    frozen = QuizVersion.objects.filter(version__course=course, item_uid__in=draft.tree.quizzes)
    for item_uid, version, questions in frozen.values_list("item_uid", "version", "questions"):
        before.setdefault(str(item_uid), {})[version] = questions
    now, grades = timezone.now(), 0
    said: dict[int, dict[str, list[Fact]]] = {}
    for uid, keys in before.items():
        for attempt, grade in rises(course.pk, uuid.UUID(uid), draft.tree.quizzes[uid], keys):
            grades += 1
            body = {"score": grade.score, "is_passed": grade.is_passed}
            fact = Fact(kind=ProgressEvent.Kind.GRADED, at=now, body=body)
            said.setdefault(attempt.enrolment.learner_id, {}).setdefault(uid, []).append(fact)
    return grades, _folded(said)


def _folded(said: Mapping[int, Mapping[str, list[Fact]]]) -> Risen:
    """Return what the states are with these facts, by learner and item. One statement for each hundred learners."""
    learners, risen = list(said), {}
    for start in range(0, len(learners), 100):
        chunk = learners[start : start + 100]
        uids = {uid for learner in chunk for uid in said[learner]}
        rows = ItemState.objects.filter(learner__in=chunk, item_uid__in=uids)
        known = {(row.learner_id, str(row.item_uid)): state_in(row) for row in rows}
        for learner in chunk:
            folded = {uid: fold(known.get((learner, uid)), facts) for uid, facts in said[learner].items()}
            risen[learner] = {uid: state for uid, state in folded.items() if state is not None}
    return risen


def _valid(course: Course) -> Q:
    return Q(subject_uid=course.pk, kind=COMPLETION, status=Certificate.Status.VALID)


def _versions(course: Course) -> tuple[OnVersion, ...]:
    """Return the versions that anybody stands on, the newest first. One statement."""
    holders = CertificateHolder.objects.filter(learner=OuterRef(OuterRef("learner"))).values("uid")
    holds = Exists(Certificate.objects.filter(_valid(course), holder_uid__in=holders))
    standing = Enrolment.objects.filter(course=course).exclude(state=Enrolment.State.LEFT).annotate(holds=holds)
    counted = standing.values("version__number", "version__released_at").annotate(
        in_progress=Count("pk", filter=Q(state=Enrolment.State.ACTIVE)),
        completed=Count("pk", filter=Q(state=Enrolment.State.COMPLETED)),
        certificates=Count("pk", filter=Q(holds=True)),
    )
    return tuple(
        OnVersion(
            number=row["version__number"],
            released_at=row["version__released_at"],
            in_progress=row["in_progress"],
            completed=row["completed"],
            certificates=row["certificates"],
        )
        for row in counted.order_by("-version__number")
    )
