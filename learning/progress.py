"""Recording what learners do. Every change of progress, from forms, phones and grading, comes through here."""

import datetime
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from accounts.models import User
from courses.reading import released_items
from learning import answering, completion, ledger
from learning.answering import Answers
from learning.evaluation import Evaluation
from learning.folding import Fact, fold, moment
from learning.models import Enrolment, ItemState, ProgressEvent
from learning.standing import locked_enrolments

Kind = ProgressEvent.Kind
# Which events say something of an item, by the rule that completes it.
OF_ANY: Final = {Kind.OPENED, Kind.ACTIVE, Kind.ENDED, Kind.KEPT, Kind.INVALIDATED}
ACCEPTED_KINDS: Final = {
    "read": OF_ANY | {Kind.READ},
    "studied": OF_ANY,
    "watched": OF_ANY | {Kind.PLAYED, Kind.READ},
    "opened": OF_ANY | {Kind.FETCHED},
    "passed": OF_ANY | {Kind.ANSWERED, Kind.GRADED},
}
BY_SERVER: Final = {Kind.GRADED, Kind.KEPT, Kind.INVALIDATED}
# What one event may report at most (seconds): a page reports more often than that.
MOST_ACTIVE_AT_ONCE: Final = 60
MOST_PLAYED_AT_ONCE: Final = 300
LONGEST_RECORDING: Final = 24 * 60 * 60


