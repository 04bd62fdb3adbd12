"""From text to the tokens that the index stores and a query asks for; one analysis for both.

`fold` writes a text in plain letters; `words` cuts it into words with their place in the text, leaves out the stop
words and stems the rest; `tokens` is the list of their tokens. How a word is stemmed is read from its letters, since
every language of this site quotes the others; the language of the text decides which words say nothing.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from search.stemming import arabic_stem, consonant_key, latin_stem
from search.stop_words import stop_words

_LONGEST_TOKEN = 64
_SAME_LETTER = {
    # Hamza and its seats, alif, yaa, taa.
    **dict.fromkeys("أإآٱ", "ا"),
    **dict(zip("ؤئىة", "وييه", strict=True)),
    "ء": "",
    # Letters of Persian keyboards and of the spelling of Algerian names.
    **dict(zip("کیڨڤپچگ", "كيقفبجق", strict=True)),
    # Tatweel, ligatures, apostrophes, dashes, Arabic punctuation.
    "ـ": "",
    "œ": "oe",
    "æ": "ae",
    **dict.fromkeys("’ʼ‘`´", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("،؛؟٫٬", " "),
}
# Combining marks, of which tashkeel and accents are some; format and direction controls; lone surrogates.
_SILENT = ("Mn", "Me", "Cf", "Cs")


def _plain(letter: str) -> str:
    folded = []
    for part in unicodedata.normalize("NFKD", letter).lower():
        kind = unicodedata.category(part)
        if kind == "Nd":
            folded.append(str(unicodedata.decimal(part)))
        elif kind in {"Cc", "Zl", "Zp"}:
            folded.append(" ")
        elif kind not in _SILENT:
            folded.append(_SAME_LETTER.get(part, part))
    return "".join(folded)


class _Letters(dict[int, str]):
    """Each code point with its plain form, filled as texts bring them."""

    def __missing__(self, codepoint: int) -> str:
        letter = chr(codepoint)
        # A letter that we name ourselves comes before its decomposition (آ is alif, not alif and a mark).
        plain = self[codepoint] = _SAME_LETTER[letter] if letter in _SAME_LETTER else _plain(letter)
        return plain


_letters = _Letters()


def fold(text: str) -> str:
    """Write a text in plain small letters and Western digits, one spelling for what readers hold to be the same.

    >>> fold("الإنشاء والمسؤولِيّة، مستشفى"), fold("التـطــوع ١٢-٠٦"), fold("Décret n° 12–06, l’œuvre")
    ('الانشا والمسووليه  مستشفي', 'التطوع 12-06', "decret n° 12-06, l'oeuvre")
    """
    return text.translate(_letters)


@dataclass(frozen=True, slots=True)
class Word:
    """One searchable word: its place in the text, its token, and a looser `shape` that may stand for it, or ""."""

    start: int
    end: int
    token: str
    shape: str


_WORDS = re.compile(
    r"""
    (?:\b(?:[وف]?[بكل]?ال|[وف]?لل|[وف])?ماده|\barticles?|\bart\b\.?) [ ]{0,2}(?P<article>[0-9]{1,4})(?![0-9])
    | (?<![0-9])(?<![0-9][-/.])(?P<first>[0-9]{1,3})(?:[ ]?[-/][ ]?|\.)(?P<second>[0-9]{1,3})(?![-/.]?[0-9])
    | (?P<arabic>[\u0621-\u064a]+)
    | (?P<other>[^\W_\u0621-\u064a]+)
    """,
    re.VERBOSE,
)


def words(text: str, language: str) -> Iterator[Word]:
    """Give the searchable words of a text in their order, each with its place in the text as it was handed over.

    >>> text = "تنصّ المادّة ٨ من القانون 12/06"
    >>> [(text[word.start : word.end], word.token, word.shape) for word in words(text, "ar")]
    [('تنصّ', 'تنص', 'تنص'), ('المادّة ٨', 'art-8', ''), ('القانون', 'قان', 'قنن'), ('12/06', '12-06', '06-12')]
    """
    pieces = [_letters[ord(letter)] for letter in text]
    folded = "".join(pieces)
    places = [place for place, piece in enumerate(pieces) for _ in piece]
    unsaid = stop_words(language)
    for match in _WORDS.finditer(folded):
        if match[0] not in unsaid:
            token, shape = _token_and_shape(match)
            end = places[match.end() - 1] + 1
            while end < len(text) and _belongs_to_word(text[end]):
                end += 1
            yield Word(places[match.start()], end, token, shape)


def tokens(text: str, language: str) -> list[str]:
    """List the tokens of a text: stems without stop words; the number of an act or article is one token.

    >>> tokens("ما هي شروط إنشاء الجمعيات؟", "ar"), tokens("Les statuts de l'association", "fr")
    (['شروط', 'انش', 'جمعي'], ['statut', 'associ'])
    >>> [tokens(number, "ar") for number in ("12-06", "12/06", "12.06", "١٢-٠٦", "12 – 6", "06-12")]
    [['12-06'], ['12-06'], ['12-06'], ['12-06'], ['12-06'], ['06-12']]
    >>> tokens("من 12/01/2012 إلى 2013", "ar"), tokens("art. 34, la loi n°90-31", "fr")
    (['12', '01', '2012', '2013'], ['art-34', 'loi', '90-31'])
    """
    return [word.token for word in words(text, language)]


def _token_and_shape(match: re.Match[str]) -> tuple[str, str]:
    if match["article"]:
        return f"art-{int(match['article'])}", ""
    if match["first"]:
        # The Arabic press also prints the groups the other way round: in the shape their order does not count.
        groups = [_act_group(match["first"]), _act_group(match["second"])]
        return "-".join(groups), "-".join(sorted(groups))
    word = match[0][:_LONGEST_TOKEN]
    if match["arabic"]:
        return arabic_stem(word), consonant_key(word)
    return (latin_stem(word) if word.isascii() and word.isalpha() else word), ""


def _act_group(digits: str) -> str:
    return digits.lstrip("0").zfill(2)


def _belongs_to_word(letter: str) -> bool:
    return letter == "ـ" or unicodedata.category(letter) == "Mn"
