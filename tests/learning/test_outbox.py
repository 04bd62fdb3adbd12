"""What pages give to the outbox of the phone; what it does with it, the journeys tell."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.models import LocalisedItem
from learning import quizzes, sealing
from learning.models import Answer, Enrolment
from tests.learning.conftest import Items


def outbox_of(page: bytes) -> dict[str, str]:
    """Return the data of the page's outbox, or none."""
    found = re.search(r'<p [^>]*id="outbox"[^>]*>', page.decode())
    return dict(re.findall(r'data-(\w+)="([^"]*)"', found.group())) if found else {}


def lesson(place: LocalisedItem) -> str:
    return reverse("courses:lesson", args=place.address)


def test_pages_of_a_learner_carry_their_key_and_are_not_kept_by_browsers(
    phone: Client, learner: User, enrolment: Enrolment, places: Items
) -> None:
    quizzes.start(enrolment, places[2].uid)
    quiz = [*places[2].address]

    for address in (
        lesson(places[0]),
        reverse("learning:quiz_question", args=[*quiz, 1]),
        reverse("learning:quiz_review", args=quiz),
        reverse("learning:my_learning"),
    ):
        response = phone.get(address)
        outbox = outbox_of(response.content)
        assert (outbox["person"], outbox["key"]) == (sealing.person_of(learner), sealing.key_of(learner))
        assert outbox["url"] == reverse("api:record_progress")
        assert len(outbox["token"]) > 30
        assert "no-store" in response["Cache-Control"]


def test_lesson_carries_no_key_for_who_does_not_take_the_course(client: Client, phone: Client, places: Items) -> None:
    assert outbox_of(client.get(lesson(places[0])).content) == {}
    assert outbox_of(phone.get(lesson(places[0])).content) == {}


@pytest.mark.parametrize("is_answered", [True, False])
def test_question_says_which_answer_it_shows(
    phone: Client, enrolment: Enrolment, places: Items, *, is_answered: bool
) -> None:
    attempt = quizzes.start(enrolment, places[2].uid)
    question = attempt.paper[0]["uid"]
    if is_answered:
        quizzes.save_answer(enrolment.learner, attempt, question, [attempt.paper[0]["options"][0]["uid"]])
    revision = Answer.objects.get().revision if is_answered else 0

    page = phone.get(reverse("learning:quiz_question", args=[*places[2].address, 1])).content.decode()

    assert (
        f'data-item="{places[2].uid}" data-attempt="{attempt.pk}" data-question="{question}" data-revision="{revision}"'
    ) in page
