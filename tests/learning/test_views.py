import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from certificates.models import Certificate
from courses.models import Course
from learning import quizzes
from learning.enrolment import enrol, leave
from learning.marking import mark_done
from learning.models import Answer, Attempt, Enrolment, ItemState
from learning.progress import Event, record
from tests.factories import learner as make_learner
from tests.factories import released_course
from tests.learning.conftest import Items, phone_of, right_answers, sign_in

# --- Enrolling and leaving --------------------------------------------------------------------------------------------


def test_enrol_of_a_visitor_goes_on_after_signing_up(client: Client, learner: User, course: Course) -> None:
    url = reverse("learning:enrol", args=[course.slug])

    sent_away = client.post(url)
    sign_in(client, learner)
    back = client.get(url)

    assert sent_away["Location"] == f"{reverse('account_signup')}?next={url}"
    assert back["Location"] == course.in_language("ar").items[0].url
    assert Enrolment.objects.get().learner == learner


def test_enrol_by_address_asks_first(phone: Client, course: Course) -> None:
    url = reverse("learning:enrol", args=[course.slug])

    asked = phone.get(url)
    assert asked.status_code == 200
    assert not Enrolment.objects.exists()

    assert phone.post(url).status_code == 302
    assert Enrolment.objects.count() == 1


@pytest.mark.parametrize("missing", ["name_ar", "name_latin", "consent"])
def test_enrol_without_names_or_consent_asks_for_them_and_goes_on(
    phone: Client, learner: User, course: Course, missing: str
) -> None:
    if missing == "consent":
        learner.consents.all().delete()
    else:
        User.objects.update(**{missing: ""})
    url = reverse("learning:enrol", args=[course.slug])
    names = {"name_ar": "أمينة", "name_latin": "Amina", "consent": "on"}

    first, skipped = phone.post(url), phone.post(url)
    assert first["Location"] == skipped["Location"] == f"{reverse('accounts:names')}?next={url}"
    assert not Enrolment.objects.exists()

    given = phone.post(first["Location"], {**names, "next": url})
    back = phone.get(given["Location"])
    assert back["Location"] == course.in_language("ar").items[0].url
    assert Enrolment.objects.get().learner == learner


def test_enrol_by_address_of_who_is_enrolled_leads_into_the_course(
    phone: Client, course: Course, enrolment: Enrolment
) -> None:
    response = phone.get(reverse("learning:enrol", args=[course.slug]))

    assert response["Location"] == course.in_language("ar").items[0].url


def test_enrol_in_an_outline_says_why_not(phone: Client) -> None:
    outline = released_course(is_outline_only=True)

    response = phone.post(reverse("learning:enrol", args=[outline.slug]))

    assert response["Location"] == outline.url
    assert not Enrolment.objects.exists()


def test_enrol_in_what_is_not_released_is_not_found(phone: Client, course: Course) -> None:
    Course.objects.update(state=Course.State.DRAFT)

    assert phone.post(reverse("learning:enrol", args=[course.slug])).status_code == 404


def test_leave_asks_and_keeps_progress(phone: Client, course: Course, enrolment: Enrolment) -> None:
    url = reverse("learning:leave", args=[course.slug])

    assert phone.get(url).status_code == 200
    assert phone.post(url)["Location"] == reverse("learning:my_learning")
    enrolment.refresh_from_db()
    assert enrolment.state == Enrolment.State.LEFT


def test_leave_of_what_others_take_is_not_found(course: Course, enrolment: Enrolment) -> None:
    stranger = phone_of(make_learner())

    assert stranger.post(reverse("learning:leave", args=[course.slug])).status_code == 404


# --- Marking done -----------------------------------------------------------------------------------------------------


def test_done_leads_to_the_next_item(phone: Client, enrolment: Enrolment, places: Items) -> None:
    response = phone.post(reverse("learning:done", args=places[0].address))

    assert response["Location"] == places[1].url
    assert ItemState.objects.get().settled_at is not None


def test_done_without_enrolment_leads_to_enrolling(phone: Client, course: Course, places: Items) -> None:
    response = phone.post(reverse("learning:done", args=places[0].address))

    assert response["Location"] == reverse("learning:enrol", args=[course.slug])


