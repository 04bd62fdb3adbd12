"""The room of the site itself: home, editorial pages, themes, settings, and how text is written."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    """Home, editorial pages, themes and site settings."""

    name = "cms"
    verbose_name = _("Site")
