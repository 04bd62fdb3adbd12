"""Statements that are written out: their rows are those that Django's own queries give."""

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.columns import Columns, ask
from accounts.models import Consent, Message, User
from tests.factories import learner

pytestmark = pytest.mark.django_db


def test_rows_are_what_django_reads() -> None:
    message = Message.objects.create(kind="word", key="1", to="a@example.dz", language="ar", context={"ن": [1, None]})
    person = learner(names_confirmed_at=timezone.now())
    columns = Columns(Message, "message"), Columns(User, "person")

    (row,) = ask(
        f"SELECT {columns[0].sql}, {columns[1].sql} FROM accounts_message message, accounts_user person"  # noqa: S608 (names of columns)
        " WHERE person.id = %s",
        person.pk,
    )
    read = [each.take(row) for each in columns]

    stored = Message.objects.get(pk=message.pk), User.objects.get(pk=person.pk)
    assert [_values(each) for each in read] == [_values(each) for each in stored]
    assert read == list(stored)


def test_column_that_is_not_named_is_read_when_it_is_asked_for(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    consent = Consent.objects.create(user=learner(), text_key="privacy", text_version="1")
    columns = Columns(Consent, "consent", "text_key", "user", "id")

    with django_assert_num_queries(1):
        (read,) = (columns.take(row) for row in ask(f"SELECT {columns.sql} FROM accounts_consent consent"))  # noqa: S608 (names of columns)
        assert (read.pk, read.user_id, read.text_key) == (consent.pk, consent.user_id, "privacy")
    with django_assert_num_queries(1):
        assert read.text_version == "1"


def test_column_that_is_none_is_refused() -> None:
    with pytest.raises(FieldDoesNotExist):
        Columns(Consent, "consent", "id", "text_kye")


def _values(row: Message | User) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if name != "_state"}
