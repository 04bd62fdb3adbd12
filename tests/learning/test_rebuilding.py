import datetime
import uuid
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.models import User
from courses.models import Course
from learning import rebuilding
from learning.models import Enrolment, ItemState
from learning.progress import Event, record
from tests.learning.conftest import Items


@pytest.fixture
def studied(learner: User, enrolment: Enrolment, places: Items) -> list[ItemState]:
    """States of two lessons, one of them read."""
    Enrolment.objects.update(enrolled_at=enrolment.enrolled_at - datetime.timedelta(days=1))
    now = enrolment.enrolled_at
    for place in places[:2]:
        for minute in (1, 5, 6):
            at = now - datetime.timedelta(minutes=minute)
            record(learner, [Event(uuid.uuid4(), uuid.UUID(place.uid), "active", {"seconds": 30}, at)])
    record(learner, [Event(uuid.uuid4(), uuid.UUID(places[0].uid), "read")])
    return list(ItemState.objects.order_by("pk"))


def command(*arguments: str) -> tuple[int, str]:
    """Run `rebuild_progress` and return its exit code and what it says."""
    said = StringIO()
    try:
        call_command("rebuild_progress", *arguments, stdout=said)
    except SystemExit as stopped:
        return int(str(stopped.code)), said.getvalue()
    return 0, said.getvalue()


def test_rebuilding_of_what_is_right_finds_nothing(studied: list[ItemState]) -> None:
    code, said = command("--check")

    assert code == 0
    assert said.startswith("0 differ")


@pytest.mark.parametrize(
    "corruption",
    [
        "active_seconds = 5",
        "settled_at = NULL",
        "spans = '[[0, 9]]'",
        "best_score = 90",
        "first_seen_at = '2020-01-01'",
    ],
)
def test_check_names_the_one_row_that_was_corrupted(studied: list[ItemState], corruption: str) -> None:
    row = studied[0]
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE learning_itemstate SET {corruption} WHERE id = %s", [row.pk])  # noqa: S608 (our words)

    code, said = command("--check")

    assert code == 1
    assert said.startswith(
        f"learner {row.learner_id}, item {row.item_uid}: {corruption.split(' = ', maxsplit=1)[0]} is "
    )
    assert said.splitlines()[1].startswith("1 differ")
    assert command("--check")[0] == 1


def test_states_that_were_deleted_come_back_the_same(studied: list[ItemState]) -> None:
    before = rebuilding.digest()
    ItemState.objects.all().delete()
    assert command("--check")[0] == 1

    code, said = command()

    assert code == 0
    assert said.splitlines()[-1] == f"2 set right; digest of all states: {before}"
    assert command("--check")[0] == 0


def test_state_without_events_is_taken_away(studied: list[ItemState], course: Course) -> None:
    before = rebuilding.digest()
    ItemState.objects.create(
        learner=studied[0].learner, item_uid=uuid.uuid4(), first_seen_at=studied[0].first_seen_at, active_seconds=9
    )

    assert command("--check")[0] == 1
    command()

    assert rebuilding.digest() == before
