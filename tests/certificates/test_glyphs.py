"""Letters that cannot be printed are found before they are promised."""

import json
from pathlib import Path

import pytest

from certificates.glyphs import missing_letters

DIFFICULT_NAMES = [case["text"] for case in json.loads((Path(__file__).parent / "difficult_names.json").read_text())]


@pytest.mark.parametrize("name", [*DIFFICULT_NAMES, "ڨارة ڥاتح ڢاطمة", "ⵎⵓⵃⴰⵏⴷ", "عَبْدُ", "Ḍawya Ẓerzi Ččači", ""])
def test_names_of_algeria_miss_no_letter(name: str) -> None:
    assert missing_letters(name) == []


def test_missing_letters_are_named_once_and_in_order() -> None:
    assert missing_letters("محمد 你好 你 😀 Ali") == ["你", "好", "😀"]


def test_characters_that_are_dropped_are_not_missing() -> None:
    assert missing_letters("Samir\u202e\u200f\u200d\u200c\x00\t Hamadi\ufeff") == []


def test_private_characters_are_missing() -> None:
    assert missing_letters("\ue000") == ["\ue000"]
