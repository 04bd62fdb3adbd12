"""Sets running text that people wrote: acts' numbers and dates in one order, words of the other script apart.

Works on HTML that is safe already: it adds elements around words and changes nothing else.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_LATIN: Final = "A-Za-z\u00c0-\u024f"
_ARABIC: Final = "\u0621-\u064a\u0671-\u06d3"
_MARKS: Final = "\u064b-\u0652\u0640"
_ACT: Final = r"(?P<act>(?<![0-9A-Za-z/.,-])\d{2}-\d{2,3}(?![\w/-]|[.,]\d))"
_DATE: Final = r"(?P<date>(?<![0-9A-Za-z/.,-])\d{1,2}/\d{1,2}/\d{4}(?![\w/-]))"
# A word with what may stand inside it (an address, COVID-19), then others of its script after single spaces.
_LATIN_WORD: Final = rf"[{_LATIN}][{_LATIN}0-9]*(?:[.@:/_'’+?=%#-]+[{_LATIN}0-9]+)*"
_LATIN_RUN: Final = rf"(?P<run>{_LATIN_WORD}(?:[ \u00a0]{_LATIN_WORD})*)"
_ARABIC_WORD: Final = rf"[{_ARABIC}][{_ARABIC}{_MARKS}]*"
_ARABIC_RUN: Final = rf"(?P<run>{_ARABIC_WORD}(?:[ \u00a0]{_ARABIC_WORD})*)"
_IN_ARABIC: Final = re.compile(f"{_DATE}|{_ACT}|{_LATIN_RUN}")
_IN_LATIN: Final = re.compile(f"{_DATE}|{_ACT}|{_ARABIC_RUN}")
_ARABIC_LETTER: Final = re.compile(f"[{_ARABIC}]")
# What is in these is set apart already, or is to be copied as it stands.
_LEFT_ALONE: Final = frozenset({"bdi", "bdo", "code", "pre", "svg"})


def act_number(number: str, language: str) -> SafeString:
    """Write an act's number in the order of the language; what is copied is always the plain "12-06"."""
    if language != "ar":
        return format_html('<bdi class="nowrap" dir="ltr">{}</bdi>', number)
    # Isolated groups follow the element's direction, without a mark that would be copied along.
    groups = format_html_join("-", "<bdi>{}</bdi>", ((group,) for group in number.split("-")))
    return format_html('<bdi class="nowrap" dir="rtl">{}</bdi>', groups)


def typeset(html: str, language: str) -> SafeString:
    """Return safe `html`, written in `language`, with numbers of acts, dates and foreign words isolated."""
    setter = _Typesetter(language)
    setter.feed(html)
    setter.close()
    return mark_safe("".join(setter.pieces))  # noqa: S308 (its caller's safe HTML, with elements of ours)


class _Typesetter(HTMLParser):
    """Repeats HTML but for the text between tags. A pattern would take a ">" in an attribute for the end of its tag."""

    def __init__(self, language: str) -> None:
        super().__init__(convert_charrefs=False)
        self.language = language
        self.pieces: list[str] = []
        self.left_alone = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 (the parser's signature)
        self.left_alone += tag in _LEFT_ALONE
        self.pieces.append(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 (the parser's signature)
        self.pieces.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.left_alone -= tag in _LEFT_ALONE
        self.pieces.append(f"</{tag}>")

    def handle_entityref(self, name: str) -> None:
        self.pieces.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.pieces.append(f"&#{name};")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data if self.left_alone > 0 else self._set(data))

    def _set(self, text: str) -> str:
        if self.language != "ar":
            return _IN_LATIN.sub(self._apart, text)
        # Words without an Arabic neighbour have nobody to change places with.
        return _IN_ARABIC.sub(self._apart, text) if _ARABIC_LETTER.search(text) else text

    def _apart(self, found: re.Match[str]) -> str:
        # Not escaped again: the text between the tags of safe HTML is escaped.
        if found["act"]:
            return act_number(found["act"], self.language)
        if found["date"]:
            return f'<bdi class="nowrap" dir="ltr">{found["date"]}</bdi>'
        return f"<bdi>{found['run']}</bdi>"
