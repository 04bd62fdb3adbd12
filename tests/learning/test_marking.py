"""Forms that say that an item is done, under every rule, in every browser."""

import datetime
import uuid

import pytest
import time_machine
from django.core.signing import Signer

from accounts.models import User
from courses.models import Course, LessonPage
from courses.releasing import release
from learning import marking
from learning.enrolment import enrol
from learning.marking import mark_done, note_opening, shown_now
from learning.models import Enrolment, ItemState, ProgressEvent
from learning.progress import Event, record
from learning.rebuilding import rebuild
from learning.refusals import NotEnrolled, UnknownItem
from tests.factories import course_page
from tests.films import document_block, give, video_block
from tests.learning.conftest import Items

START = datetime.datetime(2026, 11, 25, 10, tzinfo=datetime.UTC)
STUDIED, WATCHED, OPENED, READ = range(4)
Rule = LessonPage.Rule


@pytest.fixture
def taught(learner: User) -> Items:
    """The items of a course that the learner takes since START: a lesson under each rule, then a quiz.

    The first asks for 180 seconds.
    """
    page = course_page(lessons=4, quizzes=1, languages=("ar",))
    give("lesson-1-1", minutes=9, rule=Rule.STUDIED)
    give("lesson-1-2", video_block(200), rule=Rule.WATCHED)
    give("lesson-1-3", document_block(), rule=Rule.OPENED)
    course = release(page, None).course
    with time_machine.travel(START, tick=False):
        enrol(learner, course)
    return course.in_language("ar").items


def at(seconds: int) -> time_machine.travel:
    return time_machine.travel(START + datetime.timedelta(seconds=seconds), tick=False)


def mark(learner: User, items: Items, place: int, shown: str = "") -> marking.Marked:
    course, module, item = items[place].address
    return mark_done(learner, course=course, module=module, item=item, shown=shown)


def shown_at(learner: User, items: Items, seconds: int, place: int = STUDIED) -> str:
    with at(seconds):
        return shown_now(learner.pk, items[place].uid)


def invalidate(learner: User, item_uid: str) -> None:
    reason = {"reason": "Another person read it.", "by": "admin"}
    record(learner, [Event(uuid.uuid4(), uuid.UUID(item_uid), "invalidated", reason)], by_server=True)


# --- Where it leads ---------------------------------------------------------------------------------------------------


def test_mark_done_leads_to_the_item_that_follows(
    learner: User, course: Course, enrolment: Enrolment, places: Items
) -> None:
    module, item = places[0].module_slug, places[0].slug

    first = mark_done(learner, course=course.slug, module=module, item=item)
    second = mark_done(learner, course=course.slug, module=module, item=item)

    assert first.following == second.following == places[1]
    assert first.evaluation.percent == second.evaluation.percent == 33
    assert ProgressEvent.objects.count() == 1
    enrolment.refresh_from_db()
    assert str(enrolment.last_item_uid) == places[0].uid


def test_mark_done_refuses_quizzes_unknown_items_and_strangers(
    learner: User, course: Course, enrolment: Enrolment, places: Items, named: User
) -> None:
    quiz = places[2]

    with pytest.raises(UnknownItem):
        mark_done(learner, course=course.slug, module=quiz.module_slug, item=quiz.slug)
    with pytest.raises(UnknownItem):
        mark_done(learner, course=course.slug, module=quiz.module_slug, item="nowhere")
    with pytest.raises(NotEnrolled):
        mark_done(named, course=course.slug, module=quiz.module_slug, item=places[0].slug)


# --- Read and watched -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [READ, WATCHED])
def test_text_or_transcript_that_was_read_is_done(learner: User, taught: Items, place: int) -> None:
    marked = mark(learner, taught, place)

    assert marked.missing == ""
    assert taught[place].uid in marked.evaluation.done
    assert marked.following == taught[place + 1]


def test_lesson_is_read_anew_once_it_was_invalidated(learner: User, taught: Items) -> None:
    with at(10):
        mark(learner, taught, READ)
    with at(20):
        invalidate(learner, taught[READ].uid)
    with at(30):
        again = [mark(learner, taught, READ) for _ in range(2)]

    assert [taught[READ].uid in marked.evaluation.done for marked in again] == [True, True]
    assert ProgressEvent.objects.filter(kind="read").count() == 2


# --- Studied ----------------------------------------------------------------------------------------------------------


def test_studied_lesson_is_done_after_its_time(learner: User, taught: Items) -> None:
    shown = shown_at(learner, taught, 5)

    with at(5 + 180):
        marked = mark(learner, taught, STUDIED, shown)

    assert marked.missing == ""
    assert marked.following == taught[1]
    assert ItemState.objects.get().active_seconds == 180


