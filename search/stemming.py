"""What is left of a folded word without its endings and clitics: light, by rule, the same for index and query.

Every function takes one word as `analysis.fold` leaves it; no stem is empty.
"""

import re
from functools import lru_cache

# The article with what is written together with it, longest first: "and with the", "for the", "the".
_WITH_ARTICLE = ("وبال", "وكال", "فبال", "ولل", "فلل", "وال", "بال", "كال", "فال", "لل", "ال")
# A waw that is no "and": nation, document, ministry, province, mediation, means, duty, unit, function and others.
_WAW_OF_ROOT = re.compile(
    "و(?:طن|ثيق|ثاي|زار|زير|زرا|لاي|لات|ساط|سيط|سيل|ساي|اجب|حده|حدات|ظيف|ظاي|كال|كيل|صاي|صيه|قاي|رش|رقه|جود|دادي|ضعي|اقع)",
)
# Endings, longest first, and how many letters must stay. After a root of three the yaa of جمعية, بلدية, عملية stays:
# without it an association would be a collection, a municipality a country, an operation a work.
_ARABIC_ENDINGS = (
    *((ending, 3) for ending in ("تين", "تان", "تها", "تهم", "تنا", "هما")),
    *((ending, 3) for ending in ("ات", "ون", "ين", "ان", "ها", "هم", "نا", "وا", "ته", "تي")),
    *(("ه", 3), ("ا", 3), ("ي", 4)),
)
_WEAK_LETTERS = re.compile("[اويى]")
_FEMININE_ENDING = re.compile("(?:يات|يتها|يتهم|يه|ات|ه)$")
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

    >>> [arabic_without_prefix(word) for word in ("والشفافيه", "للمتطوعين", "النص", "وتنظيم", "وصل", "وطنيه")]
    ['شفافيه', 'متطوعين', 'نص', 'تنظيم', 'وصل', 'وطنيه']
    """
    for prefix in _WITH_ARTICLE:
        if word.startswith(prefix):
            least = 2 if prefix == "ال" else 3
            return word.removeprefix(prefix) if len(word) - len(prefix) >= least else word
    is_joined = word[0] == "و" and len(word) >= 5 and not _WAW_OF_ROOT.match(word)  # noqa: PLR2004 (a root and a letter)
    return word[1:] if is_joined else word


@lru_cache(_CACHED_WORDS)
def arabic_stem(word: str) -> str:
    """Take off prefix, and at most two endings while a root stays.

    >>> {arabic_stem(word) for word in ("الجمعيه", "جمعيات", "وجمعيتها", "للجمعيات")}
    {'جمعي'}
    >>> [arabic_stem(word) for word in ("جمع", "وطنيه", "الوطني", "اجتماعيه", "اجتماعي", "متطوعي", "المتطوعين")]
    ['جمع', 'وطني', 'وطني', 'اجتماع', 'اجتماع', 'متطوع', 'متطوع']
    """
    stem = arabic_without_prefix(word)
    for _ in range(2):
        ending = next((e for e, least in _ARABIC_ENDINGS if stem.endswith(e) and len(stem) - len(e) >= least), "")
        stem = stem.removesuffix(ending)
    return stem


@lru_cache(_CACHED_WORDS)
def consonant_key(word: str) -> str:
    """Leave the strong consonants, in which most broken plurals meet their singular; a weaker sign than the stem.

    A root of three with the ending of جمعية has no broken plural, and no key: "".

    >>> {consonant_key(word) for word in ("قانون", "القوانين")}, {consonant_key(word) for word in ("نموذج", "نماذج")}
    ({'قنن'}, {'نمذج'})
    >>> {consonant_key(word) for word in ("قضيه", "قضايا")}, consonant_key("جمعيات"), consonant_key("جمع")
    ({'قض'}, '', 'جمع')
    """
    base = arabic_without_prefix(word)
    ending = _FEMININE_ENDING.search(base) if len(base) >= 4 else None  # noqa: PLR2004 (else a letter of the root goes)
    key = _WEAK_LETTERS.sub("", base[: ending.start()] if ending else base)
    if ending and ending[0].startswith("ي") and len(key) >= 3:  # noqa: PLR2004 (a whole root)
        return ""
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
        ending = next((e for e in _LATIN_ENDINGS if stem.endswith(e) and len(stem) - len(e) >= 4), "")  # noqa: PLR2004 (a stem of four letters or more)
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
