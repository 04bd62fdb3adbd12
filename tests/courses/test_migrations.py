"""Courses that had versions before their rows said what became of them."""

import pytest
from django.core.management import call_command

from courses import editing, releasing
from courses.models import Course, LessonPage
from tests import factories


@pytest.mark.django_db(transaction=True)
def test_courses_say_what_became_of_the_versions_that_they_had() -> None:
    page = factories.course_page(lessons=2, quizzes=0)
    releasing.release(page, None)
    lesson = LessonPage.objects.get(slug="lesson-1-2", locale__language_code="ar")
    editing.leave_out(lesson, None)
    releasing.release(page, None)
    said = Course.objects.values("dropped", "newest_change").get()

    call_command("migrate", "courses", "0004", interactive=False, verbosity=0)
    call_command("migrate", interactive=False, verbosity=0)

    assert said == {"dropped": {str(lesson.translation_key): 2}, "newest_change": 2}
    assert Course.objects.values("dropped", "newest_change").get() == said
