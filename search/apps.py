"""The room `search`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Text analysis, the index and the page of results."""

    name = "search"
    verbose_name = _("Search")
