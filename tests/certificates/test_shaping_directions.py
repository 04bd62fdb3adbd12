"""Levels are those of the Unicode algorithm; python-bidi's Rust half, which only reorders, is the second opinion."""

import bidi
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certificates.drawing.directions import levels, visual_order

LATIN, ARABIC, HEBREW = "abé", "بتن", "אב"
NUMBERS, ARABIC_NUMBERS = "0123", "٠١٢"
SIGNS = " -+/,.:;!?%$#&\"'«»()[]{}"
MARKS = "\u064b\u0651\u0301"


def reordered(text: str, *, is_rtl: bool) -> str:
    """Return the characters of `text` from left to right."""
    found = levels(text, is_rtl=is_rtl)
    return "".join(text[place] for place in visual_order(range(len(text)), lambda place: found[place]))


# The second opinion trims nothing, but sets spaces at the end of a line at its edge (rule L1): names have none there.
texts = st.text(LATIN + ARABIC + HEBREW + NUMBERS + ARABIC_NUMBERS + SIGNS + MARKS, max_size=24).map(str.strip)


@given(text=texts, is_rtl=st.booleans())
@settings(max_examples=300, deadline=None)
def test_order_agrees_with_python_bidi(text: str, is_rtl: bool) -> None:  # noqa: FBT001 - hypothesis passes it by name
    assert reordered(text, is_rtl=is_rtl) == bidi.get_display(text, base_dir="R" if is_rtl else "L")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("ab", [2, 2]),
        ("بت", [1, 1]),
        ("ب 12", [1, 1, 2, 2]),
        ("ب 12-06", [1, 1, 2, 2, 1, 2, 2]),
        ("ب (a)", [1, 1, 1, 2, 1]),
        ("a (ب) b", [2, 1, 1, 1, 1, 1, 2]),
        ("a (b) ب", [2, 2, 2, 2, 2, 1, 1]),
        ("ب\u0651", [1, 1]),
        ("12%", [2, 2, 2]),
    ],
)
def test_levels_in_a_line_from_right_to_left(text: str, expected: list[int]) -> None:
    assert levels(text, is_rtl=True) == expected


def test_levels_in_a_line_from_left_to_right() -> None:
    assert levels("a 12 بت 12", is_rtl=False) == [0, 0, 0, 0, 0, 1, 1, 1, 2, 2]


def test_more_open_brackets_than_the_algorithm_counts_are_no_pairs() -> None:
    text = "(" * 70 + "a" + ")" * 70

    assert levels(text, is_rtl=True) == [1] * 70 + [2] + [1] * 70
