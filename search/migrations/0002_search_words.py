"""The table of the words, in the form that the database's own engine matches (search/sqlite.py, search/postgresql.py)."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CREATE = {
    # The analyser has cut the words: hyphens belong to them (12-06, art-8), and so does every letter beyond ASCII.
    "sqlite": (
        """
        CREATE VIRTUAL TABLE search_words USING fts5(
            title, text, title_shapes, text_shapes, detail = column,
            tokenize = "ascii tokenchars '-'"
        )
        """,
    ),
    # No foreign key: Django's flush of a test database could not empty the documents.
    "postgresql": (
        "CREATE TABLE search_words (rowid bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX search_words_words ON search_words USING gin (words)",
    ),
}


def create(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, None)


def drop(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute("DROP TABLE search_words", None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
