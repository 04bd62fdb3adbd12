"""What is foretold of a release, and what then happens."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from courses import editing
from courses.drafting import read_draft
from courses.models import Course, LessonPage
from learning import quizzes
from learning.enrolment import enrol, leave
from learning.impact import Impact, OnVersion, impact
from learning.marking import mark_done
from learning.models import Attempt, Enrolment, ItemState, ProgressEvent
from learning.tasks import sweep
from tests import factories
from tests.learning.releasing import add_lesson, correct_key, leave_out, page_of, release_again
from tests.learning.test_regrading import choose
from tests.staff import person, signed_in

# Who: the lessons done, the place of the answer to the single choice (0 is right, 1 will be; None: no attempt).
LEARNERS = {
    "three lessons, passed but one lesson": ("1 2", 0),
    "failed by the key, a lesson to go": ("1 2", 1),
    "failed by the key": ("1 2 3", 1),
    "begun": ("1", None),
    "not begun": ("", None),
    "completed": ("1 2 3", 0),
    "completed without names": ("1 2 3", 0),
    "completed and gone": ("1 2 3", 0),
    "left": ("1 2 3", 1),
}
NAMELESS = "completed without names"
# Written by hand from the table above, for a draft that leaves out the third lesson, adds one and corrects the key.
FORETOLD = {
    "in_progress": 5,
    "offered": 2,
    "told": 2 + 3,
    "by_waiver": 1,
    "by_key": 2,
    "grades": 2,
    "ahead": 1,
    "behind": 0,
    "elsewhere": 1,
}


def sql(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


COMPLETED = "SELECT count(*) FROM learning_enrolment WHERE state = 'completed'"
CERTIFIED = "SELECT count(*) FROM certificates_certificate WHERE status = 'valid'"
OFFERED = """
    SELECT e.state, count(*) FROM learning_enrolment e
    JOIN courses_courseversion v ON v.id = e.version_id
    JOIN courses_course c ON c.uid = e.course_id
    WHERE v.number < c.newest_change AND e.declined < c.newest_change
    GROUP BY e.state ORDER BY e.state
"""


def take(who: str, course: Course) -> User:
    lessons, place = LEARNERS[who]
    learner = factories.learner(names_confirmed_at=None if who == NAMELESS else timezone.now())
    enrolment = enrol(learner, course)
    for number in lessons.split():
        mark_done(learner, course=course.slug, module="module-1", item=f"lesson-1-{number}")
    if place is not None:
        attempt = quizzes.start(enrolment, course.in_language("ar").items[-1].uid)
        choose(learner, attempt, place=place)
        quizzes.submit(attempt)
    return learner


@pytest.fixture
def taught(db: None) -> Course:
    """A course of three lessons and a quiz that all LEARNERS take."""
    course = factories.released_course(lessons=3, quizzes=1)
    people = {who: take(who, course) for who in LEARNERS}
    leave(people["left"], course)
    people["completed and gone"].delete()
    return course


def redraft(course: Course) -> None:
    add_lesson(course)
    leave_out(course, "lesson-1-3")
    correct_key(course)


def foretell(course: Course) -> Impact:
    return impact(course, read_draft(page_of(course)))


def test_numbers_foretold_are_those_that_come(taught: Course) -> None:
    redraft(taught)
    scores = "SELECT uid, score FROM learning_attempt"
    before = dict(sql(scores))

    foretold = foretell(taught)
    release_again(taught)
    sweep()

    assert {name: getattr(foretold, name) for name in FORETOLD} == FORETOLD
    [version] = foretold.versions
    assert (version.number, version.in_progress, version.completed, version.certificates) == (1, 5, 2, 1)
    # As it came, by statements that know none of our functions.
    assert sql(COMPLETED) == [(2 + 3,)]
    assert sql(CERTIFIED) == [(2 + 3,)]
    assert [(state, number) for state, number in sql(OFFERED) if state != "left"] == [("active", 2), ("completed", 5)]
    after = dict(sql(scores))
    assert sum(after[uid] > score for uid, score in before.items()) == 2
    assert not any(after[uid] < score for uid, score in before.items())


def test_foretelling_changes_nothing(taught: Course) -> None:
    redraft(taught)
    models: list[Any] = [Enrolment, ItemState, Attempt, ProgressEvent]
    rows = [list(model.objects.order_by("pk").values()) for model in models]

    foretell(taught)

    assert [list(model.objects.order_by("pk").values()) for model in models] == rows
    assert taught.versions.count() == 1


def test_change_of_words_is_offered_to_nobody(taught: Course) -> None:
    lesson = LessonPage.objects.get(slug="lesson-1-1", locale__language_code="ar")
    lesson.title = "عنوان"
    lesson.save_revision()

    foretold = foretell(taught)

    assert (foretold.in_progress, foretold.offered, foretold.told, foretold.completing) == (5, 0, 0, 0)


def test_nothing_drafted_means_nothing(taught: Course) -> None:
    foretold = foretell(taught)

    assert (foretold.in_progress, foretold.elsewhere) == (5, 1)
    assert (foretold.offered, foretold.told, foretold.ahead, foretold.grades) == (0, 0, 0, 0)


def test_people_are_counted_on_their_versions(taught: Course) -> None:
    redraft(taught)
    release_again(taught)
    sweep()
    enrol(factories.learner(), taught)

    counted_on: tuple[OnVersion, ...] = foretell(taught).versions

    assert [(one.number, one.in_progress, one.completed, one.certificates) for one in counted_on] == [
        (2, 1, 0, 0),
        (1, 2, 5, 4),
    ]


def test_numbers_hold_when_more_people_come_than_a_chunk(taught: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    redraft(taught)
    whole = foretell(taught)

    for module in ("completion", "regrading"):
        monkeypatch.setattr(f"learning.{module}.CHUNK", 2)

    assert foretell(taught) == whole


def test_page_says_what_is_foretold(taught: Course) -> None:
    redraft(taught)
    address = reverse("learning_admin:impact", args=[page_of(taught).pk])
    editor = signed_in(person("Editors"))

    html = editor.get(address).content.decode()
    released = editor.get(reverse("courses_admin:release", args=[page_of(taught).pk])).content.decode()

    assert address in released
    assert "Lesson 1.3 ar" in html
    assert reverse("courses_admin:release", args=[page_of(taught).pk]) in html
    assert 'dir="rtl"' in html


@pytest.mark.django_db
def test_page_of_a_course_before_its_first_release_says_so() -> None:
    page = factories.course_page()

    answer = signed_in(person("Editors")).get(reverse("learning_admin:impact", args=[page.pk]))

    assert answer.status_code == 200
    assert answer.context["impact"] == Impact()


@pytest.mark.parametrize("group", ["", "Trainers"])
def test_who_may_not_release_is_refused(taught: Course, group: str) -> None:
    page = page_of(taught)
    page.get_descendants(inclusive=True).update(owner=None)
    client = signed_in(person(group)) if group else Client()

    assert client.get(reverse("learning_admin:impact", args=[page.pk])).status_code == 302
    assert not editing.may_release(factories.learner(), page)
    assert Enrolment.objects.count() == 8
