"""Which glyph stands for which letters, so that any reader gets the text back letter by letter."""

import unicodedata
from collections.abc import Callable
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

NO_GLYPH = -1
"""The number of a glyph without outline and width, which only carries a letter."""

# A further glyph of one letter needs a Unicode value too; this one adds nothing to a word.
_NOTHING_MORE = "\N{ZERO WIDTH SPACE}"


class Glyph(NamedTuple):
    """One glyph of a shaped run. Measures are in thousandths of the type size.

    `text` is what the glyph stands for: in Latin all letters of a ligature, in Arabic only the first.
    """

    number: int
    text: str
    advance: int
    x_offset: int
    y_offset: int


def attributed(
    shaped: list[tuple[int, Glyph]], text: str, end: int, *, is_rtl: bool, glyph_of: Callable[[str], int | None]
) -> tuple[Glyph, ...]:
    """Return the shaped glyphs, given with their clusters from left to right, each with what it stands for.

    `glyph_of` gives the number of a letter's plain glyph.

    Readers take the letters of a ligature for written from left to right, and so turn those of an Arabic one round
    (poppler, PDFium). Therefore an Arabic ligature stands for its first letter only, and to its left a glyph
    without outline stands for each further one.
    """
    clusters = [(cluster, [glyph for _, glyph in group]) for cluster, group in groupby(shaped, key=itemgetter(0))]
    starts = sorted(cluster for cluster, _ in clusters)
    ends = dict(zip(starts, [*starts[1:], end], strict=True))
    glyphs: list[Glyph] = []
    for cluster, group in clusters:
        glyphs += _of_cluster(text[cluster : ends[cluster]], group, is_rtl=is_rtl, glyph_of=glyph_of)
    return tuple(glyphs)


def _of_cluster(
    letters: str, group: list[Glyph], *, is_rtl: bool, glyph_of: Callable[[str], int | None]
) -> list[Glyph]:
    """Return the glyphs of one cluster, from left to right, with its letters shared out among them."""
    if len(group) == len(letters) == 1:
        return [group[0]._replace(text=letters)]
    if not is_rtl:
        first, *others = group
        return [first._replace(text=letters), *(glyph._replace(text=_NOTHING_MORE) for glyph in others)]
    placed = _placed(letters, group, glyph_of)
    return [glyph for _, glyph in sorted(placed, key=itemgetter(0), reverse=True)]


def _placed(letters: str, group: list[Glyph], glyph_of: Callable[[str], int | None]) -> list[tuple[int, Glyph]]:
    """Return glyphs of an Arabic cluster, each with the place of its letter; letters left over get a bare glyph.

    Marks, which have no width, stand for marks; what has a width stands for the letters. HarfBuzz may change the order
    of marks, so a mark's plain glyph is recognised first.
    """
    marks = [place for place, letter in enumerate(letters) if unicodedata.category(letter) == "Mn"]
    others = [place for place in range(len(letters)) if place not in marks]
    placed: list[tuple[int, Glyph]] = []
    for glyph in reversed(group):
        places = (others or marks) if glyph.advance else (marks or others)
        if not places:
            placed.append((placed[-1][0], glyph._replace(text=_NOTHING_MORE)))
            continue
        place = next((place for place in places if glyph_of(letters[place]) == glyph.number), places[0])
        places.remove(place)
        placed.append((place, glyph._replace(text=letters[place])))
    placed += [(place, Glyph(NO_GLYPH, letters[place], 0, 0, 0)) for place in marks + others]
    return placed
