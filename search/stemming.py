"""What is left of a folded word without its endings and clitics: light, by rule, the same for index and query.

Every function takes one word as `analysis.fold` leaves it and never gives back an empty one.
"""

import re
from functools import lru_cache

# The article with what is written together with it, longest first: "and with the", "for the", "the".
_WITH_ARTICLE = ("وبال", "وكال", "فبال", "ولل", "فلل", "وال", "بال", "كال", "فال", "لل", "ال")
_ARABIC_ENDINGS = (
    *("يات", "تين", "تان", "تها", "تهم", "تنا", "هما"),
    *("ات", "ون", "ين", "ان", "ها", "هم", "نا", "وا", "يه", "ته", "تي"),
    *("ه", "ي", "ا"),
)
_WEAK_LETTERS = re.compile("[اويى]")
_FEMININE_ENDING = re.compile("(?:ات|يه|ه)$")
_LATIN_ENDINGS = (
    *("ateurs", "atrice", "ation", "ement", "ateur"),
    *("ment", "euse"),
    *("ant", "ing", "eur", "ive"),
    *("ed", "er", "ez", "ee", "if"),
    "e",
)
_DOUBLED_ENDING = re.compile(r"([a-z])\1$")
_CACHED_WORDS = 65_536


def arabic_without_prefix(word: str) -> str:
    """Take off the article with its conjunctions and prepositions, or a lone "and".

    >>> [arabic_without_prefix(word) for word in ("والشفافيه", "للمتطوعين", "النص", "وصل")]
    ['شفافيه', 'متطوعين', 'نص', 'وصل']
    """
    for prefix in _WITH_ARTICLE:
        if word.startswith(prefix):
            least = 2 if prefix == "ال" else 3
            return word.removeprefix(prefix) if len(word) - len(prefix) >= least else word
    return word[1:] if len(word) >= 5 and word[0] == "و" else word  # noqa: PLR2004 (a root of three and one more letter)


@lru_cache(_CACHED_WORDS)
def arabic_stem(word: str) -> str:
    """Take off prefix, and at most two endings while three letters stay.

    >>> {arabic_stem(word) for word in ("الجمعيه", "جمعيات", "وجمعيتها", "للجمعيات")}
    {'جمع'}
    """
    stem = arabic_without_prefix(word)
    for _ in range(2):
        ending = next((e for e in _ARABIC_ENDINGS if stem.endswith(e) and len(stem) - len(e) >= 3), "")  # noqa: PLR2004 (a root)
        stem = stem.removesuffix(ending)
    return stem


@lru_cache(_CACHED_WORDS)
def consonant_key(word: str) -> str:
    """Leave the strong consonants, in which most broken plurals meet their singular; a weaker sign than the stem.

    >>> {consonant_key(word) for word in ("قانون", "القوانين")}, {consonant_key(word) for word in ("نموذج", "نماذج")}
    ({'قنن'}, {'نمذج'})
    """
    base = arabic_without_prefix(word)
    if len(base) >= 5:  # noqa: PLR2004 (shorter words would lose a letter of the root)
        base = _FEMININE_ENDING.sub("", base)
    key = _WEAK_LETTERS.sub("", base)
    return key if len(key) > 1 else base


@lru_cache(_CACHED_WORDS)
def latin_stem(word: str) -> str:
    """Take off plural, and at most three endings of French or English while four letters stay.

    >>> {latin_stem(word) for word in ("financer", "financement", "finances")}, latin_stem("locaux")
    ({'financ'}, 'local')
    >>> [latin_stem(word) for word in ("volunteers", "volunteering", "charities", "charity", "mutuelles", "statuts")]
    ['volunt', 'volunt', 'chariti', 'chariti', 'mutuel', 'statut']
    """
    stem = _latin_singular(word)
    for _ in range(3):
        ending = next((e for e in _LATIN_ENDINGS if stem.endswith(e) and len(stem) - len(e) >= 4), "")  # noqa: PLR2004
        stem = stem.removesuffix(ending)
    stem = _DOUBLED_ENDING.sub(r"\1", stem)
    return stem[:-1] + "i" if len(stem) > 3 and stem[-1] == "y" else stem  # noqa: PLR2004 (not "loy", "day")


def _latin_singular(word: str) -> str:
    if len(word) <= 3:  # noqa: PLR2004 (prix, gas and the like are no plurals)
        return word
    if word.endswith("eaux"):
        return word[:-1]
    if word.endswith("aux"):
        return word[:-2] + "l"
    if word.endswith("ss"):
        return word
    return word[:-1] if word[-1] in "sx" else word
