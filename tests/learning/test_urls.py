"""Addresses of learning that people come to in ways that no page of ours leads."""

import uuid

from django.test import Client
from django.urls import reverse

from accounts.models import User
from learning.enrolment import enrol
from learning.models import Attempt, Enrolment
from learning.progress import Event, record
from tests.factories import released_course
from tests.learning.conftest import Items, phone_of, sign_in


def test_quiz_submitted_after_the_session_ended_is_reviewed_after_signing_in(
    learner: User, client: Client, enrolment: Enrolment, places: Items
) -> None:
    quiz = places[2]
    phone_of(learner).post(quiz.url)
    submit = reverse("learning:quiz_submit", args=quiz.address)

    sent_away = client.post(submit)
    sign_in(client, learner)
    back = client.get(submit)

    assert sent_away["Location"] == f"{reverse('account_login')}?next={submit}"
    assert back["Location"] == reverse("learning:quiz_review", args=quiz.address)
    assert Attempt.objects.get().submitted_at is None


def test_head_of_every_page_of_learning_is_answered_as_get(phone: Client, enrolment: Enrolment, places: Items) -> None:
    quiz = places[2]
    phone.post(quiz.url)
    pages = [reverse("learning:my_learning"), reverse("learning:confirm_names"), quiz.url]
    pages += [reverse(f"learning:quiz_{page}", args=quiz.address) for page in ("review", "submit", "result")]

    assert [phone.head(page).status_code for page in pages] == [phone.get(page).status_code for page in pages]
    assert phone.head(pages[0]).status_code == 200


def test_last_item_marked_twice_leads_to_the_certificate_each_time(learner: User, phone: Client) -> None:
    course = released_course(lessons=2, quizzes=0, languages=("ar",))
    enrol(learner, course)
    first, second = course.in_language("ar").items
    record(learner, [Event(uuid.uuid4(), uuid.UUID(second.uid), "read")])
    url = reverse("learning:done", args=first.address)

    answers = [phone.post(url)["Location"] for _ in range(2)]

    assert answers == [reverse("learning:confirm_names")] * 2


def test_outline_is_not_offered_for_enrolling(phone: Client, client: Client) -> None:
    outline = released_course(is_outline_only=True)
    enrolling = reverse("learning:enrol", args=[outline.slug])
    quiz = outline.in_language("ar").items[2]

    answers = [browser.get(enrolling)["Location"] for browser in (phone, client)]
    answers += [browser.post(enrolling)["Location"] for browser in (phone, client)]
    page = phone.get(quiz.url)

    assert answers == [outline.url] * 4
    assert "لا يمكن التسجيل" in phone.get(outline.url).content.decode()
    assert "لا يمكن التسجيل" in page.content.decode()
    assert "<form" not in page.content.decode().split("<main")[1]
    assert "مجانا" not in page.content.decode().split("<main")[1]


def test_names_are_confirmed_by_the_rule_and_in_the_words_of_the_profile(phone: Client, enrolment: Enrolment) -> None:
    url = reverse("learning:confirm_names")

    nothing = phone.post(url, {"name_ar": "", "name_latin": " "}).content.decode()
    long = phone.post(url, {"name_ar": "ا" * 600, "name_latin": "A" * 600}).content.decode()
    cleaned = phone.post(url, {"name_ar": "أمينة\x00", "name_latin": "Amina\x00"})

    assert "اكتب اسمك بالحروف العربية" in nothing
    assert "اكتب اسمك بالحروف اللاتينية" in nothing
    assert long.count("600") >= 2
    assert cleaned.status_code == 302
    enrolment.learner.refresh_from_db()
    assert (enrolment.learner.name_ar, enrolment.learner.name_latin) == ("أمينة", "Amina")
