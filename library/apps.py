"""The room of reference documents and regulatory texts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.signals import page_published, page_unpublished


class LibraryConfig(AppConfig):
    """Regulatory texts by article, and reference documents."""

    name = "library"
    verbose_name = _("Library")

    def ready(self) -> None:
        """Listen to Wagtail: see docs/decisions/0011-wagtails-word-of-publishing.md."""
        from library.models import DocumentPage  # noqa: PLC0415 (models need loaded applications)
        from library.searching import page_changed  # noqa: PLC0415 (as above)

        page_published.connect(page_changed, sender=DocumentPage)
        page_unpublished.connect(page_changed, sender=DocumentPage)
