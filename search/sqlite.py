"""The index in SQLite: an FTS5 table that stores the analyser's tokens as they are."""

from search.storage import Columns, Storage


def _row(columns: Columns) -> tuple[str | list[str], ...]:
    return tuple(" ".join(tokens) for tokens in columns)


def _needle(column: str, token: str) -> str:
    return f'{column} : "{token}"'


SQLITE = Storage(
    insert="""
        INSERT INTO search_words (title, text, title_shapes, text_shapes, rowid)
        SELECT %s, %s, %s, %s, id FROM search_indexeddocument WHERE key = %s
    """,
    matches="search_words.search_words MATCH terms.needle",
    row=_row,
    needle=_needle,
)
