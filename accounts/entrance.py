"""Addresses of signing up and in, under /<language>/account/: django-allauth's views."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.account.urls import urlpatterns as allauth_urlpatterns
from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _

View = Callable[..., HttpResponseBase]


def keep_our_site(view: View) -> View:
    """Take allauth's `site` (the host's name) out of a page's context, where it would hide ours."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 (any view's)
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and response.context_data:
            response.context_data.pop("site", None)
        return response

    return answer


def lead_to_the_code(view: View) -> View:
    """Lead who sent the form of signing up twice at once to the code that the first brought, not away to wait."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 (any view's)
        response = view(request, *args, **kwargs)
        email = request.POST.get("email", "").strip().lower()
        if response.status_code != HTTPStatus.TOO_MANY_REQUESTS or not email or _may_be_mailed(request, email):
            return response
        # What this request knows of the session is older than what the first has put into it.
        request.session.modified = False
        messages.info(request, _("We have just sent a mail to this address. Read it before you ask for another."))
        return redirect("account_email_verification_sent")

    return answer


def _may_be_mailed(request: HttpRequest, email: str) -> bool:
    return ratelimit.consume(request, action="confirm_email", key=email, dry_run=True)


def _ours(address: URLPattern) -> URLPattern:
    view = keep_our_site(address.callback)
    if address.name == "account_signup":
        view = lead_to_the_code(view)
    return URLPattern(address.pattern, view, address.default_args, address.name)


urlpatterns = [_ours(address) for address in allauth_urlpatterns]
