"""What the page of a lesson says of its rule, to whom, and what its form and its document's address do."""

import datetime
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.models import Course, CourseVersion, LessonPage
from courses.releasing import release
from learning.enrolment import enrol
from learning.models import Enrolment, ItemState, ProgressEvent
from tests.factories import course_page
from tests.factories import learner as make_learner
from tests.films import document_block, give, video_block
from tests.learning.conftest import Items, phone_of

START = datetime.datetime(2026, 11, 25, 10, tzinfo=datetime.UTC)
STUDIED, WATCHED, OPENED, READ = range(4)
Rule = LessonPage.Rule
SHOWN = re.compile(r'name="shown" value="([^"]+)"')


@pytest.fixture
def course(db: None) -> Course:
    """A course of a lesson under each rule, the first asking for 180 seconds, and a quiz."""
    page = course_page(lessons=4, quizzes=1)
    give("lesson-1-1", minutes=9, rule=Rule.STUDIED)
    give("lesson-1-2", video_block(200), rule=Rule.WATCHED)
    give("lesson-1-3", document_block(), rule=Rule.OPENED)
    return release(page, None).course


@pytest.fixture(autouse=True)
def _taken(learner: User, course: Course) -> None:
    with time_machine.travel(START, tick=False):
        enrol(learner, course)


def at(seconds: int) -> time_machine.travel:
    return time_machine.travel(START + datetime.timedelta(seconds=seconds), tick=False)


def page_of(browser: Client, places: Items, place: int, language: str = "ar") -> str:
    return browser.get(places[place].url.replace("/ar/", f"/{language}/", 1)).content.decode()


def press(browser: Client, places: Items, page: str, place: int = STUDIED) -> str:
    """Send the form of a lesson's page; return where that leads."""
    found = SHOWN.search(page)
    shown = {"shown": found[1]} if found else {}
    return browser.post(reverse("learning:done", args=places[place].address), shown)["Location"]


def state(learner: User, places: Items, place: int, **fields: object) -> None:
    ItemState.objects.create(learner=learner, item_uid=places[place].uid, first_seen_at=START, **fields)


# --- The rule in words ------------------------------------------------------------------------------------------------

WORDS = {
    "en": [
        "read to its end and spent at least 3 minutes on it",
        "watched 80% of the video, or read its transcript",
        "complete when you open its document",
        "complete when you press “Mark as done”",
    ],
    "fr": [
        "jusqu’au bout en y passant au moins 3 minutes",
        "regardé 80\N{NO-BREAK SPACE}% de la vidéo, ou lu sa transcription",
        "terminée quand vous ouvrez son document",
        "appuyez sur «\N{NO-BREAK SPACE}J’ai terminé\N{NO-BREAK SPACE}»",
    ],
    "ar": ["المدة الدنيا: 3 دقائق", "شاهدت 80% من الفيديو، أو قرأت نصه", "متى فتحت وثيقته", "حين تضغط «أتممت الدرس»"],
}


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("place", [STUDIED, WATCHED, OPENED, READ])
def test_lesson_says_by_which_rule_it_counts(phone: Client, places: Items, place: int, language: str) -> None:
    page = page_of(phone, places, place, language)

    assert [words in page for words in WORDS[language]] == [number == place for number in range(4)]


@pytest.mark.parametrize("place", [STUDIED, WATCHED, OPENED, READ])
def test_lesson_that_is_done_says_so_and_asks_nothing(phone: Client, learner: User, places: Items, place: int) -> None:
    state(learner, places, place, settled_at=START)

    page = page_of(phone, places, place, "en")

    assert "You completed this lesson." in page
    assert 'id="done"' not in page
    assert 'data-is-done="yes"' in page
    assert "So far" not in page


def test_lesson_says_what_is_missing_to_each_learner(phone: Client, learner: User, places: Items) -> None:
    other = make_learner()
    enrol(other, Course.objects.get())
    state(learner, places, STUDIED, active_seconds=80)
    state(other, places, STUDIED, active_seconds=200)
    state(learner, places, WATCHED, played_seconds=70)

    assert "So far: 1 minute and 20 seconds." in page_of(phone, places, STUDIED, "en")
    assert "You have spent that time" in page_of(phone_of(other), places, STUDIED, "en")
    assert "So far: 35%." in page_of(phone, places, WATCHED, "en")
    assert "So far" not in page_of(phone_of(other), places, WATCHED, "en")


def test_outline_and_what_is_left_say_what_each_item_asks(phone: Client, learner: User, places: Items) -> None:
    course = Course.objects.get()
    state(learner, places, READ, settled_at=START)

    outline = page_of(phone, places, STUDIED, "en")
    left = phone.get(f"/en/courses/{course.slug}/").content.decode()
    mine = phone.get("/en/learn/").content.decode()

    for words in ("· to read to its end", "· to watch", "· to open", "· to pass"):
        assert words in outline
        assert words in left
    assert "· to read\n" not in outline
    assert "Lesson 1.1 ar</a> · to read to its end" in mine


