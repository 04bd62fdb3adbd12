"""Serials: made by chance, read aloud, typed from paper. "ONSC-2026-7K3QF9X2M4TP-C"."""

import re
import secrets
import unicodedata
from typing import Final

# Without I, L, O and U: nothing looks like something else, and no word arises.
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 12

_LONGEST: Final = 100
_FIELD_POLYNOMIAL: Final = 0b100101
_DOUBLED: Final = [
    2 * value ^ (_FIELD_POLYNOMIAL if 2 * value >= len(ALPHABET) else 0) for value in range(len(ALPHABET))
]
# The prefix may hold letters that the alphabet leaves out.
_VALUES: Final = {letter: place for place, letter in enumerate(ALPHABET)} | {"I": 1, "L": 2, "O": 3, "U": 4}
_COMPACT: Final = re.compile(rf"([A-Z]{{2,6}})(\d{{4}})([{ALPHABET}]{{{LENGTH}}})([{ALPHABET}])")
_AS_DIGITS: Final = str.maketrans("OIL", "011")
_AS_LETTERS: Final = str.maketrans("01", "OI")
# What follows the prefix: year, chance, check character.
_TAIL: Final = 4 + LENGTH + 1


def make(prefix: str, year: int) -> str:
    """Return a new serial: 60 random bits, so that nobody guesses one, and a check character."""
    chance = "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))
    return f"{prefix}-{year:04}-{chance}-{_check_character(prefix, f'{year:04}', chance)}"


def normalise(text: str) -> str | None:
    """Return the serial that was meant by `text`, or None when it cannot be one.

    Case, spaces, dashes and digits of any script do not matter; O, I and L are read as the digits that they look like
    (and, in the prefix, the digits as the letters). One wrong character, or two neighbours exchanged, is always found.
    """
    if len(text) > _LONGEST:
        return None
    compact = unicodedata.normalize("NFKC", text).upper().translate(_PLAIN)
    prefix, tail = compact[:-_TAIL].translate(_AS_LETTERS), compact[-_TAIL:].translate(_AS_DIGITS)
    match = _COMPACT.fullmatch(prefix + tail)
    if match is None or match[4] != _check_character(match[1], match[2], match[3]):
        return None
    return "-".join(match.groups())


def _plain(character: str) -> str:
    """Return what counts of a character: nothing of what only separates, 0 to 9 for a digit of any script."""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    # Separators, dashes, connectors, invisible marks of direction.
    return "" if unicodedata.category(character) in {"Zs", "Zl", "Zp", "Pd", "Pc", "Cf", "Cc", "Sm"} else character


class _Plain(dict[int, str]):
    """What counts of each character, as `str.translate` asks for it. Those of ASCII are at hand."""

    def __missing__(self, code: int) -> str:
        return _plain(chr(code))


_PLAIN: Final = _Plain({code: _plain(chr(code)) for code in range(128)})


def _check_character(*parts: str) -> str:
    """Return the sum over the field of 32 elements in which each place weighs twice its neighbour."""
    total = 0
    for character in "".join(parts):
        total = _DOUBLED[total] ^ _VALUES[character]
    return ALPHABET[_DOUBLED[total]]
