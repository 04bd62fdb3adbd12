"""What a reader may ask of the page of results."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_QUERY = 200
# Control characters, and those that would turn the direction of the page.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class QueryField(forms.CharField):
    """One line of text: what cannot be seen is left out, spaces are single."""

    def to_python(self, value: Any) -> str:  # noqa: ANN401 (Django's signature)
        return " ".join(_UNSEEN.sub(" ", super().to_python(value) or "").split())


class SearchForm(forms.Form):
    """The query, the kind that is looked at alone, and the page."""

    q = QueryField(
        required=False,
        max_length=LONGEST_QUERY,
        error_messages={
            "max_length": _("Your question is too long: a few words, at most %(limit_value)d characters, are enough.")
        },
    )
    kind = forms.CharField(required=False, max_length=32)
    page = forms.IntegerField(required=False, min_value=1, max_value=10_000)
