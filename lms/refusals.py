"""What is refused before a page of ours is asked, and what a person reads where Django answers with nothing."""

import errno
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django import forms
from django.core.exceptions import TooManyFieldsSent, ValidationError
from django.http import Http404, HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render

# Rows of one kind in a form of the administration: the options of a question, the questions of a quiz.
MOST_ROWS: Final = 200


def bounded_rows(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Refuse a form that says it has more rows than people write, before each of them is built: that takes minutes."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith("/cms/") and any(map(_is_too_many, _said_rows(request))):
            raise TooManyFieldsSent("Too many rows in a form.")
        return get_response(request)

    return answer


def _said_rows(request: HttpRequest) -> list[str]:
    return [str(said) for name, said in request.POST.items() if name.endswith("-TOTAL_FORMS")]


def _is_too_many(said: str) -> bool:
    # Read as the form itself reads it, which refuses what is no number.
    try:
        return int(forms.IntegerField().clean(said) or 0) > MOST_ROWS
    except ValidationError:
        return False


def readable_refusals(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Put a page in the place of an empty 405: an address that was reached in a way for which it has no answer."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or response.content:
            return response
        page = render(request, "405.html", status=response.status_code)
        page["Allow"] = response["Allow"]
        return page

    return answer


def found_or_not(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Take a name too long for any file, for which the machine refuses to look, as that of one that is not there."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 (any view's)
        try:
            return view(request, *args, **kwargs)
        except OSError as error:
            if error.errno != errno.ENAMETOOLONG:
                raise
            raise Http404 from error

    return answer
