"""Form fields that understand what people type."""

import unicodedata
from collections.abc import Callable
from typing import Any, Final

from django import forms

from accounts.names import clean_line, clean_name

# Embeddings and overrides turn the lines around them about; single marks and joiners belong to written Arabic.
KEPT_FORMATS: Final = frozenset("\u200c\u200d\u200e\u200f")


class LineField(forms.CharField):
    """One line: what nobody sees is taken out of it before it is measured and checked."""

    def to_python(self, value: object) -> str:
        """Return the cleaned line."""
        return clean_line(str(value or ""))


class LongTextField(forms.CharField):
    """Several lines, without control characters, and without what reorders the letters of others."""

    widget = forms.Textarea(attrs={"rows": 6})

    def to_python(self, value: object) -> str:
        """Return the text composed (NFC), each of its lines without spaces at the end."""
        lines = unicodedata.normalize("NFC", str(value or "")).splitlines()
        return "\n".join("".join(filter(_is_visible, line.replace("\t", " "))).rstrip() for line in lines).strip()


def _is_visible(character: str) -> bool:
    return character in KEPT_FORMATS or unicodedata.category(character) not in {"Cc", "Cf", "Cs"}


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
