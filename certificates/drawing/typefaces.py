"""The fonts of the certificate, read once: coverage, measures, HarfBuzz shaping and subsetting.

This is the only module that knows HarfBuzz. A `Typeface` never changes after it was read, so threads may share it.
All fonts have 1000 units to the em, which are the thousandths that PDF counts in.
"""

from collections.abc import Iterable
from enum import Enum
from functools import cache
from pathlib import Path
from struct import unpack_from

import uharfbuzz as hb

from certificates.drawing.glyph_runs import Glyph, attributed

FOLDER = Path(__file__).resolve().parent.parent / "fonts"

# What a reader of the file never asks for: the shaping is done, and the PDF has its own map from glyphs to letters.
_DROPPED_TABLES = ("GSUB", "GPOS", "GDEF", "name", "OS/2", "post", "kern", "cmap", "STAT", "gasp", "DSIG")


class Weight(Enum):
    REGULAR = "regular"
    SEMIBOLD = "semibold"


class Typeface:
    """One font file of `certificates/fonts`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.path = FOLDER / f"{name}.ttf"
        self._face = hb.Face(self.path.read_bytes())
        self._font = hb.Font(self._face)
        self.units = self._face.upem
        self.letters = frozenset(self._face.unicodes)
        head, hhea, os2 = (self._face.reference_table(tag).data for tag in ("head", "hhea", "OS/2"))
        self.bounds = unpack_from(">4h", head, 36)
        self.ascent, self.descent = unpack_from(">2h", hhea, 4)
        (self.cap_height,) = unpack_from(">h", os2, 88)
        self.advance = cache(self._advance)
        self.reach = cache(self._reach)

    def __repr__(self) -> str:
        return f"Typeface({self.name!r})"

    def _advance(self, glyph: int) -> int:
        """Return the glyph's own width, before kerning."""
        return self._font.get_glyph_h_advance(glyph)

    def _plain_glyph(self, letter: str) -> int | None:
        return self._font.get_nominal_glyph(ord(letter))

    def _reach(self, glyph: int) -> tuple[int, int]:
        """Return how far the glyph's outline reaches above the baseline and below it."""
        extents = self._font.get_glyph_extents(glyph)
        return (extents.y_bearing, -extents.y_bearing - extents.height) if extents else (0, 0)

    def shape(self, text: str, start: int, end: int, *, is_rtl: bool) -> tuple[Glyph, ...]:
        """Return the glyphs of `text[start:end]` from left to right; what stands around it decides how letters join."""
        buffer = hb.Buffer()
        # Marks keep a cluster of their own, so that each glyph can say which letters it stands for.
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_codepoints([ord(character) for character in text], start, end - start)
        buffer.direction = "rtl" if is_rtl else "ltr"
        buffer.guess_segment_properties()
        buffer.language = "ar" if is_rtl else "fr"
        hb.shape(self._font, buffer)
        shaped = [
            (info.cluster, Glyph(info.codepoint, "", at.x_advance, at.x_offset, at.y_offset))
            for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]
        return attributed(shaped, text, end, is_rtl=is_rtl, glyph_of=self._plain_glyph)

    def subset(self, glyphs: Iterable[int]) -> bytes:
        """Return a TrueType file with the outlines of `glyphs` only, each under its old number."""
        wanted = hb.SubsetInput()
        wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs)
        wanted.flags = (
            hb.SubsetFlags.RETAIN_GIDS
            | hb.SubsetFlags.NO_LAYOUT_CLOSURE
            | hb.SubsetFlags.NOTDEF_OUTLINE
            | hb.SubsetFlags.NO_HINTING
        )
        wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(
            int.from_bytes(tag.encode(), "big") for tag in _DROPPED_TABLES
        )
        return bytes(hb.subset(self._face, wanted).blob.data)


@cache
def typeface(name: str) -> Typeface:
    return Typeface(name)


@cache
def faces(weight: Weight) -> tuple[Typeface, ...]:
    """Return the fonts of a weight in the order in which they are asked for a letter."""
    bold = "SemiBold" if weight is Weight.SEMIBOLD else "Regular"
    noto = "Bold" if weight is Weight.SEMIBOLD else "Regular"
    names = (f"IBMPlexSansArabic-{bold}", f"NotoSans-{noto}", f"NotoSansArabic-{noto}", "NotoSansTifinagh-Regular")
    return tuple(typeface(name) for name in names)
