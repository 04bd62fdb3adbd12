"""How too many attempts are answered: a page that a person can read, in their language."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def too_many_attempts(
    request: HttpRequest,
    _response: HttpResponse | None = None,
    _credentials: dict[str, Any] | None = None,
) -> HttpResponse:
    """Answer an address from which too many wrong passwords came (the signature is django-axes')."""
    return render(request, "429.html", status=429)
