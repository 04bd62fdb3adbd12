import datetime
import random
import uuid
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from learning import quizzes
from learning.answering import is_sound, revision_of
from learning.models import Answer, Attempt, Enrolment, ProgressEvent
from learning.progress import Event, record
from tests.factories import learner as make_learner
from tests.learning.conftest import Items

NOW = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.UTC)


@pytest.fixture
def attempt(enrolment: Enrolment, places: Items) -> Attempt:
    return quizzes.start(enrolment, places[2].uid)


def answered(attempt: Attempt, number: int, option: int, sequence: int | None = None) -> Event:
    asked = attempt.paper[number]
    body = {
        "attempt": str(attempt.uid),
        "question": asked["uid"],
        "options": [asked["options"][option]["uid"]],
    }
    return Event(uuid.uuid4(), attempt.item_uid, "answered", body, sequence=sequence)


def chosen(attempt: Attempt) -> dict[str, list[str]]:
    return quizzes.answers_of(attempt)


def test_answers_of_a_batch_are_kept(learner: User, attempt: Attempt) -> None:
    one, other = answered(attempt, 0, 1), answered(attempt, 1, 0)

    recorded = record(learner, [one, other])

    assert recorded.accepted == (one.event_uid, other.event_uid)
    assert chosen(attempt) == {one.body["question"]: one.body["options"], other.body["question"]: other.body["options"]}


def test_highest_sequence_stands_in_any_order_and_split(learner: User, attempt: Attempt) -> None:
    base = int(timezone.now().timestamp() * 1000) - 10_000
    sent = [answered(attempt, 0, option, base + number) for number, option in enumerate([0, 1, 2, 1, 0, 2, 1])]
    chance = random.Random(3)

    for _ in range(5):
        Answer.objects.all().delete()
        ProgressEvent.objects.all().delete()
        shuffled = chance.sample(sent, len(sent))
        cut = chance.randrange(len(sent))
        record(learner, shuffled[:cut])
        record(learner, shuffled[cut:])
        assert chosen(attempt) == {sent[-1].body["question"]: sent[-1].body["options"]}


@pytest.mark.parametrize("is_first", [True, False])
def test_answer_without_a_count_is_the_newest_of_its_batch(learner: User, attempt: Attempt, *, is_first: bool) -> None:
    counted, uncounted = answered(attempt, 0, 0, 1), answered(attempt, 0, 1)

    record(learner, [uncounted, counted] if is_first else [counted, uncounted])

    assert chosen(attempt) == {uncounted.body["question"]: uncounted.body["options"]}


def test_form_is_newer_than_what_a_phone_sends_late(learner: User, attempt: Attempt) -> None:
    late = answered(attempt, 0, 1, int(timezone.now().timestamp() * 1000) - 5_000)
    asked = attempt.paper[0]

    quizzes.save_answer(learner, attempt, asked["uid"], [asked["options"][0]["uid"]])
    record(learner, [late])

    assert chosen(attempt) == {asked["uid"]: [asked["options"][0]["uid"]]}


def test_count_from_the_future_does_not_outlive_the_next_form() -> None:
    in_an_hour = int((NOW + datetime.timedelta(hours=1)).timestamp() * 1000)

    assert revision_of(in_an_hour, NOW) == revision_of(None, NOW)
    assert revision_of(5, NOW) == 5


def test_answer_taken_before_is_accepted_again_after_the_submission(learner: User, attempt: Attempt) -> None:
    before, after = answered(attempt, 0, 1), answered(attempt, 0, 0)
    record(learner, [before])
    quizzes.submit(attempt)

    recorded = record(learner, [before, after])

    assert recorded.accepted == (before.event_uid,)
    assert [(refused.event_uid, refused.reason) for refused in recorded.refused] == [(after.event_uid, "submitted")]
    assert chosen(attempt) == {before.body["question"]: before.body["options"]}


def test_answers_to_foreign_attempts_and_questions_are_refused(
    learner: User, enrolment: Enrolment, attempt: Attempt, places: Items
) -> None:
    other = make_learner()
    theirs = quizzes.start(
        Enrolment.objects.create(learner=other, course=enrolment.course, version=enrolment.version), places[2].uid
    )
    good, foreign = answered(attempt, 0, 1), answered(theirs, 0, 1)
    mixed = answered(attempt, 0, 1)
    wrong = Event(uuid.uuid4(), attempt.item_uid, "answered", {**mixed.body, "question": attempt.paper[1]["uid"]})
    elsewhere = Event(uuid.uuid4(), uuid.UUID(places[0].uid), "answered", dict(mixed.body))

    recorded = record(learner, [good, foreign, wrong, elsewhere])

    assert recorded.accepted == (good.event_uid,)
    assert {refused.event_uid: refused.reason for refused in recorded.refused} == {
        foreign.event_uid: "wrong_answer",
        wrong.event_uid: "wrong_answer",
        elsewhere.event_uid: "wrong_kind",
    }
    assert Answer.objects.get().attempt == attempt


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"attempt": "nonsense", "question": "a", "options": []},
        {"attempt": 5, "question": "a", "options": []},
        {"attempt": str(uuid.uuid4()), "question": 5, "options": []},
        {"attempt": str(uuid.uuid4()), "question": "a", "options": "abc"},
        {"attempt": str(uuid.uuid4()), "question": "a", "options": [1]},
        {"attempt": str(uuid.uuid4()), "question": "a", "options": ["a"] * 51},
        {"attempt": str(uuid.uuid4()).upper(), "question": "a", "options": []},
    ],
)
def test_malformed_answers_are_not_sound(body: dict[str, Any]) -> None:
    assert not is_sound(body)