def test_done_of_quizzes_and_unknown_items_is_not_found(
    phone: Client, course: Course, enrolment: Enrolment, places: Items
) -> None:
    nowhere = [course.slug, places[0].module_slug, "nowhere"]

    assert phone.post(reverse("learning:done", args=places[2].address)).status_code == 404
    assert phone.post(reverse("learning:done", args=nowhere)).status_code == 404


def test_done_of_the_last_item_leads_to_the_names_then_to_the_certificate(learner: User, phone: Client) -> None:
    course = released_course(lessons=1, quizzes=0)
    enrol(learner, course)

    last = phone.post(reverse("learning:done", args=course.in_language("ar").items[0].address))
    assert last["Location"] == reverse("learning:confirm_names")
    refused = phone.post(last["Location"], {"name_ar": "Amina", "name_latin": "أمينة"})
    assert refused.status_code == 400
    confirmed = phone.post(last["Location"], {"name_ar": "أمينة بوڨرة", "name_latin": "Amina Bouguerra"})

    assert confirmed["Location"] == reverse("learning:my_learning")
    certificate = Certificate.objects.get()
    assert certificate.serial in phone.get(confirmed["Location"]).content.decode()
    assert phone.get(last["Location"])["Location"] == confirmed["Location"]


@pytest.mark.parametrize("lessons", [1, 30])
def test_done_that_completes_costs_15_statements(
    named: User, django_assert_num_queries: DjangoAssertNumQueries, lessons: int
) -> None:
    first = released_course(lessons=1, quizzes=0, languages=("ar",))
    enrol(named, first)
    mark_done(named, course=first.slug, module="module-1", item="lesson-1-1")
    course = released_course(lessons=lessons, quizzes=0, languages=("ar",))
    enrol(named, course)
    *others, last = course.in_language("ar").items
    record(named, [Event(uuid.uuid4(), uuid.UUID(place.uid), "read") for place in others])
    phone, url = phone_of(named), reverse("learning:done", args=last.address)
    cache.clear()

    with django_assert_num_queries(15):
        phone.post(url)

    assert Certificate.objects.filter(subject_uid=course.uid).count() == 1


# --- My learning ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "greeting"), [("ar", "أهلا أمينة بوڨرة"), ("fr", "Bienvenue, Amina Bouguerra")])
def test_home_greets_in_the_letters_of_the_page(
    phone: Client, enrolment: Enrolment, language: str, greeting: str
) -> None:
    page = phone.get(f"/{language}/")

    assert greeting in page.content.decode()


def test_my_learning_resumes_where_the_learner_stopped(phone: Client, enrolment: Enrolment, places: Items) -> None:
    phone.post(reverse("learning:done", args=places[1].address))

    page = phone.get(reverse("learning:my_learning"))

    assert page.context["resume"]["url"] == places[2].url
    assert page.context["resume"]["percent"] == 33
    assert page.context["left"][0]["progress"].remaining == (places[0], places[2])


def test_my_learning_of_a_newcomer_suggests_a_course(phone: Client, course: Course) -> None:
    page = phone.get(reverse("learning:my_learning"))

    assert page.context["suggestion"]["url"] == course.url
    assert course.url in page.content.decode()


def test_pages_of_learning_need_a_session(client: Client, course: Course, places: Items) -> None:
    for url in (
        reverse("learning:my_learning"),
        reverse("learning:confirm_names"),
        reverse("learning:leave", args=[course.slug]),
        reverse("learning:done", args=places[0].address),
        reverse("learning:quiz_question", args=[*places[2].address, 1]),
        reverse("learning:quiz_review", args=places[2].address),
        reverse("learning:quiz_result", args=places[2].address),
    ):
        assert client.get(url)["Location"] == f"{reverse('account_login')}?next={url}"


# --- Quizzes ----------------------------------------------------------------------------------------------------------


def test_quiz_is_taken_page_by_page_and_the_key_is_never_sent_before(
    phone: Client, course: Course, enrolment: Enrolment, places: Items
) -> None:
    quiz, key = places[2], right_answers(course, places[2])
    pages = [phone.get(quiz.url)]

    where = phone.post(quiz.url)["Location"]
    for options in key.values():
        pages.append(phone.get(where))
        where = phone.post(where, {"answer": options})["Location"]
    pages.append(phone.get(where))
    where = phone.post(reverse("learning:quiz_submit", args=quiz.address))["Location"]
    result = phone.get(where)

    for page in pages:
        assert page.status_code == 200
        # The factory's feedback and explanation, and the name of the key.
        assert not [word for word in ("تعليق", "شرح", "is_correct") if word in page.content.decode()]
    assert result.context["attempt"]["score"] == 100
    assert "<p>شرح</p>" in result.content.decode()
    assert "تعليق" in result.content.decode()


