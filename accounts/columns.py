"""What is asked on every page is asked in statements that are written out; their rows become models here.

Django's queries cost more to build than to answer: docs/decisions/0013.
"""

import datetime
import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models

Row = TypeVar("Row", bound=models.Model)


def _moment(value: datetime.datetime) -> datetime.datetime:
    return value if value.tzinfo else value.replace(tzinfo=datetime.UTC)


def _uid(value: uuid.UUID | str) -> uuid.UUID:
    return value if isinstance(value, uuid.UUID) else uuid.UUID(value)


# What a driver does not return as Django does: SQLite knows neither zones nor uids, and Django reads JSON itself.
READERS: Final[dict[type[models.Field[Any, Any]], Callable[[Any], Any]]] = {
    models.DateTimeField: _moment,
    models.UUIDField: _uid,
    models.JSONField: json.loads,
}


class Columns(Generic[Row]):
    """Columns of a model that stands as `alias` in a statement: those named, or all of them.

    What is not named is read when it is asked for, as after `QuerySet.only`.
    """

    def __init__(self, model: type[Row], alias: str, *names: str) -> None:
        known = model._meta  # noqa: SLF001 (Django documents it)
        # In the order in which the model has them: that in which Django fills a row.
        fields: list[Any] = sorted(map(known.get_field, names)) if names else list(known.concrete_fields)
        self.model = model
        self.names = [field.attname for field in fields]
        self.readers = [READERS.get(type(getattr(field, "target_field", field))) for field in fields]
        self.sql = ", ".join(f'{alias}."{field.column}"' for field in fields)

    def take(self, values: Iterator[Any]) -> Row:
        """Make a row of the model from the next of `values`, as many as there are columns."""
        # Not strict: the values that are left are those of the next model in the row.
        pairs = zip(self.readers, values, strict=False)
        read = [value if reader is None or value is None else reader(value) for reader, value in pairs]
        return self.model.from_db(DEFAULT_DB_ALIAS, self.names, read)


def ask(statement: str, *values: str | int | None) -> list[Iterator[Any]]:
    """Return the rows that answer a statement, each to be taken apart by `Columns.take`."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [iter(row) for row in cursor.fetchall()]


def insert(rows: Sequence[models.Model], clause: str) -> list[tuple[Any, ...]]:
    """Insert rows of one table with what `clause` says of conflicts, and return what it asks for. One statement.

    `bulk_create` can ignore conflicts or update, and says of neither which rows were new.
    """
    table = rows[0]._meta  # noqa: SLF001 (Django documents it)
    fields = [field for field in table.concrete_fields if not isinstance(field, models.AutoField)]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    values = [field.get_db_prep_save(getattr(each, field.attname), connection) for each in rows for field in fields]
    statement = (
        f"INSERT INTO {quote(table.db_table)} ({columns}) "  # noqa: S608 (names of our own columns)
        f"VALUES {', '.join([row] * len(rows))} {clause}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
