"""The index in PostgreSQL: one tsvector of the analyser's tokens, each with a letter for its column.

The vector is made of the tokens as they are: the parser of `to_tsvector` would cut and rewrite what is already right.
The column is a letter of the lexeme, not a weight of the vector: GIN knows no weights, so each match would be read and
checked.
"""

from search.storage import Columns, Storage

_LETTERS = dict(zip(Columns._fields, "ABCD", strict=True))


def _row(columns: Columns) -> tuple[str | list[str], ...]:
    lexemes = {_LETTERS[column] + token for column, tokens in columns._asdict().items() for token in tokens}
    return (sorted(lexemes),)


def _needle(column: str, token: str) -> str:
    return f"'{_LETTERS[column]}{token}'"


POSTGRESQL = Storage(
    insert="""
        INSERT INTO search_words (words, rowid)
        SELECT array_to_tsvector(%s::text[]), id FROM search_indexeddocument WHERE key = %s
    """,
    matches="search_words.words @@ CAST(terms.needle AS tsquery)",
    row=_row,
    needle=_needle,
)