def test_quiz_refuses_another_questions_option(phone: Client, enrolment: Enrolment, places: Items) -> None:
    where = phone.post(places[2].url)["Location"]
    attempt = Attempt.objects.get()
    foreign = attempt.paper[1]["options"][0]["uid"]

    response = phone.post(where, {"answer": [foreign]})

    assert response.status_code == 400
    assert response.context["error"]
    assert not Answer.objects.exists()


def test_quiz_without_attempts_left_says_so(phone: Client, enrolment: Enrolment, places: Items) -> None:
    for _ in range(3):
        phone.post(places[2].url)
        phone.post(reverse("learning:quiz_submit", args=places[2].address))

    assert phone.post(places[2].url)["Location"] == places[2].url
    page = phone.get(places[2].url)
    assert page.context["used"] == page.context["policy"]["attempts"] == 3
    assert not page.context["is_open"]
    assert Attempt.objects.count() == 3


def test_quiz_shows_its_rules_to_visitors_but_starts_for_the_enrolled(
    client: Client, course: Course, places: Items
) -> None:
    assert client.get(places[2].url).status_code == 200
    assert client.post(places[2].url)["Location"] == reverse("learning:enrol", args=[course.slug])


def test_quiz_of_others_and_unknown_ones_are_not_found(enrolment: Enrolment, course: Course, places: Items) -> None:
    quizzes.start(enrolment, places[2].uid)
    stranger = phone_of(make_learner())

    assert stranger.get(reverse("learning:quiz_question", args=[*places[2].address, 1])).status_code == 404
    assert stranger.get(reverse("learning:quiz_review", args=places[2].address)).status_code == 404
    assert stranger.post(reverse("learning:quiz_submit", args=places[2].address)).status_code == 404
    assert stranger.get(reverse("learning:quiz_result", args=places[2].address)).status_code == 404
    assert stranger.get(reverse("learning:quiz", args=places[0].address)).status_code == 404
    owner = phone_of(enrolment.learner)
    assert owner.get(reverse("learning:quiz_question", args=[*places[2].address, 3])).status_code == 404
    assert owner.get(reverse("learning:quiz_question", args=[*places[2].address, 0])).status_code == 404


def test_quiz_pages_without_an_open_attempt_lead_to_its_start(
    phone: Client, enrolment: Enrolment, places: Items
) -> None:
    for name, extra in (("question", [1]), ("review", []), ("result", [])):
        assert (
            phone.get(reverse(f"learning:quiz_{name}", args=[*places[2].address, *extra]))["Location"] == places[2].url
        )


def test_quiz_submitted_while_its_learner_leaves_leads_to_its_start(
    phone: Client, enrolment: Enrolment, places: Items, monkeypatch: pytest.MonkeyPatch
) -> None:
    quizzes.start(enrolment, places[2].uid)
    submit = quizzes.submit

    def submit_late(attempt: Attempt) -> Attempt:
        leave(enrolment.learner, enrolment.course)
        return submit(attempt)

    monkeypatch.setattr(quizzes, "submit", submit_late)
    response = phone.post(reverse("learning:quiz_submit", args=places[2].address))

    assert response["Location"] == places[2].url
    assert Attempt.objects.get().submitted_at is None


@pytest.mark.django_db(transaction=True)
def test_quiz_posted_twice_at_once_counts_one_attempt() -> None:
    learner, course = make_learner(), released_course(lessons=0, quizzes=1)
    enrolment, quiz = enrol(learner, course), course.in_language("ar").items[0]
    quizzes.start(enrolment, quiz.uid)
    phones = [phone_of(learner) for _ in range(4)]
    submit = reverse("learning:quiz_submit", args=quiz.address)

    def post(phone: Client) -> int:
        try:
            return phone.post(submit).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(post, phones))

    assert answers == [302] * 4
    assert Attempt.objects.get().submitted_at is not None
