"""Glyphs added to a font are the old ones moved; the font stays one that other tools accept."""

import io

import pytest
from fontTools.ttLib import TTFont

from certificates.drawing.outlines import Addition, with_additions
from certificates.drawing.paths import path
from certificates.drawing.typefaces import typeface

FACE = typeface("IBMPlexSansArabic-SemiBold")
SHADDA, FATHA = (FACE.shape(mark, 0, 1, is_rtl=True)[0].number for mark in "\u0651\u064e")


def extended(*additions: Addition) -> tuple[TTFont, int]:
    data, first = with_additions(FACE.subset({0, SHADDA, FATHA}), additions)
    return TTFont(io.BytesIO(data), checkChecksums=2), first


def test_moved_copy_has_outline_width_and_bounds_of_its_own() -> None:
    font, first = extended(Addition(-1, 0, 0, 0), Addition(SHADDA, 30, -120, 45))

    names = font.getGlyphOrder()
    old, new = font["glyf"][names[SHADDA]], font["glyf"][names[first + 1]]
    assert [(part.glyphName, part.x, part.y) for part in new.components] == [(names[SHADDA], 30, -120)]
    assert (new.xMin, new.yMin) == (old.xMin + 30, old.yMin - 120)
    assert font["hmtx"][names[first + 1]] == (45, old.xMin + 30)
    assert font["maxp"].numGlyphs == first + 2


def test_empty_glyph_has_neither_outline_nor_width() -> None:
    font, first = extended(Addition(-1, 0, 0, 0))

    name = font.getGlyphOrder()[first]
    assert font["glyf"][name].numberOfContours == 0
    assert font["hmtx"][name] == (0, 0)


def test_font_without_additions_stays_as_it_is() -> None:
    data = FACE.subset({0, SHADDA})

    assert with_additions(data, ()) == (data, SHADDA + 1)


def test_copy_of_a_space_is_only_a_width() -> None:
    space = FACE.shape(" ", 0, 1, is_rtl=False)[0].number
    data, first = with_additions(FACE.subset({0, space}), (Addition(space, 5, 0, 300),))

    font = TTFont(io.BytesIO(data), checkChecksums=2)

    assert font["hmtx"][font.getGlyphOrder()[first]] == (300, 0)


@pytest.mark.parametrize(
    ("commands", "operators"),
    [
        ("M1 2 3 4z", "1 2 m\n3 4 l\nh"),
        ("m1 2h3v-1H.5V0L1-1zm1 1l2 0", "1 2 m\n4 2 l\n4 1 l\n0.5 1 l\n0.5 0 l\n1 -1 l\nh\n2 3 m\n4 3 l"),
    ],
)
def test_path_of_svg_becomes_operators(commands: str, operators: str) -> None:
    assert path(commands) == operators