def test_outline_of_visitors_asks_nothing(client: Client, places: Items) -> None:
    assert "· to watch" not in page_of(client, places, READ, "en")


# --- What scripts and forms find --------------------------------------------------------------------------------------


def test_tracker_knows_the_item_and_its_rule(phone: Client, places: Items) -> None:
    for place, rule in ((STUDIED, "studied"), (WATCHED, "watched"), (READ, "read")):
        uid = places[place].uid
        tracker = f'<div id="tracker" hidden data-item="{uid}" data-rule="{rule}" data-is-done="no"></div>'
        page = page_of(phone, places, place)
        assert tracker in page
        assert page.index("<div data-end>") < page.index('id="tracker"')


def test_nobody_else_is_tracked_or_timed(client: Client, places: Items) -> None:
    stranger = phone_of(make_learner())

    for browser in (client, stranger):
        page = page_of(browser, places, STUDIED)
        assert 'id="tracker"' not in page
        assert SHOWN.search(page) is None
        assert "data-end" in page


def test_lesson_outside_the_learners_version_is_not_tracked(phone: Client, places: Items) -> None:
    version = CourseVersion.objects.get()
    older = CourseVersion.objects.create(
        course=version.course, number=2, change_class="editorial", outline=version.outline[1:], tree_hash="-"
    )
    Enrolment.objects.update(version=older)

    page = page_of(phone, places, STUDIED)

    assert 'id="tracker"' not in page
    assert 'id="done"' not in page


def test_only_a_studied_lesson_is_timed(phone: Client, places: Items) -> None:
    assert [bool(SHOWN.search(page_of(phone, places, place))) for place in range(4)] == [True, False, False, False]


@pytest.mark.parametrize("place", [WATCHED, READ])
def test_button_says_what_was_done_and_leads_on(phone: Client, places: Items, place: int) -> None:
    page = page_of(phone, places, place)

    assert ("قرأت نص الفيديو" in page) == (place == WATCHED)
    assert press(phone, places, page, place) == places[place + 1].url


def test_studied_lesson_pressed_too_early_is_shown_again_with_what_is_missing(phone: Client, places: Items) -> None:
    with at(0):
        page = page_of(phone, places, STUDIED)
    with at(100):
        assert press(phone, places, page) == places[STUDIED].url
        again = page_of(phone, places, STUDIED)
    with at(180):
        assert press(phone, places, again) == places[STUDIED + 1].url

    assert "المدة المتبقية: دقيقة واحدة و20 ثانية" in again
    assert "حتى الآن: دقيقة واحدة و40 ثانية" in again


# --- The document -----------------------------------------------------------------------------------------------------


def document(places: Items) -> str:
    return reverse("learning:document", args=places[OPENED].address)


def test_document_leads_everyone_to_the_file_and_completes_the_lesson_of_learners(
    phone: Client, client: Client, learner: User, places: Items
) -> None:
    stranger = phone_of(make_learner())
    address = document(places)

    pages = [page_of(browser, places, OPENED) for browser in (client, stranger, phone)]
    answers = [browser.get(address)["Location"] for browser in (client, stranger, phone, phone)]

    assert all(f'class="file" href="{address}"' in page for page in pages)
    assert len(set(answers)) == 1
    assert b"".join(client.get(answers[0])) == b"content"
    assert [(event.learner, event.kind) for event in ProgressEvent.objects.all()] == [(learner, "fetched")]
    assert "أتممت هذا الدرس" in page_of(phone, places, OPENED)


def test_document_is_opened_by_the_main_button_until_it_was(phone: Client, places: Items) -> None:
    main = f'class="btn btn--main player__step player__step--next" href="{document(places)}"'

    page = page_of(phone, places, OPENED)
    assert main in page
    assert 'id="done"' not in page
    phone.get(document(places))
    assert main not in page_of(phone, places, OPENED)


def test_document_that_was_only_looked_for_is_not_opened(phone: Client, places: Items) -> None:
    assert phone.head(document(places)).status_code == 302
    assert phone.post(document(places)).status_code == 405
    assert not ProgressEvent.objects.exists()


def test_document_of_a_lesson_without_one_and_of_no_lesson_is_not_found(client: Client, places: Items) -> None:
    course, module, _item = places[0].address

    assert client.get(reverse("learning:document", args=places[READ].address)).status_code == 404
    assert client.get(reverse("learning:document", args=places[4].address)).status_code == 404
    assert client.get(reverse("learning:document", args=[course, module, "nowhere"])).status_code == 404


def test_document_in_a_language_without_one_is_the_sources(client: Client, places: Items) -> None:
    assert "/documents/" in client.get(document(places).replace("/ar/", "/fr/", 1))["Location"]


def test_pressing_done_without_opening_the_document_says_what_to_do(phone: Client, places: Items) -> None:
    assert press(phone, places, "", OPENED) == places[OPENED].url
    assert "افتح وثيقته أولا" in page_of(phone, places, OPENED)
