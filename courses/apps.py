"""The room of what is taught: courses, modules, lessons, quizzes, their questions and their releases."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.signals import page_published


class CoursesConfig(AppConfig):
    """Authoring and releasing of courses."""

    name = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        """Listen to Wagtail: see docs/decisions/0011-wagtails-word-of-publishing.md."""
        from courses.editing import TREE  # noqa: PLC0415 (models need loaded applications)
        from courses.releasing import page_published_alone  # noqa: PLC0415 (as above)

        for model in TREE:
            page_published.connect(page_published_alone, sender=model)