# Where an item belongs: the enrolment whose version has it, and what the outline says of it.
Homes = Mapping[str, tuple[Enrolment, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a learner did (`ProgressEvent`), under a uid that its sender chose.

    `sequence` is the sender's count, in milliseconds since 1970; of two answers to a question the higher one stands.
    """

    event_uid: uuid.UUID
    item_uid: uuid.UUID
    kind: str
    body: Mapping[str, Any] = field(default_factory=dict)
    client_at: datetime.datetime | None = None
    sequence: int | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """An event that was not taken, and why.

    "unknown", "not_enrolled", "wrong_kind", "wrong_body", "wrong_answer", or "submitted" (the attempt was, before).
    """

    event_uid: uuid.UUID
    reason: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a batch. `accepted` includes events that were there before; `states` are of their items.

    `enrolments` are those that the events concern, and `evaluations` how far each is (by primary key).
    """

    accepted: tuple[uuid.UUID, ...]
    refused: tuple[Refused, ...]
    states: Mapping[uuid.UUID, ItemState]
    enrolments: tuple[Enrolment, ...]
    evaluations: Mapping[int, Evaluation]


def record(
    learner: User, events: Iterable[Event], *, enrolments: Collection[int] | None = None, by_server: bool = False
) -> Recorded:
    """Take what is new of `events`, whole or not at all; sending them again changes nothing.

    `enrolments` (primary keys) narrows the search when the sender knows where the items belong. Only the server's own
    code may pass `by_server`, and only it can record what is graded, kept or invalidated.
    """
    # Without a savepoint: within a larger act it is no act of its own.
    with transaction.atomic(savepoint=False):
        return take(learner, locked_enrolments(learner, enrolments), events, by_server=by_server)


def states_of(
    learner: User, outlines: Iterable[Sequence[Mapping[str, Any]]], *, whole: bool = False
) -> dict[str, ItemState]:
    """Return the learner's states of the items of `outlines`, by uid; `whole` ones to fold into."""
    uids = [item["uid"] for outline in outlines for item in outline]
    return {str(state.item_uid): state for state in ledger.states(learner.pk, uids, whole=whole)}


def take(
    learner: User, enrolments: Sequence[Enrolment], events: Iterable[Event], *, by_server: bool = False
) -> Recorded:
    """Do what `record` does, for whoever holds the learner's `locked_enrolments` already."""
    now = timezone.now()
    homes = {item["uid"]: (enrolment, item) for enrolment in enrolments for item in enrolment.version.outline}
    batch: dict[uuid.UUID, Event] = {}
    for event in events:
        # The first of a name stands, as if they had come one by one.
        batch.setdefault(event.event_uid, event)
    refusals = _refusals(batch.values(), homes, by_server=by_server)
    answers = Answers(
        [event for event in batch.values() if event.kind == Kind.ANSWERED and event.event_uid not in refusals],
        {enrolment.pk for enrolment in enrolments},
    )
    refusals |= answers.refusals
    for known in _known(learner, refusals):
        del refusals[known]
    accepted = [event for event in batch.values() if event.event_uid not in refusals]
    placed = [event for event in accepted if str(event.item_uid) in homes]
    touched = {homes[str(event.item_uid)][0].pk: homes[str(event.item_uid)][0] for event in placed}
    outlines = [enrolment.version.outline for enrolment in touched.values()]
    states = states_of(learner, outlines, whole=True) if touched else {}
    new = _insert(learner, placed, homes, now)
    if new:
        answers.keep({row.event_uid for row in new}, now)
        _fold(learner, states, new)
    evaluations = {pk: enrolment.evaluate(states) for pk, enrolment in touched.items()}
    if new:
        _move(learner, touched, evaluations, new, homes)
    return Recorded(
        accepted=tuple(event.event_uid for event in accepted),
        refused=tuple(Refused(uid, reason) for uid, reason in refusals.items()),
        states={event.item_uid: states[str(event.item_uid)] for event in placed if str(event.item_uid) in states},
        enrolments=tuple(touched.values()),
        evaluations=evaluations,
    )


def _refusals(events: Iterable[Event], homes: Homes, *, by_server: bool) -> dict[uuid.UUID, str]:
    """Say which events cannot be taken, and why, but for what the attempts say of answers."""
    refusals, strangers = {}, {}
    for event in events:
        home = homes.get(str(event.item_uid))
        if home is None:
            strangers[event.event_uid] = event.item_uid
        elif event.kind not in ACCEPTED_KINDS[home[1]["rule"]] or (event.kind in BY_SERVER and not by_server):
            refusals[event.event_uid] = "wrong_kind"
        elif not _is_sound(event):
            refusals[event.event_uid] = "wrong_body"
    if strangers:
        released = released_items(strangers.values())
        for event_uid, item_uid in strangers.items():
            refusals[event_uid] = "not_enrolled" if item_uid in released else "unknown"
    return refusals


def _is_sound(event: Event) -> bool:
    """Whether the body says what its kind must, and a database can keep it."""
    body = event.body
    if event.kind == Kind.ACTIVE:
        is_sound = _is_number(body.get("seconds")) and 1 <= body["seconds"] <= MOST_ACTIVE_AT_ONCE
    elif event.kind == Kind.PLAYED:
        is_sound = (
            _is_number(body.get("from"))
            and _is_number(body.get("to"))
            and 0 <= body["from"] < body["to"] <= min(LONGEST_RECORDING, body["from"] + MOST_PLAYED_AT_ONCE)
        )
    else:
        is_sound = event.kind != Kind.ANSWERED or answering.is_sound(body)
    return is_sound and ledger.can_hold(body)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _known(learner: User, uids: Collection[uuid.UUID]) -> list[uuid.UUID]:
    """Return which of the events were taken before: what came of them then stands, whatever changed since."""
    if not uids:
        return []
    events = ProgressEvent.objects.filter(learner=learner, event_uid__in=uids)
    return list(events.values_list("event_uid", flat=True))


def _insert(learner: User, events: Sequence[Event], homes: Homes, now: datetime.datetime) -> list[ProgressEvent]:
    begun = _begun(learner, events, homes)
    rows = [
        ProgressEvent(
            learner=learner,
            event_uid=event.event_uid,
            item_uid=event.item_uid,
            kind=event.kind,
            body=dict(event.body),
            client_at=event.client_at,
            sequence=event.sequence,
            happened_at=moment(event.client_at, now, begun[homes[str(event.item_uid)][0].pk]),
            received_at=now,
        )
        for event in events
    ]
    inserted = ledger.add(rows)
    return [row for row in rows if row.event_uid in inserted]


def _begun(learner: User, events: Iterable[Event], homes: Homes) -> dict[int, datetime.datetime]:
    """Return when the learner first took the course of each enrolment (primary key) that the events are of.

    That is asked, in one statement, where an event is older than the enrolment: they may have left and come back.
    """
    placed = [(event.client_at, homes[str(event.item_uid)][0]) for event in events]
    begun = {enrolment.pk: enrolment.enrolled_at for _at, enrolment in placed}
    older = {each.course_id: each.pk for at, each in placed if at is not None and at < each.enrolled_at}
    if older:
        taken = Enrolment.objects.filter(learner=learner, course__in=older).values_list("course")
        begun |= {older[course]: first for course, first in taken.annotate(Min("enrolled_at"))}
    return begun


def _fold(learner: User, states: dict[str, ItemState], rows: Iterable[ProgressEvent]) -> None:
    """Fold new events into `states` and store those that they concern. One statement."""
    facts: dict[uuid.UUID, list[Fact]] = {}
    for row in rows:
        if row.kind == Kind.ANSWERED:  # It says nothing of the item before it is graded.
            continue
        facts.setdefault(row.item_uid, []).append(Fact(kind=row.kind, at=row.happened_at, body=row.body))
    for uid, said in facts.items():
        before = states.get(str(uid))
        state = fold(ledger.state_in(before) if before else None, said)
        if state is not None:
            states[str(uid)] = ledger.row_of(learner.pk, uid, state)
    ledger.store([states[str(uid)] for uid in facts])


def _move(
    learner: User,
    touched: Mapping[int, Enrolment],
    evaluations: Mapping[int, Evaluation],
    new: Iterable[ProgressEvent],
    homes: Homes,
) -> None:
    """Note where the learner was, and complete what is complete."""
    completed = []
    for row in new:
        if _is_about_versions(row):
            continue
        enrolment = touched[homes[str(row.item_uid)][0].pk]
        enrolment.last_item_uid, enrolment.last_seen_at = row.item_uid, row.received_at
    for pk, enrolment in touched.items():
        if completion.close(enrolment, evaluations[pk]):
            completed.append(enrolment)
    _store(touched.values())
    completion.award(learner, completed)


def _is_about_versions(row: ProgressEvent) -> bool:
    """Whether an event is no act of the learner's, so that it says nothing of where they were."""
    return row.kind in {Kind.KEPT, Kind.INVALIDATED} or (row.kind == Kind.GRADED and "version" in row.body)


def _store(enrolments: Collection[Enrolment]) -> None:
    """Store what `_move` changed. One statement; the usual single row has the cheaper one."""
    fields = ["state", "completed_at", "last_item_uid", "last_seen_at"]
    if len(enrolments) == 1:
        next(iter(enrolments)).save(update_fields=fields)
    else:
        Enrolment.objects.bulk_update(enrolments, fields)
