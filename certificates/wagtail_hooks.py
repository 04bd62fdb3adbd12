"""Certificates in the administration: seen and searched; changed only by the acts of `revoking`."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import LogActionRegistry
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from certificates import revoking
from certificates.forms import ReasonForm
from certificates.models import Certificate, ForgeryReport
from cms.views_inbox import InboxViewSet, LookOnly, RowView


def _course_of(certificate: Certificate) -> str:
    """Return the title of the course in the reader's language, as it was when the certificate was issued."""
    facts = certificate.facts
    return str(facts.get(get_language(), facts["ar"])["course"])


class CertificateInspectView(RowView):
    """All that is known of one certificate, with the act that is possible."""

    labels: ClassVar = {"facts": _("Course"), "drawn_at": _("Drawn on"), "sha256": _("Digest of the file (SHA-256)")}

    def get_field_label(self, field_name: str, field: Any) -> str:  # noqa: ANN401 (Wagtail's signature)
        return str(self.labels.get(field_name) or super().get_field_label(field_name, field))

    def get_facts_display_value(self) -> str:
        hours = self.object.facts["hours"]
        duration = ngettext("%(hours)s hour", "%(hours)s hours", hours) % {"hours": hours}
        return f"{_course_of(self.object)} · {duration}"

    @cached_property
    def header_buttons(self) -> list[Component]:
        if not self.request.user.has_perm("certificates.change_certificate"):
            return []
        acts = {
            Certificate.Status.VALID: ("certificates_revoke", _("Revoke")),
            Certificate.Status.REVOKED: ("certificates_reinstate", _("Reinstate")),
        }
        if self.object.status not in acts:
            return []
        name, label = acts[self.object.status]
        return [HeaderButton(label, url=reverse(name, args=[self.object.pk]), icon_name="warning")]


class CertificateViewSet(SnippetViewSet):
    """The register."""

    model = Certificate
    icon = "doc-full"
    menu_label = _("Certificates")
    list_display: ClassVar = ["serial", "status", "kind", "issued_at"]
    list_filter: ClassVar = ["status", "kind"]
    search_fields: ClassVar = ["serial"]
    ordering: ClassVar = ["-issued_at"]
    search_backend_name = None
    inspect_view_enabled = True
    inspect_view_class = CertificateInspectView
    inspect_view_fields: ClassVar = [
        "serial", "status", "kind", "facts", "issued_at", "revoked_at", "revocation_reason", "drawn_at", "sha256",
    ]  # fmt: skip
    copy_view_enabled = False

    @property
    def permission_policy(self) -> LookOnly:
        return LookOnly(self.model)


class ForgeryReportViewSet(InboxViewSet):
    """What people reported; answered by mail."""

    model = ForgeryReport
    icon = "warning"
    menu_label = _("Reports of forgery")
    list_display: ClassVar = ["serial", "received_at", "reporter_email", "handled_at"]
    search_fields: ClassVar = ["serial", "message"]


class CertificatesGroup(SnippetViewSetGroup):
    """The room's place in the menu."""

    menu_label = _("Certificates")
    menu_icon = "doc-full"
    menu_order = 300
    add_to_admin_menu = True
    items = (CertificateViewSet, ForgeryReportViewSet)


register_snippet(CertificatesGroup)


class DecideView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView[ReasonForm]):
    """Staff decides on one certificate and says why."""

    permission_policy = ModelPermissionPolicy(Certificate)
    permission_required = "change"
    template_name = "certificates/admin/decide.html"
    form_class = ReasonForm
    header_icon = "warning"
    is_serious = False

    @cached_property
    def certificate(self) -> Certificate:
        return get_object_or_404(Certificate, pk=self.kwargs["pk"])

    def decide(self, reason: str) -> None:
        """Do what was decided."""
        raise NotImplementedError

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        try:
            self.decide(form.cleaned_data["reason"])
        except revoking.Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, str(self.done))
        return HttpResponseRedirect(self.back_url())

    def back_url(self) -> str:
        return reverse(CertificateViewSet().get_url_name("inspect"), args=[self.certificate.pk])

    def get_page_subtitle(self) -> str:
        return self.certificate.serial

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        crumbs: list[dict[str, Any]] = list(self.breadcrumbs_items)
        crumbs.append({"url": reverse(CertificateViewSet().get_url_name("list")), "label": _("Certificates")})
        return [*crumbs, {"url": "", "label": self.page_title, "sublabel": self.certificate.serial}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 (Django's signature)
        facts = {"certificate": self.certificate, "course": _course_of(self.certificate)}
        return super().get_context_data(**facts, back_url=self.back_url(), **kwargs)


class RevokeView(DecideView):
    page_title = _("Revoke")
    warning = _("Whoever verifies this certificate will be told that it has been revoked and not to rely on it.")
    button = _("Revoke the certificate")
    done = _("The certificate has been revoked.")
    is_serious = True

    def decide(self, reason: str) -> None:
        revoking.revoke(self.certificate, self.request.user, reason)  # type: ignore[arg-type] # staff is signed in


class ReinstateView(DecideView):
    page_title = _("Reinstate")
    warning = _("Whoever verifies this certificate will be told that it is valid.")
    button = _("Reinstate the certificate")
    done = _("The certificate is valid again.")

    def decide(self, reason: str) -> None:
        revoking.reinstate(self.certificate, self.request.user, reason)  # type: ignore[arg-type] # staff is signed in


@hooks.register("register_admin_urls")
def certificate_urls() -> list[URLPattern]:
    """Mount the acts beside the register."""
    return [
        path("certificates/<int:pk>/revoke/", RevokeView.as_view(), name="certificates_revoke"),
        path("certificates/<int:pk>/reinstate/", ReinstateView.as_view(), name="certificates_reinstate"),
    ]


@hooks.register("register_log_actions")
def certificate_log_actions(actions: LogActionRegistry) -> None:
    """Name the acts in Wagtail's log."""
    actions.register_action(revoking.REVOKE, _("Revoke certificate"), _("Certificate revoked"))
    actions.register_action(revoking.REINSTATE, _("Reinstate certificate"), _("Certificate reinstated"))
