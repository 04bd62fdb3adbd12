"""The table of the words can be taken away and made again."""

import pytest
from django.core.management import call_command
from django.db import connection

from search.engine import Document, index, query


@pytest.mark.django_db(transaction=True)
def test_words_migration_reverses() -> None:
    call_command("migrate", "search", "0001", verbosity=0)
    without = connection.introspection.table_names()
    call_command("migrate", "search", verbosity=0)
    index([Document("lesson:1", "lesson", "ar", "تأسيس الجمعية", "", "/")])

    assert "search_words" not in without
    assert query("تأسيس", language="ar").total == 1
