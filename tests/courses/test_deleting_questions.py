"""Questions that a quiz asks stay."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Question, QuizPage
from tests import factories


@pytest.fixture
def administrator(db: None, client: Client) -> Client:
    client.force_login(factories.learner(is_superuser=True), backend="accounts.sessions.AuthenticationBackend")
    return client


def one(question: Question) -> str:
    return reverse("wagtailsnippets_courses_question:delete", args=[question.pk])


def many(question: Question) -> str:
    return reverse("wagtail_bulk_action", args=["courses", "question", "delete"]) + f"?id={question.pk}"


@pytest.mark.parametrize("address", [one, many])
def test_question_that_a_quiz_asks_is_kept_and_the_quiz_is_named(
    administrator: Client, address: Callable[..., str]
) -> None:
    factories.course_page(languages=("ar",))
    question = Question.objects.all()[0]

    answer = administrator.post(address(question), follow=True)

    assert Question.objects.filter(pk=question.pk).exists()
    assert QuizPage.objects.get().title in str(*answer.context["messages"])


@pytest.mark.parametrize("address", [one, many])
def test_question_that_no_quiz_asks_is_deleted(administrator: Client, address: Callable[..., str]) -> None:
    question = Question.objects.create(prompt="?", locale_id=1)

    administrator.post(address(question))

    assert not Question.objects.exists()
