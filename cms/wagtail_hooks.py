"""The site in the administration: the messages of the contact page; what readers see follows at once."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from cms.handling import HANDLE
from cms.models import ContactMessage, Theme
from cms.views_inbox import InboxViewSet, LookOnly
from cms.visitors import forget_pages


class ContactMessageViewSet(InboxViewSet):
    """What people wrote to the team; answered by mail."""

    model = ContactMessage
    icon = "mail"
    menu_label = _("Messages received")
    menu_order = 310
    add_to_admin_menu = True
    list_display: ClassVar = ["subject", "email", "received_at", "handled_at"]
    list_filter: ClassVar = ["subject"]
    search_fields: ClassVar = ["email", "name", "message"]
    inspect_view_fields: ClassVar = ["subject", "name", "email", "language", "message", "received_at", "handled_at"]


register_snippet(ContactMessageViewSet)


@hooks.register("before_delete_snippet")
def refuse_deleting(_request: HttpRequest, instances: list[Any]) -> None:
    """Keep what is only looked at, of whichever room: deleting several at once, Wagtail does not ask the policy."""
    if any(isinstance(instance.snippet_viewset.permission_policy, LookOnly) for instance in instances):
        raise PermissionDenied


@hooks.register("register_log_actions")
def site_log_actions(actions: LogActionRegistry) -> None:
    """Name the acts in Wagtail's log."""
    actions.register_action(HANDLE, _("Mark as handled"), _("Marked as handled"))


@hooks.register("after_edit_snippet")
def show_renamed_theme(_request: HttpRequest, instance: object) -> None:
    """Drop what was kept with the old title."""
    if isinstance(instance, Theme):
        transaction.on_commit(forget_pages)
