"""Progress as phones send it: batches of events, safe to send again until they are accepted."""

import datetime
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.errors import HttpError
from ninja.security import django_auth

from learning import sealing
from learning.evaluation import Evaluation
from learning.models import Enrolment
from learning.progress import Event, Recorded, record
from learning.readers import learner_of

MOST_EVENTS: Final = 200

router = Router(tags=["progress"])


# A clock outside these years says nothing.
YEARS: Final = range(2000, 2100)


class EventIn(Schema):
    """Something that the learner did with an item.

    `uuid` is the sender's own; the same one is taken once. Kinds: opened, ended, read {}, active {seconds} up to
    `client_at`, played {from, to} in seconds of the recording, answered {attempt, question, options}. `sequence` is the
    sender's count in milliseconds since 1970: of two answers to a question the higher one stands.
    """

    uuid: UUID
    item: UUID
    kind: str = Field(max_length=12)
    body: dict[str, int | float | bool | str | list[str]] = Field(default_factory=dict, max_length=20)
    client_at: datetime.datetime | None = None
    sequence: int | None = Field(default=None, ge=0, lt=2**53)


class BatchIn(Schema):
    """Up to 200 events, in any order. `person`, as pages name their reader to the phone, must be who is signed in."""

    person: str = Field("", max_length=64)
    events: list[EventIn] = Field(max_length=MOST_EVENTS)


class RefusedOut(Schema):
    """An event that was not taken, and why.

    "unknown", "not_enrolled", "wrong_kind", "wrong_body", "wrong_answer", or "submitted" (the attempt was, before).
    """

    uuid: UUID
    reason: str


class ItemOut(Schema):
    """What is known of an item now."""

    item: UUID
    is_done: bool
    best_score: int | None
    active_seconds: int
    played_seconds: int


class CourseOut(Schema):
    """How far the learner is in a course; `remaining` counts what the certificate still asks for."""

    course: str
    percent: int
    is_complete: bool
    remaining: int


class RecordedOut(Schema):
    """What became of the batch. Accepted events can be forgotten by the sender, refused ones will stay refused."""

    accepted: list[UUID]
    refused: list[RefusedOut]
    items: list[ItemOut]
    courses: list[CourseOut]


@router.post("/progress/", response=RecordedOut, auth=django_auth, summary="Record progress")
def record_progress(request: HttpRequest, batch: BatchIn) -> dict[str, Any]:
    """Take a batch of the signed-in learner's events."""
    learner = learner_of(request)
    if batch.person and not sealing.is_of(learner, batch.person):
        # A page of somebody who used this phone before is still open.
        raise HttpError(HTTPStatus.FORBIDDEN, "These events are somebody else's.")
    recorded = record(learner, (_event(sent) for sent in batch.events))
    return {
        "accepted": recorded.accepted,
        "refused": [{"uuid": refused.event_uid, "reason": refused.reason} for refused in recorded.refused],
        "items": _items(recorded),
        "courses": [_course(enrolment, recorded.evaluations[enrolment.pk]) for enrolment in recorded.enrolments],
    }


def _items(recorded: Recorded) -> list[dict[str, Any]]:
    done = frozenset[str]().union(*(evaluation.done for evaluation in recorded.evaluations.values()))
    return [
        {
            "item": uid,
            "is_done": str(uid) in done,
            "best_score": state.best_score,
            "active_seconds": state.active_seconds,
            "played_seconds": state.played_seconds,
        }
        for uid, state in recorded.states.items()
    ]


def _course(enrolment: Enrolment, evaluation: Evaluation) -> dict[str, Any]:
    # Who is complete stays complete, whatever else the events say.
    is_complete = enrolment.state == Enrolment.State.COMPLETED
    return {
        "course": enrolment.course.slug,
        "percent": 100 if is_complete else evaluation.percent,
        "is_complete": is_complete,
        "remaining": 0 if is_complete else len(evaluation.remaining),
    }


def _event(sent: EventIn) -> Event:
    client_at = sent.client_at
    if client_at is not None and client_at.tzinfo is None:
        client_at = client_at.replace(tzinfo=datetime.UTC)
    if client_at is not None and client_at.year not in YEARS:
        client_at = None
    return Event(
        event_uid=sent.uuid,
        item_uid=sent.item,
        kind=sent.kind,
        body=sent.body,
        client_at=client_at,
        sequence=sent.sequence,
    )
