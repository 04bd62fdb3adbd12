"""The room of what is taught: courses, modules, lessons, quizzes, their questions and their releases."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    """Authoring and releasing of courses."""

    name = "courses"
    verbose_name = _("Courses")
