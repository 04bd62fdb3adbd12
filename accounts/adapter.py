"""How django-allauth speaks and behaves here."""

import logging
from typing import Any, ClassVar, Final

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Language, User
from accounts.profile import needs_introduction

logger = logging.getLogger(__name__)

NO_ADDRESS: Final = "127.0.0.1"


class AccountAdapter(DefaultAccountAdapter):
    """Our words for every refusal, names and consent after the first sign-in, and mail that cannot break a page."""

    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Write to us if you think that it should not be."),
        "duplicate_email": _("This is already your address."),
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "email_taken": _("This address cannot be used. Choose another one."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_code": _("This is not the code that we sent last. Look again, or ask for a new one."),
        "incorrect_password": _("This is not your password."),
        "rate_limited": _("You have just asked for a code. Wait a moment before you ask for another."),
        "same_as_current": _("This is already your address."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
    }

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:  # noqa: ANN401, FBT001, FBT002 (allauth's signature)
        """Remember the language in which the person signs up: their mail will be written in it."""
        language = get_language()
        user.language = language if language in Language.values else Language.AR
        return super().save_user(request, user, form, commit=commit)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 (allauth's)
        """Let who has no names yet, or has not seen the present privacy notice, pass by that page first."""
        response = super().post_login(request, user, **kwargs)
        if not needs_introduction(user):
            return response
        query = QueryDict(mutable=True)
        query["next"] = response.url
        return HttpResponseRedirect(f"{reverse('accounts:names')}?{query.urlencode(safe='/')}")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 (allauth's signature)
        """Lead to the first page in the reader's language."""
        return f"/{get_language()}/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 (allauth's signature)
        """Lead back to the profile."""
        return reverse("accounts:profile")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:  # noqa: ANN401, ARG002 (allauth's)
        """Lead who proved a changed address back to the profile."""
        return reverse("accounts:profile")

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the reader's address. Where none is known (a socket file), everyone shares one limit.

        So do those who came past one of the proxies that KAFAAT_TRUSTED_PROXIES counts: what they say of themselves
        is not believed, and refused with no error either.
        """
        try:
            return super().get_client_ip(request)
        except (PermissionDenied, ImproperlyConfigured):
            return NO_ADDRESS

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail now: the person waits for the code. A server that is down is told on the page."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:
            logger.exception("Mail %s could not be sent.", template_prefix)
            messages.error(self.request, _("The mail could not be sent. Wait a little, then ask for a new code."))
