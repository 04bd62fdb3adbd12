"""Courses that had versions before their rows said what became of them."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from courses import editing, releasing
from courses.models import Course, LessonPage
from tests import factories


@pytest.mark.django_db
def test_courses_say_what_became_of_the_versions_that_they_had() -> None:
    page = factories.course_page(lessons=2, quizzes=0)
    releasing.release(page, None)
    lesson = LessonPage.objects.get(slug="lesson-1-2", locale__language_code="ar")
    editing.leave_out(lesson, None)
    releasing.release(page, None)
    said = Course.objects.values("dropped", "newest_change").get()

    Course.objects.update(dropped={}, newest_change=1)

    import_module("courses.migrations.0007_versions_so_far").say(apps, connection.schema_editor())

    assert said == {"dropped": {str(lesson.translation_key): 2}, "newest_change": 2}
    assert Course.objects.values("dropped", "newest_change").get() == said
