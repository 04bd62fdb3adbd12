"""A crowd of learners, made in bulk: each has done what one model learner did."""

import contextlib
import sqlite3
from pathlib import Path

FIRST_ID = 1_000_000
RANDOM_UID = "lower(hex(randomblob(16)))"


def multiply(database: Path, *, learner: int, events: int) -> None:
    """Copy what `learner` has in an SQLite file for as many new learners as make `events` events."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        connection.executescript("PRAGMA synchronous=OFF; PRAGMA cache_size=-400000;")
        (own,) = connection.execute(
            "SELECT count(*) FROM learning_progressevent WHERE learner_id = ?", [learner]
        ).fetchone()
        connection.execute(
            "CREATE TEMP TABLE crowd AS WITH RECURSIVE counted(id) AS "
            "(SELECT ? UNION ALL SELECT id + 1 FROM counted WHERE id < ?) SELECT id FROM counted",
            [FIRST_ID + 1, FIRST_ID + events // own],
        )
        named = {"id": "crowd.id", "email": "crowd.id || '@crowd.example'"}
        _copy(connection, "accounts_user", "model.id", learner, named)
        for table in ("learning_enrolment", "learning_itemstate"):
            _copy(connection, table, "model.learner_id", learner, {"learner_id": "crowd.id"})
        whose = {"learner_id": "crowd.id", "event_uid": RANDOM_UID}
        _copy(connection, "learning_progressevent", "model.learner_id", learner, whose)
        held = {"learner_id": "crowd.id", "uid": RANDOM_UID}
        _copy(connection, "certificates_certificateholder", "model.learner_id", learner, held)
        _copy_certificates(connection, learner)
        connection.commit()


def _copy(connection: sqlite3.Connection, table: str, owner: str, learner: int, changed: dict[str, str]) -> None:
    """Copy the learner's rows of a table for everybody in the crowd, row after row: each one's lie far apart."""
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    kept = [column for column in columns if column != "id" or column in changed]
    values = ", ".join(changed.get(column, f'model."{column}"') for column in kept)
    names = ", ".join(f'"{column}"' for column in kept)
    connection.execute(
        f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} AS model CROSS JOIN crowd WHERE {owner} = ?",  # noqa: S608 (our own names)
        [learner],
    )


def _copy_certificates(connection: sqlite3.Connection, learner: int) -> None:
    """Copy the learner's certificates, each for the holder that belongs to a person of the crowd."""
    connection.execute(
        "CREATE TEMP TABLE held AS SELECT uid, learner_id FROM certificates_certificateholder WHERE learner_id > ?",
        [FIRST_ID],
    )
    connection.execute("CREATE UNIQUE INDEX temp.held_by ON held (learner_id)")
    changed = {
        "holder_uid": "(SELECT uid FROM held WHERE held.learner_id = crowd.id)",
        "serial": "model.serial || '-' || crowd.id",
    }
    owner = "(SELECT learner_id FROM certificates_certificateholder holder WHERE holder.uid = model.holder_uid)"
    _copy(connection, "certificates_certificate", owner, learner, changed)