def test_studied_lesson_too_early_says_what_is_missing_and_keeps_the_rest(learner: User, taught: Items) -> None:
    first = shown_at(learner, taught, 0)
    with at(100):
        early = mark(learner, taught, STUDIED, first)

    again = shown_at(learner, taught, 1000)
    with at(1079):
        nearly = mark(learner, taught, STUDIED, again)
    with at(1080):
        done = mark(learner, taught, STUDIED, again)

    assert "دقيقة واحدة و20 ثانية" in early.missing
    assert "ثانية واحدة" in nearly.missing
    assert done.missing == ""


def test_studied_form_sent_twice_adds_nothing(learner: User, taught: Items) -> None:
    shown = shown_at(learner, taught, 0)
    with at(90):
        mark(learner, taught, STUDIED, shown)
        events, state = ProgressEvent.objects.count(), ItemState.objects.values().get()
        mark(learner, taught, STUDIED, shown)

    assert events == 3
    assert ProgressEvent.objects.count() == events
    assert ItemState.objects.values().get() == state


def test_studied_time_is_counted_once_in_ten_tabs(learner: User, taught: Items) -> None:
    tabs = [shown_at(learner, taught, second) for second in range(10)]

    with at(60):
        marked = [mark(learner, taught, STUDIED, tab) for tab in tabs]

    assert ItemState.objects.get().active_seconds == 60
    assert all(each.missing for each in marked)


def test_studied_time_is_no_longer_than_what_is_needed(learner: User, taught: Items) -> None:
    shown = shown_at(learner, taught, 0)

    with at(100_000):
        mark(learner, taught, STUDIED, shown)

    assert ItemState.objects.get().active_seconds == 180
    assert max(event.body["seconds"] for event in ProgressEvent.objects.filter(kind="active")) == 60


@pytest.mark.parametrize("forged", ["", "x", "x:y", "\x00", "é:é", "eyJ9:x"])
def test_studied_lesson_without_our_word_has_taken_no_time(learner: User, taught: Items, forged: str) -> None:
    with at(1000):
        marked = mark(learner, taught, STUDIED, forged)

    assert "3 دقائق" in marked.missing
    assert ItemState.objects.get().active_seconds == 0
    assert ItemState.objects.get().ended_at is not None


def test_word_for_another_person_or_lesson_or_of_another_kind_counts_for_nothing(
    learner: User, named: User, taught: Items
) -> None:
    words = [shown_at(named, taught, 0), shown_at(learner, taught, 0, READ)]
    words.append(Signer(salt="something-else").sign_object([learner.pk, taught[STUDIED].uid, 0]))

    with at(1000):
        marked = [mark(learner, taught, STUDIED, word) for word in words]

    assert all(each.missing for each in marked)
    assert ItemState.objects.get().active_seconds == 0


def test_studied_lesson_does_not_take_that_it_was_read(learner: User, taught: Items) -> None:
    sent = Event(uuid.uuid4(), uuid.UUID(taught[STUDIED].uid), "read")

    assert [refused.reason for refused in record(learner, [sent]).refused] == ["wrong_kind"]


# --- Opened -----------------------------------------------------------------------------------------------------------


def test_opening_completes_the_lesson_once(learner: User, taught: Items) -> None:
    course = Course.objects.get()

    for _ in range(2):
        note_opening(learner, course, taught[OPENED].uid)

    assert [event.kind for event in ProgressEvent.objects.all()] == ["fetched"]
    assert mark(learner, taught, OPENED).missing == ""


def test_lesson_whose_document_was_not_opened_says_so(learner: User, taught: Items) -> None:
    marked = mark(learner, taught, OPENED)

    assert "افتح" in marked.missing
    assert taught[OPENED].uid not in marked.evaluation.done


def test_opening_says_nothing_of_other_lessons_and_other_people(learner: User, named: User, taught: Items) -> None:
    course = Course.objects.get()

    note_opening(learner, course, taught[READ].uid)
    note_opening(learner, course, str(uuid.uuid4()))
    note_opening(named, course, taught[OPENED].uid)

    assert not ProgressEvent.objects.exists()


def test_opening_counts_anew_once_it_was_invalidated(learner: User, taught: Items) -> None:
    course, uid = Course.objects.get(), taught[OPENED].uid
    with at(10):
        note_opening(learner, course, uid)
    with at(20):
        invalidate(learner, uid)
    with at(30):
        before = mark(learner, taught, OPENED)
        note_opening(learner, course, uid)
        after = mark(learner, taught, OPENED)

    assert (bool(before.missing), after.missing) == (True, "")


def test_mark_done_of_a_state_that_was_lost_goes_on(learner: User, course: Course, enrolment: Enrolment) -> None:
    mark_done(learner, course=course.slug, module="module-1", item="lesson-1-1")
    ItemState.objects.all().delete()

    marked = mark_done(learner, course=course.slug, module="module-1", item="lesson-1-1")

    assert marked.missing == ""
    rebuild(learner.pk)
    assert ItemState.objects.get().settled_at is not None
