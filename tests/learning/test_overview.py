"""What a later release brings to those who follow an earlier version: nothing that is asked of them."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from courses.models import Course, CoursePage, LessonPage, ModulePage, Question, QuizPage
from courses.releasing import release
from learning.completion import confirm_names
from learning.enrolment import enrol
from learning.marking import mark_done
from learning.models import Enrolment
from learning.overview import overview_of
from learning.presenting import certificate_url
from tests.factories import add_question, released_course
from tests.learning.conftest import Items


@pytest.fixture
def added(course: Course, enrolment: Enrolment) -> Items:
    """The lesson and the quiz that the second version adds; the learner follows the first."""
    module = ModulePage.objects.get(locale__language_code="ar")
    lesson = LessonPage(title="درس جديد", slug="new-lesson", locale=module.locale, body=[("text", "<p>نص</p>")])
    module.add_child(instance=lesson)
    quiz = module.add_child(instance=QuizPage(title="اختبار جديد", slug="new-quiz", locale=module.locale))
    add_question(quiz, Question.Kind.SINGLE, right=1)
    release(CoursePage.objects.get(locale__language_code="ar"), None)
    course.refresh_from_db()
    return course.in_language("ar").items[-2:]


def test_lesson_outside_the_version_followed_offers_no_marking(phone: Client, added: Items) -> None:
    lesson, quiz = added

    page = phone.get(lesson.url).content.decode()

    assert reverse("learning:done", args=lesson.address) not in page
    assert quiz.title not in page.partition("player__in")[2]
    assert "Your certificate does not ask for it." in phone.get(f"/en{lesson.url[3:]}").content.decode()


def test_lesson_outside_the_version_followed_is_no_step_of_it(phone: Client, places: Items, added: Items) -> None:
    outside, inside = (phone.get(f"/en{lesson.url[3:]}").content.decode() for lesson in (added[0], places[0]))

    assert "Step " not in outside
    assert "Module 1 of" not in outside
    assert "Step 1 of 3" in inside
    assert "Module 1 of 1" in inside


def test_next_and_resume_stay_inside_the_version_followed(
    phone: Client, learner: User, course: Course, places: Items, added: Items
) -> None:
    first, second, quiz = places
    for place in (first, second):
        mark_done(learner, course=course.slug, module=place.module_slug, item=place.slug)

    overview = overview_of(learner, course, "ar")
    last_followed = phone.get(second.url).content.decode().partition("player__in")[2]

    assert overview is not None
    assert overview.resume == quiz
    assert quiz.title in last_followed
    assert course.in_language("ar").after(quiz) == added[0]
    assert overview.content.after(overview.resume) is None


def test_learner_with_a_certificate_is_not_asked_for_names_again(phone: Client, learner: User) -> None:
    course = released_course(lessons=1, quizzes=0, languages=("ar",))
    enrol(learner, course)
    mark_done(learner, course=course.slug, module="module-1", item="lesson-1-1")
    confirm_names(learner, name_ar=learner.name_ar, name_latin=learner.name_latin)
    User.objects.update(names_confirmed_at=None)
    learner.refresh_from_db()

    overview = overview_of(learner, course, "ar")
    pages = [phone.get(address).content.decode() for address in (course.url, reverse("learning:my_learning"))]

    assert overview is not None
    assert overview.needs_names is False
    assert [reverse("learning:confirm_names") in page for page in pages] == [False, False]
    assert certificate_url(learner) == reverse("learning:my_learning")


def test_resume_card_says_the_number_that_an_item_has_now(phone: Client, learner: User) -> None:
    course = released_course(lessons=2, quizzes=0, languages=("ar",))
    enrol(learner, course)
    address = f"/en{reverse('learning:my_learning')[3:]}"
    before = phone.get(address).content.decode()
    first, second = course.contents["ar"]["modules"][0]["items"]
    course.contents["ar"]["modules"][0]["items"] = [second, first]
    course.changed_at = timezone.now()
    course.save()
    Enrolment.objects.update(last_item_uid=first["uid"])

    after = phone.get(address).content.decode()

    assert "Step 1 of 2" in before
    assert "Step 2 of 2" in after


def test_completed_learner_resumes_nothing_that_came_later(learner: User, course: Course, added: Items) -> None:
    enrolment = Enrolment.objects.get()
    enrolment.version.outline = enrolment.version.outline[:2]
    enrolment.version.save()
    mark_done(learner, course=course.slug, module="module-1", item="lesson-1-1")
    marked = mark_done(learner, course=course.slug, module="module-1", item="lesson-1-2")

    overview = overview_of(learner, course, "ar")

    assert (marked.evaluation.complete, marked.following) == (True, None)
    assert overview is not None
    assert overview.next_url == course.in_language("ar").url


def test_quiz_outside_the_version_followed_shows_its_rules_and_says_so(phone: Client, added: Items) -> None:
    quiz = added[1]

    page = phone.get(f"/en{quiz.url[3:]}")

    assert page.status_code == 200
    assert "Your certificate does not ask for it." in page.content.decode()
    assert "Start the quiz" not in page.content.decode()
    assert phone.post(quiz.url)["Location"] == quiz.url
    assert phone.get(reverse("learning:quiz_result", args=quiz.address)).status_code == 404
