"""Progress as phones send it: batches of events, safe to send again until they are accepted."""

import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.security import django_auth

from learning.progress import Event, record
from learning.readers import learner_of

MOST_EVENTS: Final = 200

router = Router(tags=["progress"])


class EventIn(Schema):
    """Something that the learner did. `uuid` is the sender's own; the same one is taken once."""

    uuid: UUID
    item: UUID
    kind: str = Field(max_length=10)
    body: dict[str, int | float | bool | str] = Field(default_factory=dict, max_length=20)
    client_at: datetime.datetime | None = None


class BatchIn(Schema):
    """Up to 200 events, in any order."""

    events: list[EventIn] = Field(max_length=MOST_EVENTS)


class RefusedOut(Schema):
    """An event that was not taken, and why: "unknown", "not_enrolled", "wrong_kind" or "wrong_body"."""

    uuid: UUID
    reason: str


class ItemOut(Schema):
    """What is known of an item now."""

    item: UUID
    is_done: bool
    done_at: datetime.datetime | None
    best_score: int | None


class RecordedOut(Schema):
    """What became of the batch. Accepted events can be forgotten by the sender, refused ones will stay refused."""

    accepted: list[UUID]
    refused: list[RefusedOut]
    items: list[ItemOut]


@router.post("/progress/", response=RecordedOut, auth=django_auth, summary="Record progress")
def record_progress(request: HttpRequest, batch: BatchIn) -> dict[str, Any]:
    """Take a batch of the signed-in learner's events."""
    recorded = record(learner_of(request), (_event(sent) for sent in batch.events))
    return {
        "accepted": recorded.accepted,
        "refused": [{"uuid": refused.event_uid, "reason": refused.reason} for refused in recorded.refused],
        "items": [
            {
                "item": uid,
                "is_done": state.done_at is not None,
                "done_at": state.done_at,
                "best_score": state.best_score,
            }
            for uid, state in recorded.states.items()
        ],
    }


def _event(sent: EventIn) -> Event:
    client_at = sent.client_at
    if client_at is not None and client_at.tzinfo is None:
        client_at = client_at.replace(tzinfo=datetime.UTC)
    return Event(event_uid=sent.uuid, item_uid=sent.item, kind=sent.kind, body=sent.body, client_at=client_at)
