"""How events and states are kept: the statements that every act and every page of a learner takes.

Events are written here alone: rows are only added, and each (learner, event_uid) once. Why the statements are written
out, docs/decisions/0013 says.
"""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields as fields_of
from typing import Any, Final

from accounts.columns import Columns, ask, insert
from learning.folding import State
from learning.models import Answer, ItemState, ProgressEvent

FOLDED: Final = [field.name for field in fields_of(State)]
WHOLE: Final = Columns(ItemState, "state")
# An answer with the most options, and a reason of staff, are shorter (characters of JSON).
LONGEST_BODY: Final = 4000
# What `evaluation.Known` asks for, and what the learner is told.
EVALUATED: Final = Columns(
    ItemState, "state",
    "id", "item_uid", "settled_at", "ended_at", "active_seconds", "played_seconds", "valid_from",
)  # fmt: skip


def can_hold(body: Mapping[str, Any]) -> bool:
    """Say whether either database can keep `body`: no NaN or infinity, no NUL and no half of a surrogate pair.

    Nor more than any event has to say: rows are never deleted.
    """
    try:
        text = json.dumps(body, ensure_ascii=False, allow_nan=False)
        text.encode()
    except ValueError:
        return False
    return len(text) <= LONGEST_BODY and "\\u0000" not in text


def add(events: Sequence[ProgressEvent]) -> set[uuid.UUID]:
    """Insert the events that are not there yet and return their uids: only those are folded. One statement."""
    if not events:
        return set()
    inserted = insert(events, "ON CONFLICT (learner_id, event_uid) DO NOTHING RETURNING event_uid")
    return {uuid.UUID(str(uid)) for (uid,) in inserted}


def keep_answers(answers: Sequence[Answer]) -> None:
    """Insert answers, one for each question of an attempt; a revision below the one that stands changes nothing."""
    if answers:
        changed = ", ".join(f"{name} = excluded.{name}" for name in ("option_uids", "revision", "saved_at"))
        insert(
            answers,
            f"ON CONFLICT (attempt_id, question_uid) DO UPDATE SET {changed} "
            "WHERE learning_answer.revision <= excluded.revision RETURNING id",
        )


def states(learner: int, uids: Sequence[str], *, whole: bool = True) -> Iterable[ItemState]:
    """Return a learner's states of the items with these uids. One statement.

    Without `whole` the spans, which evaluation does not read, are left in the database.
    """
    if not uids:
        return []
    columns, marks = WHOLE if whole else EVALUATED, ", ".join(["%s"] * len(uids))
    statement = (
        f"SELECT {columns.sql} FROM learning_itemstate state "  # noqa: S608 (names of columns, and marks)
        f"WHERE state.learner_id = %s AND state.item_uid IN ({marks})"
    )
    # Without dashes: so SQLite keeps uids, and PostgreSQL reads them.
    return [columns.take(row) for row in ask(statement, learner, *(uid.replace("-", "") for uid in uids))]


def state_in(row: ItemState) -> State:
    """Return what a row says."""
    return State(
        first_seen_at=row.first_seen_at,
        active=tuple((start, end) for start, end in row.active),
        active_seconds=row.active_seconds,
        spans=tuple((start, end) for start, end in row.spans),
        played_seconds=row.played_seconds,
        ended_at=row.ended_at,
        settled_at=row.settled_at,
        best_score=row.best_score,
        valid_from=row.valid_from,
    )


def row_of(learner: int, item_uid: uuid.UUID, state: State) -> ItemState:
    """Return the row that says `state`, not stored."""
    return ItemState(learner_id=learner, item_uid=item_uid, **{name: getattr(state, name) for name in FOLDED})


def store(rows: Sequence[ItemState]) -> None:
    """Store states, whether their rows are there or not. One statement, none for none."""
    if rows:
        changed = ", ".join(f"{name} = excluded.{name}" for name in FOLDED)
        insert(rows, f"ON CONFLICT (learner_id, item_uid) DO UPDATE SET {changed} RETURNING id")
