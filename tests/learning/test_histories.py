"""Whatever people do, in whatever order it arrives: the same state, and a certificate exactly when nothing remains."""

import datetime
import uuid
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from certificates.models import Certificate
from courses.models import Course, CourseVersion
from learning import rebuilding
from learning.enrolment import enrol
from learning.models import Enrolment
from learning.progress import Event, record
from tests.factories import learner as make_learner
from tests.factories import released_course

RULES: list[tuple[str, dict[str, int]]] = [
    ("read", {}),
    ("studied", {"seconds": 90}),
    ("watched", {"length": 60, "share": 80}),
    ("opened", {}),
    ("passed", {"pass_mark": 60}),
]

moments = st.integers(0, 600)
graded = st.integers(0, 100).map(lambda score: {"score": score, "is_passed": score >= 60, "attempt": 1})
spans = st.tuples(st.integers(0, 50), st.integers(1, 40)).map(lambda pair: {"from": pair[0], "to": sum(pair)})
# An item's place in the outline, what was done, and how many seconds after the enrolment.
acts = st.one_of(
    st.tuples(st.integers(0, 4), st.sampled_from(["opened", "ended"]), st.just({}), moments),
    st.tuples(st.integers(0, 4), st.just("active"), st.integers(20, 60).map(lambda n: {"seconds": n}), moments),
    st.tuples(st.sampled_from([0, 2]), st.just("read"), st.just({}), moments),
    st.tuples(st.just(2), st.just("played"), spans, moments),
    st.tuples(st.just(3), st.just("fetched"), st.just({}), moments),
    st.tuples(st.just(4), st.just("graded"), graded, moments),
)
histories = st.lists(acts, min_size=4, max_size=30)


@pytest.fixture
def course(db: None) -> Course:
    """A course of five items, each under another rule."""
    course = released_course(lessons=4, quizzes=1)
    version = CourseVersion.objects.get()
    for item, (rule, policy) in zip(version.outline, RULES, strict=True):
        item.update(rule=rule, policy=policy)
    version.save()
    return Course.objects.select_related("current_version").get(pk=course.pk)


def check(course: Course, history: list[tuple[int, str, dict[str, Any], int]], data: st.DataObject) -> None:
    learner = make_person()
    start = timezone.now() - datetime.timedelta(hours=1)
    Enrolment.objects.filter(pk=enrol(learner, course).pk).update(enrolled_at=start)
    outline = course.current_version.outline if course.current_version else []
    events = [
        Event(uuid.uuid4(), uuid.UUID(outline[item]["uid"]), kind, body, start + datetime.timedelta(seconds=seconds))
        for item, kind, body, seconds in history
    ]
    sent = data.draw(st.permutations(events + events[::3]))
    percent = 0
    while sent:
        size = data.draw(st.integers(1, len(sent)))
        batch, sent = sent[:size], sent[size:]
        evaluation = next(iter(record(learner, batch, by_server=True).evaluations.values()))
        assert percent <= evaluation.percent <= 100
        percent = evaluation.percent
        assert Certificate.objects.held_by(learner).exists() is not bool(evaluation.remaining)

    assert not list(rebuilding.differences_of([learner.pk]))
    completed = Enrolment.objects.get(learner=learner).state == Enrolment.State.COMPLETED
    assert completed is (percent == 100)
    assert Certificate.objects.held_by(learner).count() == int(completed)


def make_person() -> User:
    return make_learner(names_confirmed_at=timezone.now())


FIXTURES = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@given(histories, st.data())
@settings(max_examples=40, suppress_health_check=FIXTURES)
def test_any_order_gives_the_same_and_the_certificate_comes_when_nothing_remains(
    course: Course, history: list[tuple[int, str, dict[str, Any], int]], data: st.DataObject
) -> None:
    check(course, history, data)


@pytest.mark.long
@given(histories, st.data())
@settings(max_examples=10_000, suppress_health_check=FIXTURES)
def test_ten_thousand_histories(
    course: Course, history: list[tuple[int, str, dict[str, Any], int]], data: st.DataObject
) -> None:
    check(course, history, data)
