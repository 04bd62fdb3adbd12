import datetime
import random
import uuid
from typing import Any

from django.utils import timezone

from accounts.models import User
from certificates.models import Certificate
from courses.models import Course, LocalisedItem
from learning import ledger
from learning.enrolment import enrol, leave
from learning.models import Enrolment, ItemState, ProgressEvent
from learning.progress import Event, record
from tests.factories import learner as make_learner
from tests.factories import released_course
from tests.learning.conftest import Items


def event(place: LocalisedItem, kind: str = "read") -> Event:
    return Event(uuid.uuid4(), uuid.UUID(place.uid), kind)


def test_record_takes_an_event_and_tells_the_new_state(learner: User, enrolment: Enrolment, places: Items) -> None:
    read = event(places[0])

    recorded = record(learner, [read])

    assert recorded.accepted == (read.event_uid,)
    assert recorded.refused == ()
    assert recorded.states[read.item_uid].settled_at is not None
    assert recorded.evaluations[enrolment.pk].percent == 33


def test_record_takes_the_same_event_once(learner: User, enrolment: Enrolment, places: Items) -> None:
    read = event(places[0])
    record(learner, [read])
    before = ItemState.objects.values().get()

    again = record(learner, [read, read])

    assert again.accepted == (read.event_uid,)
    assert ProgressEvent.objects.count() == 1
    assert ItemState.objects.values().get() == before


def test_record_takes_the_first_of_two_events_of_one_name(learner: User, enrolment: Enrolment, places: Items) -> None:
    read = event(places[0])

    record(learner, [read, Event(read.event_uid, read.item_uid, "opened")])

    assert ProgressEvent.objects.get().kind == "read"


def test_record_of_shuffled_repeated_batches_gives_the_same_states(course: Course, places: Items) -> None:
    now = timezone.now()
    chance = random.Random(7)
    bodies: list[tuple[str, dict[str, Any]]] = [
        ("opened", {}),
        ("read", {}),
        ("ended", {}),
        *[("active", {"seconds": 45})] * 6,
    ]
    sent = [
        Event(
            uuid.uuid4(),
            uuid.UUID(place.uid),
            kind,
            body,
            client_at=now - datetime.timedelta(seconds=chance.randrange(900)),
        )
        for place in places[:2]
        for kind, body in bodies
    ]
    tables = []
    for _ in range(6):
        someone = make_learner()
        enrol(someone, course)
        Enrolment.objects.update(enrolled_at=now - datetime.timedelta(hours=1))
        batch = sent + chance.sample(sent, 3)
        chance.shuffle(batch)
        cut = chance.randrange(len(batch))
        record(someone, batch[:cut])
        record(someone, batch[cut:])
        rows = ItemState.objects.filter(learner=someone).order_by("item_uid")
        tables.append(list(rows.values("item_uid", *ledger.FOLDED)))

    assert all(table == tables[0] for table in tables)
    assert len(tables[0]) == 2


def test_record_refuses_singly_with_a_reason(learner: User, enrolment: Enrolment, places: Items) -> None:
    elsewhere = released_course()
    foreign = Event(uuid.uuid4(), uuid.UUID(elsewhere.in_language("ar").items[0].uid), "read")
    unknown = Event(uuid.uuid4(), uuid.uuid4(), "read")
    graded = Event(uuid.uuid4(), uuid.UUID(places[2].uid), "graded", {"score": 100, "is_passed": True})
    quiz_read, nonsense, good = event(places[2]), event(places[0], "invented"), event(places[0])

    recorded = record(learner, [foreign, unknown, graded, quiz_read, nonsense, good])

    assert recorded.accepted == (good.event_uid,)
    assert {refused.event_uid: refused.reason for refused in recorded.refused} == {
        foreign.event_uid: "not_enrolled",
        unknown.event_uid: "unknown",
        graded.event_uid: "wrong_kind",
        quiz_read.event_uid: "wrong_kind",
        nonsense.event_uid: "wrong_kind",
    }
    assert ProgressEvent.objects.count() == 1


def test_record_takes_nothing_for_a_course_that_was_left(
    learner: User, course: Course, enrolment: Enrolment, places: Items
) -> None:
    leave(learner, course)

    recorded = record(learner, [event(places[0])])

    assert [refused.reason for refused in recorded.refused] == ["not_enrolled"]


def test_record_of_the_last_item_completes_and_issues_once(named: User) -> None:
    course = released_course(lessons=2, quizzes=0)
    enrolment = enrol(named, course)
    items = [uuid.UUID(place.uid) for place in course.in_language("ar").items]

    record(named, [Event(uuid.uuid4(), item, "read") for item in items])
    record(named, [Event(uuid.uuid4(), item, "read") for item in items])

    enrolment.refresh_from_db()
    assert enrolment.state == Enrolment.State.COMPLETED
    certificate = Certificate.objects.get()
    assert certificate.subject_uid == course.uid
    assert certificate.facts["hours"] == 2
    assert certificate.facts["ar"]["course"] == course.contents["ar"]["title"]
    assert certificate.facts["fr"]["course"] == course.contents["fr"]["title"]
    assert certificate.facts["en"]["course"] == course.contents["ar"]["title"]


def test_active_time_is_no_longer_than_the_enrolment(learner: User, enrolment: Enrolment, places: Items) -> None:
    now = timezone.now()
    claimed = [
        Event(uuid.uuid4(), uuid.UUID(places[0].uid), "active", {"seconds": 60}, now - datetime.timedelta(minutes=ago))
        for ago in range(150)
    ]

    recorded = record(learner, claimed)

    assert len(recorded.accepted) == 150
    assert ItemState.objects.get().active_seconds <= 62


def test_record_takes_what_only_the_server_may_say_from_the_server(
    learner: User, enrolment: Enrolment, places: Items
) -> None:
    kept = Event(uuid.uuid4(), uuid.UUID(places[2].uid), "kept")

    assert [refused.reason for refused in record(learner, [kept]).refused] == ["wrong_kind"]
    assert record(learner, [kept], by_server=True).accepted == (kept.event_uid,)


def test_invalidated_item_is_asked_again(learner: User, enrolment: Enrolment, places: Items) -> None:
    read = event(places[0])
    record(learner, [read])

    recorded = record(learner, [Event(uuid.uuid4(), read.item_uid, "invalidated", {"reason": "x"})], by_server=True)
    resent = record(learner, [read])
    again = record(learner, [event(places[0])])

    assert recorded.evaluations[enrolment.pk].percent == resent.evaluations[enrolment.pk].percent == 0
    assert again.evaluations[enrolment.pk].percent == 33


def test_place_is_that_of_the_last_event_of_a_batch(learner: User, enrolment: Enrolment, places: Items) -> None:
    record(learner, [event(places[0], "opened"), event(places[1], "opened"), event(places[0], "ended")])

    enrolment.refresh_from_db()
    assert str(enrolment.last_item_uid) == places[0].uid


def test_time_that_waited_on_a_phone_counts_for_who_left_and_came_back(
    learner: User, course: Course, enrolment: Enrolment, places: Items
) -> None:
    now = timezone.now()
    Enrolment.objects.update(enrolled_at=now - datetime.timedelta(minutes=15))
    waited = [
        Event(uuid.uuid4(), uuid.UUID(places[0].uid), "active", {"seconds": 60}, now - datetime.timedelta(minutes=ago))
        for ago in range(1, 21)
    ]
    leave(learner, course)
    enrol(learner, course)

    record(learner, waited)

    # Since they first enrolled, and the minute that ended then.
    assert ItemState.objects.get().active_seconds == 15 * 60
