"""The project as an application: its management commands and the administration's overrides."""

from django.apps import AppConfig


class LmsConfig(AppConfig):
    """Commands that need every room."""

    name = "lms"
