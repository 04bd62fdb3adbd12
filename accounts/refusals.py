"""How too many attempts are answered: a page that a person can read, in their language."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def too_many_attempts(
    request: HttpRequest,
    _response: HttpResponse | None = None,
    _credentials: dict[str, Any] | None = None,
) -> HttpResponse:
    """Answer an address from which too many wrong passwords came (the signature is django-axes')."""
    return render(request, "429.html", status=429)


def client_address(request: HttpRequest) -> str:
    """Return the reader's address as django-allauth knows it, so that both limits count the same people."""
    return get_adapter(request).get_client_ip(request)
