"""A crowd of learners, made in bulk: each has done what one model learner did."""

from collections.abc import Mapping

from django.db import connection

FIRST_ID = 1_000_000


def multiply(learner: int, events: int) -> None:
    """Copy what `learner` has for as many new learners as make `events` events."""
    uid = "gen_random_uuid()" if connection.vendor == "postgresql" else "lower(hex(randomblob(16)))"
    own = f"SELECT count(*) FROM learning_progressevent WHERE learner_id = {learner:d}"  # noqa: S608 (a number)
    _run(
        f"CREATE TEMP TABLE crowd AS WITH RECURSIVE counted(id) AS (SELECT {FIRST_ID + 1} UNION ALL "  # noqa: S608 (numbers)
        f"SELECT id + 1 FROM counted WHERE id < {FIRST_ID} + {events:d} / ({own})) SELECT id FROM counted"
    )
    _copy("accounts_user", f"model.id = {learner:d}", {"id": "crowd.id", "email": "crowd.id || '@crowd.example'"})
    his = f"model.learner_id = {learner:d}"
    for table in ("learning_enrolment", "learning_itemstate"):
        _copy(table, his, {"learner_id": "crowd.id"})
    _copy("learning_progressevent", his, {"learner_id": "crowd.id", "event_uid": uid})
    _copy("certificates_certificateholder", his, {"learner_id": "crowd.id", "uid": uid})
    _copy_certificates(learner)
    _run("DROP TABLE crowd")


def _copy_certificates(learner: int) -> None:
    """Copy the learner's certificates, each for the holder that belongs to a person of the crowd."""
    holders = "SELECT holder.uid FROM certificates_certificateholder holder WHERE holder.learner_id"
    changed = {"holder_uid": f"({holders} = crowd.id)", "serial": "model.serial || '-' || crowd.id"}
    _copy("certificates_certificate", f"model.holder_uid IN ({holders} = {learner:d})", changed)


def _copy(table: str, condition: str, changed: Mapping[str, str]) -> None:
    """Copy the rows of the model for everybody in the crowd, row after row: what one person did lies far apart."""
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    kept = [column for column in columns if column != "id" or column in changed]
    values = ", ".join(changed.get(column, f'model."{column}"') for column in kept)
    names = ", ".join(f'"{column}"' for column in kept)
    _run(f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} model CROSS JOIN crowd WHERE {condition}")  # noqa: S608 (our own names)


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
