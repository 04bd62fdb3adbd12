"""Form fields that understand what people type."""

import unicodedata
from collections.abc import Callable
from typing import Any

from django import forms

from accounts.names import clean_name


class NameField(forms.CharField):
    """A name: cleaned before it is checked, so that a stray control character is no reason to refuse it."""

    def __init__(self, *, check: Callable[[str], None], **kwargs: Any) -> None:  # noqa: ANN401 (Field's own)
        super().__init__(validators=[check], **kwargs)

    def to_python(self, value: object) -> str:
        """Return the cleaned name."""
        return clean_name(str(value or ""))


class CodeField(forms.CharField):
    """The six digits of a mail, in whatever digits the keyboard has (٠١٢ as well as 012)."""

    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"})

    def to_python(self, value: object) -> str:
        """Return the code in the digits 0 to 9."""
        return "".join(_plain_digit(character) for character in super().to_python(value) or "")


def _plain_digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)
