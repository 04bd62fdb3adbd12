"""The room of who learns what and how far."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    """Enrolments, progress, quiz attempts and completion."""

    name = "learning"
    verbose_name = _("Learning")
