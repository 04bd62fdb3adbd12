"""What a release says to those who follow an earlier version."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from courses import editing, releasing
from courses.models import Course, CoursePage, LessonPage, ModulePage
from courses.releasing import Decision
from tests import factories
from tests.staff import person, signed_in

pytestmark = pytest.mark.django_db
TOMORROW = datetime.timedelta(days=1)


def add_lesson(page: CoursePage) -> LessonPage:
    module = ModulePage.objects.child_of(page)[0]
    lesson = LessonPage(title="درس جديد", slug="new", locale=module.locale, body=[("text", "<p>نص</p>")])
    module.add_child(instance=lesson)
    return lesson


def row(page: CoursePage) -> Course:
    return Course.objects.get(pk=page.translation_key)


def test_course_says_in_which_version_an_item_was_missing_last() -> None:
    page = factories.course_page(lessons=2, quizzes=0)
    releasing.release(page, None)
    lesson = LessonPage.objects.get(slug="lesson-1-2", locale__language_code="ar")
    before = row(page).dropped

    editing.leave_out(lesson, None)
    releasing.release(page, None)
    without = row(page).dropped
    lesson.refresh_from_db()
    lesson.is_left_out = False
    lesson.save_revision()
    releasing.release(page, None)

    assert (before, without) == ({}, {str(lesson.translation_key): 2})
    assert row(page).dropped == without


def test_course_says_in_which_version_more_than_wording_changed() -> None:
    page = factories.course_page(lessons=2, quizzes=0)
    releasing.release(page, None)
    first = row(page).newest_change
    lesson = LessonPage.objects.get(slug="lesson-1-2", locale__language_code="ar")
    lesson.title = "عنوان آخر"
    lesson.save_revision()
    releasing.release(page, None)
    editorial = row(page).newest_change
    add_lesson(page)

    releasing.release(page, None)

    assert (first, editorial, row(page).newest_change) == (1, 1, 3)


def test_date_and_what_is_done_again_are_for_a_substantive_change_alone() -> None:
    page = factories.course_page(lessons=2, quizzes=0)
    uid = releasing.release(page, None).outline[0]["uid"]
    day = timezone.localdate() + TOMORROW

    for decision in (Decision(move_by=day), Decision("additive", redo=[uid])):
        with pytest.raises(releasing.NothingToMoveFor):
            releasing.release(page, None, decision)
    version = releasing.release(page, None, Decision("substantive", day, [uid, "of-no-item"]))

    assert (version.number, version.move_by, version.redo) == (2, day, [uid])


def test_decision_sent_twice_is_one_version() -> None:
    page = factories.course_page(lessons=1, quizzes=0)
    releasing.release(page, None)
    decision = Decision("substantive", timezone.localdate() + TOMORROW)

    versions = [releasing.release(page, None, decision) for _time in range(2)]

    assert versions[0] == versions[1]


def test_release_form_takes_a_day_to_come_and_what_is_done_again() -> None:
    page = factories.course_page(lessons=2, quizzes=0)
    uid = releasing.release(page, None).outline[1]["uid"]
    editor, address = signed_in(person("Editors")), reverse("courses_admin:release", args=[page.pk])
    today = timezone.localdate()

    asked = editor.get(address).content.decode()
    refused = editor.post(address, {"change_class": "substantive", "move_by": today.isoformat()})
    done = editor.post(
        address, {"change_class": "substantive", "move_by": (today + TOMORROW).isoformat(), "redo": [uid]}
    )

    assert "Lesson 1.2" in asked or "1.2 ar" in asked
    assert (refused.status_code, done.status_code) == (200, 302)
    version = row(page).current_version
    assert version is not None
    assert (version.number, version.move_by, version.redo) == (2, today + TOMORROW, [uid])
