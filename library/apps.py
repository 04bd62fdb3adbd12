"""The room of reference documents and regulatory texts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    """Regulatory texts by article, and reference documents."""

    name = "library"
    verbose_name = _("Library")
