"""What people sent, in the administration: read by those who may, changed only by noting that it was handled."""

import datetime
from typing import Any, ClassVar, cast

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import linebreaksbr
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import InspectView, SnippetViewSet

from accounts.models import User
from cms.handling import mark_handled


class LookOnly(ModelPermissionPolicy):
    """Nobody adds, edits or deletes through forms, administrators included."""

    def user_has_permission(self, user: AbstractBaseUser, action: str) -> bool:
        return action == "view" and super().user_has_permission(user, action)


class RowView(InspectView):
    """All that is known of one row. Wagtail would show its times in UTC, and what is missing as "None"."""

    def get_field_display_value(self, field_name: str, field: Any) -> Any:  # noqa: ANN401 (Wagtail's signature)
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, datetime.datetime):
            return timezone.localtime(value)
        return "–" if value is None else value


class ReceivedView(RowView):
    """One message, with the button that notes it as handled."""

    handled_url_name = ""

    def get_message_display_value(self) -> SafeString:
        """Return the text as it was written, in its own direction."""
        return format_html('<div dir="auto">{}</div>', linebreaksbr(self.object.message))


class HandledView(PermissionCheckedMixin, View):
    """Note that a message was handled."""

    model: type[Model] = Model
    index_url_name = ""
    permission_policy: ModelPermissionPolicy | None = None
    permission_required = "view"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        received = get_object_or_404(self.model, pk=pk)
        mark_handled(received, cast("User", request.user))
        messages.success(request, _("It is noted as handled."))
        return redirect(self.index_url_name)


class InboxViewSet(SnippetViewSet):
    """The list of what people sent, newest first. The model has `message`, `received_at` and `handled_at`."""

    ordering: ClassVar = ["-received_at"]
    search_backend_name = None
    inspect_view_enabled = True
    inspect_view_class = ReceivedView
    inspect_template_name = "cms/admin/received.html"
    copy_view_enabled = False

    @property
    def permission_policy(self) -> LookOnly:
        return LookOnly(self.model)

    @cached_property
    def handled_view(self) -> Any:  # noqa: ANN401 (a view)
        return HandledView.as_view(
            model=self.model, permission_policy=self.permission_policy, index_url_name=self.get_url_name("list")
        )

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 (Wagtail's signature)
        return super().get_inspect_view_kwargs(handled_url_name=self.get_url_name("handled"), **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("handled/<int:pk>/", self.handled_view, name="handled")]
