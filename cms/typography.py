"""How numbers, dates, sizes and mixed directions are written, decided once for pages, files and mails.

Pure functions: text in, text out, for the language named ("ar", "fr" or "en"). Digits are 0-9 in all three.
"""

import datetime
import re
from typing import Final

NO_BREAK_SPACE: Final = "\u00a0"
ARABIC_LETTER_MARK: Final = "\u061c"
LEFT_TO_RIGHT_ISOLATE: Final = "\u2066"
RIGHT_TO_LEFT_ISOLATE: Final = "\u2067"
FIRST_STRONG_ISOLATE: Final = "\u2068"
POP_ISOLATE: Final = "\u2069"

MONTHS: Final = {
    "ar": "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}
UNITS: Final = {
    "ar": (" كيلوبايت", " ميغابايت"),
    "fr": (f"{NO_BREAK_SPACE}ko", f"{NO_BREAK_SPACE}Mo"),
    "en": (f"{NO_BREAK_SPACE}kB", f"{NO_BREAK_SPACE}MB"),
}
KILOBYTE: Final = 1000
MEGABYTE: Final = 1000 * KILOBYTE
TEN: Final = 10

_OPENINGS: Final = {
    LEFT_TO_RIGHT_ISOLATE: '<bdi dir="ltr">',
    RIGHT_TO_LEFT_ISOLATE: '<bdi dir="rtl">',
    FIRST_STRONG_ISOLATE: "<bdi>",
}
_ISOLATES: Final = re.compile("[\u2066-\u2069]")
_TAG_OR_ISOLATE: Final = re.compile("(<[^>]*>|[\u2066-\u2069])")
_VOID_TAGS: Final = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})


def act_number(number: str, language: str) -> str:
    """Return an act's number ("12-06") so that it reads in `language`'s order inside any text.

    In Arabic the groups follow from the right, as the Official Journal prints them; elsewhere from the left. Only
    invisible marks are added.
    """
    if language == "ar":
        # After an Arabic letter (here the invisible one) the hyphen no longer binds the groups left to right.
        return f"{RIGHT_TO_LEFT_ISOLATE}{ARABIC_LETTER_MARK}{number}{POP_ISOLATE}"
    return f"{LEFT_TO_RIGHT_ISOLATE}{number}{POP_ISOLATE}"


def day(date: datetime.date, language: str) -> str:
    """Return "12 جانفي 2012", "12 janvier 2012" (the first of a month is "1er") or "12 January 2012"."""
    first = "1er" if language == "fr" and date.day == 1 else str(date.day)
    return f"{first} {MONTHS[language][date.month - 1]} {date.year}"


def short_day(date: datetime.date) -> str:
    """Return "12/01/2012", the same in the three languages."""
    return f"{date.day:02}/{date.month:02}/{date.year:04}"


def thousands(number: int) -> str:
    """Return `number` in groups of three. A plain space between the groups would turn their order round in Arabic."""
    return f"{number:,}".replace(",", NO_BREAK_SPACE)


def percent(number: int, language: str) -> str:
    """Return "70%", with a no-break space before the sign in French."""
    return f"{number}{NO_BREAK_SPACE if language == 'fr' else ''}%"


def file_size(size: int, language: str) -> str:
    """Return a number of bytes in thousands or millions: "58 كيلوبايت", "1,2 Mo"; one decimal below ten million."""
    kilo, mega = UNITS[language]
    kilobytes = -(-size // KILOBYTE)
    if kilobytes < KILOBYTE:
        return f"{kilobytes}{kilo}"
    tenths = round(size * TEN / MEGABYTE)
    if tenths >= TEN * TEN:
        return f"{thousands(round(size / MEGABYTE))}{mega}"
    whole, tenth = divmod(tenths, TEN)
    mark = "." if language == "en" else ","
    return f"{whole}{mark}{tenth}{mega}" if tenth else f"{whole}{mega}"


def without_isolates(text: str) -> str:
    """Return `text` without U+2066 to U+2069, for places that draw or compare characters."""
    return _ISOLATES.sub("", text)


def isolates_to_bdi(html: str) -> str:
    """Return escaped `html` with each balanced pair of isolates as a <bdi> element; stray ones are dropped.

    A pair counts only when both ends stand in the same element, so that the elements always nest.
    """
    parts = _TAG_OR_ISOLATE.split(html)
    pieces = [without_isolates(part) for part in parts]
    open_ones: list[tuple[str, int]] = []
    for place, part in enumerate(parts):
        if part in _OPENINGS:
            open_ones.append(("isolate", place))
        elif part == POP_ISOLATE:
            if open_ones and open_ones[-1][0] == "isolate":
                start = open_ones.pop()[1]
                pieces[start], pieces[place] = _OPENINGS[parts[start]], "</bdi>"
        elif part.startswith("<") and place % 2:
            _follow_tag(part, place, open_ones)
    return "".join(pieces)


def _follow_tag(tag: str, place: int, open_ones: list[tuple[str, int]]) -> None:
    """Push an opening tag; at a closing one forget all that was opened inside its element."""
    name = re.sub(r"[</>\s].*$", "", tag.lstrip("</")).lower()
    if tag.startswith("</"):
        while open_ones and open_ones[-1][0] != name:
            open_ones.pop()
        if open_ones:
            open_ones.pop()
    elif name not in _VOID_TAGS and not tag.endswith("/>"):
        open_ones.append((name, place))
