import pytest
from django.urls import reverse

from courses.models import Question
from tests.staff import person, signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("view", ["delete", "history", "history_results", "usage"])
def test_question_of_another_is_not_deleted_or_looked_into(view: str) -> None:
    trainer, editor = person("Trainers"), person("Editors")
    mine, other = (Question.objects.create(prompt="؟", locale_id=1, owner=owner) for owner in (trainer, editor))

    def address(question: Question) -> str:
        return reverse(f"wagtailsnippets_courses_question:{view}", args=[question.pk])

    assert signed_in(trainer).get(address(mine)).status_code == 200
    assert signed_in(trainer).get(address(other)).status_code == 302
    assert signed_in(editor).get(address(mine)).status_code == 200
    signed_in(trainer).post(address(other))
    assert Question.objects.filter(pk=other.pk).exists()
