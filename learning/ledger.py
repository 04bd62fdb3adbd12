"""The two statements that every act and every page of a learner takes, written out.

Events are written here alone: rows are only added, and each (learner, event_uid) once.
"""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

from learning.models import ItemState, ProgressEvent


def can_hold(body: Mapping[str, str | float]) -> bool:
    """Say whether either database can keep `body`: no NaN or infinity, no NUL and no half of a surrogate pair."""
    try:
        json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
    except ValueError:
        return False
    return not any("\0" in text for text in (*body, *body.values()) if isinstance(text, str))


def add(events: Sequence[ProgressEvent]) -> set[uuid.UUID]:
    """Insert the events that are not there yet and return their uids. One statement on either database.

    `bulk_create(ignore_conflicts=True)` does the same but cannot say which rows were new, and only those are folded.
    """
    if not events:
        return set()
    table = ProgressEvent._meta  # noqa: SLF001 (Django documents it)
    fields = [field for field in table.concrete_fields if not field.primary_key]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    values = [field.get_db_prep_save(getattr(event, field.attname), connection) for event in events for field in fields]
    statement = (
        f"INSERT INTO {quote(table.db_table)} ({columns}) "  # noqa: S608 (names of our own columns)
        f"VALUES {', '.join([row] * len(events))} "
        f"ON CONFLICT (learner_id, event_uid) DO NOTHING RETURNING event_uid"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return {uuid.UUID(str(uid)) for (uid,) in cursor.fetchall()}


def states(learner: int, uids: Sequence[str]) -> Iterable[ItemState]:
    """Return a learner's states of the items with these uids. One statement: building Django's own costs thrice."""
    if not uids:
        return []
    uid = ItemState._meta.get_field("item_uid")  # noqa: SLF001 (Django documents it)
    marks = ", ".join(["%s"] * len(uids))
    statement = f"SELECT * FROM learning_itemstate WHERE learner_id = %s AND item_uid IN ({marks})"  # noqa: S608 (marks)
    return ItemState.objects.raw(statement, [learner, *(uid.get_db_prep_value(each, connection) for each in uids)])
