"""The project as an application: its management commands and what it changes in the administration."""

from django.apps import AppConfig


class LmsConfig(AppConfig):
    """Commands that need every room."""

    name = "lms"

    def ready(self) -> None:
        """Make the administration's widgets fit our policy of scripts."""
        from lms.admin_widgets import install  # noqa: PLC0415 (Wagtail's widgets need loaded applications)

        install()
