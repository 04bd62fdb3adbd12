"""Text to glyphs: cleaned, cut where direction or font changes, shaped, and put in the order of the eye."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from certificates.drawing.directions import levels, visual_order
from certificates.drawing.glyph_runs import NO_GLYPH, Glyph
from certificates.drawing.typefaces import Typeface, Weight, faces

# Stands for a letter that no font has: a file that shows it is better than a certificate that is never drawn.
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_JOINERS = frozenset("\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")
_NO_BREAK_SPACES = frozenset("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")
# Punctuation, signs and spaces stay in the font of the letters before them when it has them.
_FOLLOWING_CATEGORIES = frozenset("PSZ")


class _Piece(NamedTuple):
    """A stretch of text of one direction and one font."""

    start: int
    end: int
    level: int
    face: Typeface


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one font and one direction, from left to right; the first stands at `left`, in parts of the size."""

    face: Typeface
    is_rtl: bool
    text: str
    glyphs: tuple[Glyph, ...]
    left: float


@dataclass(frozen=True, slots=True)
class Line:
    """Runs in the order of reading. Measures in parts of the type size, `above` and `below` from the baseline."""

    text: str
    runs: tuple[Run, ...]
    width: float
    above: float
    below: float


def plain(text: str) -> str:
    """Return `text` composed (NFC), without control, bidirectional and invisible characters, and with single spaces.

    The two joiners stay, because they change how letters are written; so do no-break spaces.
    """
    composed = unicodedata.normalize("NFC", text)
    spaced = "".join(_space_for(character) if character.isspace() else character for character in composed)
    kept = "".join(character for character in spaced if not _is_dropped(character))
    return re.sub(" +", " ", kept).strip()


def _space_for(character: str) -> str:
    return "\N{NO-BREAK SPACE}" if character in _NO_BREAK_SPACES else " "


def _is_dropped(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cf":
        # Signs such as U+0600, which are written around Arabic numbers, are format characters but have a shape.
        return character not in _JOINERS and unicodedata.bidirectional(character) != "AN"
    return category in {"Cc", "Cs"}


def first_face(character: str, weight: Weight) -> Typeface | None:
    """Return the font that has `character`, or None; the joiners need no glyph and stand in every font."""
    if character in _JOINERS:
        return faces(weight)[0]
    return next((face for face in faces(weight) if ord(character) in face.letters), None)


@lru_cache(maxsize=512)
def shape_line(text: str, *, weight: Weight, is_rtl: bool) -> Line:
    """Return `text`, which is plain, as one line; `is_rtl` is the direction of the whole line."""
    text = "".join(character if first_face(character, weight) else REPLACEMENT for character in text)
    runs: list[tuple[int, Run]] = []
    width = 0.0
    for piece in visual_order(_pieces(text, weight, is_rtl=is_rtl), lambda piece: piece.level):
        is_run_rtl = bool(piece.level % 2)
        glyphs = piece.face.shape(text, piece.start, piece.end, is_rtl=is_run_rtl)
        runs.append((piece.start, Run(piece.face, is_run_rtl, text[piece.start : piece.end], glyphs, width)))
        width += sum(glyph.advance for glyph in glyphs) / 1000
    in_order = tuple(run for _, run in sorted(runs, key=itemgetter(0)))
    return Line(text, in_order, width, *_reach(in_order))


def _reach(runs: tuple[Run, ...]) -> tuple[float, float]:
    above = below = 0
    for run in runs:
        for glyph in run.glyphs:
            if glyph.number != NO_GLYPH:
                glyph_above, glyph_below = run.face.reach(glyph.number)
                above = max(above, glyph_above + glyph.y_offset)
                below = max(below, glyph_below - glyph.y_offset)
    return above / 1000, below / 1000


def _pieces(text: str, weight: Weight, *, is_rtl: bool) -> list[_Piece]:
    """Return the pieces in logical order."""
    keys: list[tuple[int, Typeface]] = []
    for level, stretch in groupby(zip(levels(text, is_rtl=is_rtl), text, strict=True), key=itemgetter(0)):
        characters = "".join(character for _, character in stretch)
        keys += [(level, face) for face in _faces_of(characters, weight)]
    pieces: list[_Piece] = []
    for (level, face), places in groupby(range(len(keys)), key=keys.__getitem__):
        start, *others = places
        pieces.append(_Piece(start, start + len(others) + 1, level, face))
    return pieces


def _faces_of(stretch: str, weight: Weight) -> list[Typeface]:
    """Return a font for every character: one font for all if any has all, so that a name never looks patched."""
    needed = _needed(stretch)
    for face in faces(weight):
        if needed <= face.letters:
            return [face] * len(stretch)
    chosen: list[Typeface] = []
    for cluster in _clusters(stretch):
        before = chosen[-1] if chosen else None
        if before and _stays_with(cluster, before):
            chosen += [before] * len(cluster)
        else:
            chosen += [_face_of(cluster, weight)] * len(cluster)
    return chosen


def _clusters(text: str) -> list[str]:
    """Return the letters of `text`, each with the marks and joiners that follow it."""
    clusters: list[str] = []
    for character in text:
        if clusters and (character in _JOINERS or unicodedata.category(character).startswith("M")):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def _face_of(cluster: str, weight: Weight) -> Typeface:
    """Return the font that has all of a letter with its marks, or at least the letter."""
    needed = _needed(cluster)
    whole = next((face for face in faces(weight) if needed <= face.letters), None)
    return whole or first_face(cluster[0], weight) or faces(weight)[0]


def _stays_with(cluster: str, face: Typeface) -> bool:
    """Say whether punctuation, a sign or a space can be set in the font of what stands before it."""
    return unicodedata.category(cluster[0])[0] in _FOLLOWING_CATEGORIES and _needed(cluster) <= face.letters


def _needed(text: str) -> set[int]:
    return {ord(character) for character in text if character not in _JOINERS}
