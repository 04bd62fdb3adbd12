"""Addresses of signing up and in, under /<language>/account/: django-allauth's views."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.urls import urlpatterns as allauth_urlpatterns
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern

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


urlpatterns = [
    URLPattern(address.pattern, keep_our_site(address.callback), address.default_args, address.name)
    for address in allauth_urlpatterns
]
