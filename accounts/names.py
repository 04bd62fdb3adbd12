"""The names of a person: what a name may be made of, in Arabic and in Latin letters."""

import unicodedata
from collections.abc import Callable, Iterable
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

MAX_LETTERS: Final = 120
MAX_MARKS_ON_A_LETTER: Final = 3
# Besides letters: what joins the parts of a name ("Aït-Ali", "N'Aït", "M. A. Ben Ali", the Arabic tatweel).
JOINERS: Final = frozenset(" -'’‘ʼ.·،ـ")


def clean_line(text: str) -> str:
    """Return `text` composed (NFC), without control or direction characters, with single spaces."""
    spaced = "".join(" " if character.isspace() else character for character in text)
    visible = "".join(character for character in spaced if unicodedata.category(character) not in {"Cc", "Cf", "Cs"})
    return " ".join(unicodedata.normalize("NFC", visible).split())


def clean_name(text: str) -> str:
    """Return `text` as a clean line.

    Raises ValidationError when more than 120 characters remain: a name is never cut short behind its owner's back.
    """
    name = clean_line(text)
    if len(name) > MAX_LETTERS:
        raise ValidationError(
            _("The name has %(length)s letters; the certificate has room for %(most)s. Shorten it."),
            code="too_long",
            params={"length": len(name), "most": MAX_LETTERS},
        )
    return name


def check_arabic_name(name: str) -> None:
    """Raise ValidationError, with a readable text, unless `name` is in Arabic letters that we can print."""
    _check(name, "ARABIC", _("Write the name in Arabic letters, for example: أمينة بن علي."))


def check_latin_name(name: str) -> None:
    """Raise ValidationError, with a readable text, unless `name` is in Latin letters that we can print."""
    _check(name, "LATIN", _("Write the name in Latin letters, for example: Amina Ben Ali."))


def _check(name: str, script: str, advice: str) -> None:
    strangers = _unique(character for character in name if not _belongs(character, script))
    if strangers:
        raise ValidationError(
            _("%(advice)s These do not belong in it: %(characters)s"),
            code="script",
            params={"advice": advice, "characters": " ".join(strangers)},
        )
    if not any(unicodedata.category(character).startswith("L") for character in name.replace("ـ", "")):
        raise ValidationError(advice, code="no_letter")
    if _has_heaped_marks(name):
        raise ValidationError(advice, code="marks")
    missing = letters_without_font(name)
    if missing:
        raise ValidationError(
            _("We cannot print these letters on a certificate: %(characters)s. Write them in another way."),
            code="no_font",
            params={"characters": " ".join(missing)},
        )


def letters_without_font(name: str) -> list[str]:
    """Return the letters of `name` that no font of the certificates has.

    The check lives in a room above this one, so it is named by a setting and found when it is needed.
    """
    check: Callable[[str], list[str]] = import_string(settings.NAME_LETTER_CHECK)
    return check(name)


def _belongs(character: str, script: str) -> bool:
    if character in JOINERS:
        return True
    category = unicodedata.category(character)
    if category.startswith("M"):
        # A mark has its own script (fatha) or serves all (the dot below of Kabyle).
        return unicodedata.name(character, "").startswith((script, "COMBINING"))
    return category.startswith("L") and unicodedata.name(character, "").startswith(script)


def _has_heaped_marks(name: str) -> bool:
    heap = 0
    for character in name:
        heap = heap + 1 if unicodedata.category(character).startswith("M") else 0
        if heap > MAX_MARKS_ON_A_LETTER:
            return True
    return False


def _unique(characters: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(characters))[:10]
