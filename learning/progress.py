"""Recording what learners do. Every change of progress, from forms, phones and grading, comes through here."""

import datetime
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from accounts.models import User
from courses.models import Course, CourseVersion, LocalisedCourse, LocalisedItem
from learning import completion, ledger
from learning.evaluation import Evaluation, evaluate
from learning.folding import Fact, State, fold, moment
from learning.models import Enrolment, ItemState, ProgressEvent
from learning.refusals import NotEnrolled, UnknownItem

Kind = ProgressEvent.Kind
# Which events say something of an item, by the rule that completes it.
ACCEPTED_KINDS: Final = {
    "read": {Kind.OPENED, Kind.READ},
    "watched": {Kind.OPENED, Kind.READ},
    "passed": {Kind.OPENED, Kind.GRADED},
}
# Names the event of a form, so that a form sent twice is one event.
FORM_EVENTS: Final = uuid.UUID("5a9dcb0e-7f0c-4b0e-8d2e-6f6a3c1d9b52")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a learner did, under a uid that its sender chose."""

    event_uid: uuid.UUID
    item_uid: uuid.UUID
    kind: str
    body: Mapping[str, Any] = field(default_factory=dict)
    client_at: datetime.datetime | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """An event that was not taken, and why: "unknown", "not_enrolled", "wrong_kind" or "wrong_body"."""

    event_uid: uuid.UUID
    reason: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a batch. `accepted` includes events that were there before; `states` are of their items."""

    accepted: tuple[uuid.UUID, ...]
    refused: tuple[Refused, ...]
    states: Mapping[uuid.UUID, ItemState]
    evaluations: Mapping[int, Evaluation] = field(default_factory=dict)


def record(
    learner: User, events: Iterable[Event], *, enrolments: Iterable[int] | None = None, by_server: bool = False
) -> Recorded:
    """Take what is new of `events`, whole or not at all; sending them again changes nothing.

    `enrolments` (primary keys) narrows the search when the sender knows where the items belong. Only the server's own
    code may pass `by_server`, and only it can record that something was graded.
    """
    with transaction.atomic():
        standing = locked_enrolments(learner)
        if enrolments is not None:
            standing = standing.filter(pk__in=enrolments)
        return _take(learner, list(standing), events, by_server=by_server)


@dataclass(frozen=True, slots=True)
class Marked:
    """Where marking an item leads: to the next, after the last to one that is left (None when nothing is); how far."""

    following: LocalisedItem | None
    evaluation: Evaluation


def mark_done(learner: User, *, course: str, module: str, item: str) -> Marked:
    """Record "I have read it" for the item at an address (slugs).

    Raises `NotEnrolled`, and `UnknownItem` for what is not in the learner's version or cannot be marked (a quiz).
    """
    with transaction.atomic():
        enrolment = next(iter(locked_enrolments(learner).filter(course__slug=course)), None)
        if enrolment is None:
            raise NotEnrolled
        content = enrolment.course.in_language(get_language() or "ar", enrolment.version)
        found = content.find(module, item)
        if found is None:
            raise UnknownItem
        name = uuid.uuid5(FORM_EVENTS, f"{learner.pk} {found.uid} {Kind.READ}")
        recorded = _take(learner, [enrolment], [Event(name, uuid.UUID(found.uid), Kind.READ)])
        if recorded.refused:
            raise UnknownItem
        evaluation = recorded.evaluations[enrolment.pk]
        following = content.after(found) or _first_remaining(content, evaluation)
        return Marked(following, evaluation)


def _first_remaining(content: LocalisedCourse, evaluation: Evaluation) -> LocalisedItem | None:
    left = {remaining.uid for remaining in evaluation.remaining}
    return next((item for item in content.items if item.uid in left), None)


def locked_enrolments(learner: User) -> QuerySet[Enrolment]:
    """Return the learner's standing enrolments, locked until the transaction ends.

    The lock makes the learner's own batches follow each other: of two last items marked at once, the second sees both.
    """
    return Enrolment.objects.standing(learner).with_course().select_for_update(of=("self",)).order_by("pk")


def states_of(learner: User, outlines: Iterable[Sequence[Mapping[str, Any]]]) -> dict[str, ItemState]:
    """Return the learner's states of the items of `outlines`, by uid."""
    uids = [item["uid"] for outline in outlines for item in outline]
    return {str(state.item_uid): state for state in ledger.states(learner.pk, uids)}


