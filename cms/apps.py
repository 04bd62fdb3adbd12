"""The room of the site itself: home, editorial pages, themes, settings, and how text is written."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.signals import page_published, page_unpublished


class CmsConfig(AppConfig):
    """Home, editorial pages, themes and site settings."""

    name = "cms"
    verbose_name = _("Site")

    def ready(self) -> None:
        """Listen to Wagtail: see docs/decisions/0011-wagtails-word-of-publishing.md."""
        from cms.visitors import forget_pages_after_commit  # noqa: PLC0415 (what it imports needs loaded applications)

        page_published.connect(forget_pages_after_commit)
        page_unpublished.connect(forget_pages_after_commit)
