"""Learning in the administration: what did not agree."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.views_inbox import LookOnly, RowView
from learning.models import Finding


class FindingViewSet(SnippetViewSet):
    """What `reconcile` found, and when it was mended."""

    model = Finding
    icon = "clipboard-list"
    menu_label = _("Consistency")
    menu_order = 330
    add_to_admin_menu = True
    list_display: ClassVar = ["kind", "subject", "found_at", "mended_at"]
    list_filter: ClassVar = ["kind"]
    search_fields: ClassVar = ["subject"]
    search_backend_name = None
    ordering: ClassVar = ["-found_at"]
    inspect_view_enabled = True
    inspect_view_class = RowView
    inspect_view_fields: ClassVar = ["kind", "subject", "details", "found_at", "mended_at"]
    copy_view_enabled = False

    @property
    def permission_policy(self) -> LookOnly:
        return LookOnly(self.model)


register_snippet(FindingViewSet)
