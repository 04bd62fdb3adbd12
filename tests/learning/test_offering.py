"""The current version, offered to those who follow an earlier one."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from courses.models import Course, LessonPage
from courses.releasing import Decision
from learning import moving
from learning.enrolment import enrol, leave
from learning.marking import mark_done
from learning.models import Enrolment, Transition
from learning.offering import offer_of
from tests.factories import released_course
from tests.learning.conftest import Items, phone_of
from tests.learning.releasing import add_lesson, leave_out, release_again


def version_url(course: Course, act: str = "version") -> str:
    return reverse(f"learning:{act}", args=[course.slug])


def offers(phone: Client, course: Course) -> list[bool]:
    """Say whether the course's page and "my courses" lead to the newer version."""
    pages = (course.url, reverse("learning:my_learning"))
    return [version_url(course) in phone.get(page).content.decode() for page in pages]


def test_offer_says_what_is_new_kept_done_again_and_gone(
    learner: User, course: Course, enrolment: Enrolment, places: Items
) -> None:
    for slug in ("lesson-1-1", "lesson-1-2"):
        mark_done(learner, course=course.slug, module="module-1", item=slug)
    new = add_lesson(course)
    leave_out(course, "quiz-1-1")
    day = timezone.localdate() + datetime.timedelta(days=7)
    release_again(course, Decision("substantive", day, [places[0].uid]))

    offer = offer_of(learner, course, "ar")

    assert offer is not None
    assert [item.uid for item in offer.new] == [str(new.translation_key)]
    assert [item.uid for item in offer.kept] == [places[1].uid]
    assert [item.uid for item in offer.redo] == [places[0].uid]
    assert [item.uid for item in offer.gone] == [places[2].uid]
    assert (offer.move_by, offer.is_complete) == (day, False)


def test_offer_keeps_what_comes_back_and_was_done_long_ago(
    learner: User, course: Course, enrolment: Enrolment, places: Items
) -> None:
    mark_done(learner, course=course.slug, module="module-1", item="lesson-1-1")
    leave_out(course, "lesson-1-1")
    moving.move(enrolment, release_again(course), Transition.Reason.OFFERED)
    LessonPage.objects.filter(slug="lesson-1-1").update(is_left_out=False)
    release_again(course)

    offer = offer_of(learner, course, "ar")

    assert offer is not None
    assert (offer.new, [item.uid for item in offer.kept]) == ((), [places[0].uid])


def test_changed_wording_is_not_offered(phone: Client, course: Course, enrolment: Enrolment) -> None:
    lesson = LessonPage.objects.get(slug="lesson-1-1", locale__language_code="ar")
    lesson.title = "عنوان آخر"
    lesson.save_revision()
    release_again(course)

    assert offers(phone, course) == [False, False]
    assert phone.get(version_url(course))["Location"] == course.url
    assert phone.post(version_url(course, "move"))["Location"] == course.url
    assert not Transition.objects.exists()


def test_learner_is_told_looks_and_moves(phone: Client, course: Course, enrolment: Enrolment) -> None:
    new = add_lesson(course)
    release_again(course)
    before = offers(phone, course)

    shown = phone.get(version_url(course)).content.decode()
    moved = phone.post(version_url(course, "move"))
    phone.post(version_url(course, "move"))

    enrolment.refresh_from_db()
    assert new.title in shown
    assert version_url(course, "move") in shown
    assert (before, offers(phone, course)) == ([True, True], [False, False])
    assert (moved["Location"], enrolment.version.number) == (course.url, 2)
    assert Transition.objects.count() == 1


def test_offer_put_away_comes_back_with_more(phone: Client, course: Course, enrolment: Enrolment) -> None:
    add_lesson(course)
    release_again(course)
    phone.post(version_url(course, "stay"))
    put_away = offers(phone, course)
    add_lesson(course, "newer")
    release_again(course)

    enrolment.refresh_from_db()
    assert (put_away, offers(phone, course)) == ([False, False], [True, True])
    assert enrolment.version.number == 1


def test_who_is_complete_is_told_and_loses_nothing(named: User) -> None:
    course = released_course(lessons=1, quizzes=0)
    enrolment = enrol(named, course)
    mark_done(named, course=course.slug, module="module-1", item="lesson-1-1")
    add_lesson(course)
    release_again(course)
    phone = phone_of(named)
    told = offers(phone, course)

    shown = phone.get(version_url(course)).content.decode()
    phone.post(version_url(course, "move"))
    phone.post(version_url(course, "stay"))

    enrolment.refresh_from_db()
    assert (told, offers(phone, course)) == ([True, True], [False, False])
    assert version_url(course, "move") not in shown
    assert (enrolment.state, enrolment.version.number) == (Enrolment.State.COMPLETED, 1)


@pytest.mark.parametrize("act", ["version", "move", "stay"])
def test_versions_are_for_those_in_the_course(phone: Client, client: Client, course: Course, act: str) -> None:
    url = version_url(course, act)

    stranger = phone.get(url) if act == "version" else phone.post(url)
    visitor = client.get(url) if act == "version" else client.post(url)

    assert (stranger.status_code, visitor.status_code) == (404, 302)


def test_my_courses_tell_what_was_left_and_taken_up_again(
    learner: User, phone: Client, course: Course, enrolment: Enrolment
) -> None:
    mine = reverse("learning:my_learning")
    before = phone.get(mine).content.decode()
    leave(learner, course)
    left = phone.get(mine)
    enrol(learner, course)
    again = phone.get(mine)

    history = [shown.context["history"] for shown in (left, again)]
    assert 'id="history"' not in before
    assert [[one.again_at is None for one in each] for each in history] == [[True], [False]]
    assert history[1][0].content.slug == course.slug
    assert 'id="history"' in again.content.decode()
