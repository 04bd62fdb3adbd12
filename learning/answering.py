"""Keeping the answers of open attempts, one or many at once, from forms and from phones."""

import datetime
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, Protocol

from learning import ledger
from learning.models import Answer, Attempt

MOST_OPTIONS: Final = 50


class Answering(Protocol):
    """What is needed of an event: whose quiz, what was chosen for which question of which attempt, and its count."""

    @property
    def event_uid(self) -> uuid.UUID:
        """Its own uid."""

    @property
    def item_uid(self) -> uuid.UUID:
        """The quiz."""

    @property
    def body(self) -> Mapping[str, Any]:
        """{attempt, question, options: [...]}, uids as text."""

    @property
    def sequence(self) -> int | None:
        """The sender's count, if it keeps one."""


def revision_of(sequence: int | None, received_at: datetime.datetime) -> int:
    """Return which of two answers is the later one: milliseconds of the server's clock.

    A phone counts from the clock that its page was sent with, so what is chosen after a form was answered comes after
    the form, and a form after what was chosen before it. A count from the future is worth no more than now.
    """
    now = int(received_at.timestamp() * 1000)
    return now if sequence is None else min(sequence, now)


class Answers:
    """The answers of a batch, against the attempts that they are for. One statement to read, one to keep.

    `refusals` says by event which cannot be taken: "wrong_answer", or "submitted".
    """

    def __init__(self, events: Sequence[Answering], enrolments: Collection[int]) -> None:
        """Read the attempts of `enrolments` (primary keys, locked by the caller) that sound `events` name."""
        self._events = events
        uids = {event.body["attempt"] for event in events}
        found = Attempt.objects.filter(uid__in=uids, enrolment__in=enrolments) if uids else ()
        self._attempts = {str(attempt.uid): attempt for attempt in found}
        reasons = ((event.event_uid, self._refusal(event)) for event in events)
        self.refusals = {uid: reason for uid, reason in reasons if reason}

    def _refusal(self, event: Answering) -> str:
        attempt = self._attempts.get(event.body["attempt"])
        if attempt is None or attempt.item_uid != event.item_uid:
            return "wrong_answer"
        if not is_offered(attempt.paper, event.body["question"], event.body["options"]):
            return "wrong_answer"
        return "submitted" if attempt.submitted_at is not None else ""

    def keep(self, new: Collection[uuid.UUID], received_at: datetime.datetime) -> None:
        """Keep the latest answer to each question, of the events that are `new`."""
        latest: dict[tuple[str, str], Answer] = {}
        for event in sorted(
            self._events, key=lambda event: (revision_of(event.sequence, received_at), event.sequence or 0)
        ):
            if event.event_uid in new:
                latest[event.body["attempt"], event.body["question"]] = Answer(
                    attempt_id=uuid.UUID(event.body["attempt"]),
                    question_uid=uuid.UUID(event.body["question"]),
                    option_uids=event.body["options"],
                    revision=revision_of(event.sequence, received_at),
                    saved_at=received_at,
                )
        ledger.keep_answers(list(latest.values()))


def is_sound(body: Mapping[str, Any]) -> bool:
    """Whether a body names an attempt, a question and options at all."""
    options = body.get("options")
    if not isinstance(options, list) or len(options) > MOST_OPTIONS:
        return False
    if not all(isinstance(text, str) for text in (body.get("question"), *options)):
        return False
    try:
        return str(uuid.UUID(body.get("attempt"))) == body["attempt"]
    except (AttributeError, TypeError, ValueError):
        return False


def is_offered(paper: Sequence[Mapping[str, Any]], question_uid: str, option_uids: Sequence[str]) -> bool:
    """Whether the paper asks the question, and offers these options for it."""
    question = next((asked for asked in paper if asked["uid"] == question_uid), None)
    if question is None:
        return False
    offered = {option["uid"] for option in question["options"]}
    is_too_many = question["kind"] != "multiple" and len(option_uids) > 1
    return not is_too_many and len(set(option_uids)) == len(option_uids) and offered.issuperset(option_uids)