def _take(
    learner: User, enrolments: Sequence[Enrolment], events: Iterable[Event], *, by_server: bool = False
) -> Recorded:
    homes = {item["uid"]: (enrolment, item) for enrolment in enrolments for item in enrolment.version.outline}
    accepted, refused = _sort({event.event_uid: event for event in events}.values(), homes, by_server=by_server)
    touched = {homes[str(event.item_uid)][0].pk: homes[str(event.item_uid)][0] for event in accepted}
    states = states_of(learner, (enrolment.version.outline for enrolment in touched.values())) if touched else {}
    new = _insert(learner, accepted)
    if new:
        _fold(learner, states, new)
    evaluations = {pk: evaluate(enrolment.version.outline, states) for pk, enrolment in touched.items()}
    if new:
        _move(learner, touched, evaluations, {str(row.item_uid): row for row in new}, homes)
    return Recorded(
        accepted=tuple(event.event_uid for event in accepted),
        refused=tuple(refused),
        states={event.item_uid: states[str(event.item_uid)] for event in accepted if str(event.item_uid) in states},
        evaluations=evaluations,
    )


def _sort(
    events: Iterable[Event], homes: Mapping[str, tuple[Enrolment, Mapping[str, Any]]], *, by_server: bool
) -> tuple[list[Event], list[Refused]]:
    accepted, refused, strangers = [], [], []
    for event in events:
        home = homes.get(str(event.item_uid))
        if home is None:
            strangers.append(event)
        elif event.kind not in ACCEPTED_KINDS[home[1]["rule"]] or (event.kind == Kind.GRADED and not by_server):
            refused.append(Refused(event.event_uid, "wrong_kind"))
        elif not ledger.can_hold(event.body):
            refused.append(Refused(event.event_uid, "wrong_body"))
        else:
            accepted.append(event)
    return accepted, refused + _explain(strangers)


def _explain(strangers: Sequence[Event]) -> list[Refused]:
    """Say of items outside the learner's enrolments whether a released course has them."""
    if not strangers:
        return []
    current = Course.objects.visible().values("current_version")
    outlines = CourseVersion.objects.filter(pk__in=current).values_list("outline", flat=True)
    released = {item["uid"] for outline in outlines for item in outline}
    return [
        Refused(event.event_uid, "not_enrolled" if str(event.item_uid) in released else "unknown")
        for event in strangers
    ]


def _insert(learner: User, events: Iterable[Event]) -> list[ProgressEvent]:
    now = timezone.now()
    rows = [
        ProgressEvent(
            learner=learner,
            event_uid=event.event_uid,
            item_uid=event.item_uid,
            kind=event.kind,
            body=dict(event.body),
            # As it counts: the ends of the calendar are beyond what a database keeps or Python reads back.
            client_at=event.client_at and moment(event.client_at, now),
            received_at=now,
        )
        for event in events
    ]
    inserted = ledger.add(rows)
    return [row for row in rows if row.event_uid in inserted]


def _fold(learner: User, states: dict[str, ItemState], rows: Iterable[ProgressEvent]) -> None:
    """Fold new events into `states` and store those that changed. One statement."""
    facts: dict[str, list[Fact]] = {}
    for row in rows:
        fact = Fact(kind=row.kind, at=moment(row.client_at, row.received_at), body=row.body)
        facts.setdefault(str(row.item_uid), []).append(fact)
    for uid, said in facts.items():
        before = states.get(uid)
        known = State(before.first_seen_at, before.best_score, before.done_at) if before else None
        after_it = fold(known, said)
        if after_it is None:
            continue
        state = states.setdefault(uid, ItemState(learner=learner, item_uid=uuid.UUID(uid)))
        state.first_seen_at, state.best_score, state.done_at = (
            after_it.first_seen_at,
            after_it.best_score,
            after_it.done_at,
        )
    ItemState.objects.bulk_create(
        # Copies without a primary key: a conflict of (learner, item) updates the row that stands.
        [
            ItemState(
                learner=learner,
                item_uid=states[uid].item_uid,
                first_seen_at=states[uid].first_seen_at,
                best_score=states[uid].best_score,
                done_at=states[uid].done_at,
            )
            for uid in facts
        ],
        update_conflicts=True,
        unique_fields=["learner", "item_uid"],
        update_fields=["first_seen_at", "best_score", "done_at"],
    )


def _move(
    learner: User,
    touched: Mapping[int, Enrolment],
    evaluations: Mapping[int, Evaluation],
    new: Mapping[str, ProgressEvent],
    homes: Mapping[str, tuple[Enrolment, Mapping[str, Any]]],
) -> None:
    """Note where the learner was, and complete what is complete."""
    completed = []
    for uid, row in new.items():
        enrolment = touched[homes[uid][0].pk]
        enrolment.last_item_uid, enrolment.last_seen_at = row.item_uid, row.received_at
    for pk, enrolment in touched.items():
        if completion.close(enrolment, evaluations[pk]):
            completed.append(enrolment)
    _store(touched.values())
    completion.award(learner, completed)


def _store(enrolments: Collection[Enrolment]) -> None:
    """Store what `_move` changed. One statement; the usual single row has the cheaper one."""
    fields = ["state", "completed_at", "last_item_uid", "last_seen_at"]
    if len(enrolments) == 1:
        next(iter(enrolments)).save(update_fields=fields)
    else:
        Enrolment.objects.bulk_update(enrolments, fields)
