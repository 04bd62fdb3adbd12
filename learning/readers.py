"""Who reads, and in which language."""

from typing import cast

from django.http import HttpRequest
from django.utils.translation import get_language

from accounts.models import User


def learner_of(request: HttpRequest) -> User:
    """Return the person signed in. Only for views behind `login_required`."""
    return cast("User", request.user)


def language_of() -> str:
    """Return the language of the page."""
    return get_language() or "ar"
