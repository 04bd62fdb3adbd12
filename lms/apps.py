"""The project as an application: its management commands and what it changes in the administration."""

from django.apps import AppConfig


class LmsConfig(AppConfig):
    """Commands that need every room."""

    name = "lms"

    def ready(self) -> None:
        """Make the administration's widgets fit our policy of scripts, and its views our people."""
        from lms import admin_views, admin_widgets  # noqa: PLC0415 (Wagtail's code needs loaded applications)

        admin_widgets.install()
        admin_views.install()
