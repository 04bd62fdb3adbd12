"""A serial survives being read aloud, typed on a phone, and copied with mistakes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates import serials

SERIAL = "ONSC-2026-7K3QF9X2M4TP-Y"


def test_make_gives_the_shape_printed_on_paper() -> None:
    serial = serials.make("ONSC", 2026)

    prefix, year, chance, check = serial.split("-")
    assert (prefix, year, len(chance), len(check)) == ("ONSC", "2026", 12, 1)
    assert set(chance + check) <= set(serials.ALPHABET)


def test_make_gives_another_serial_each_time() -> None:
    assert len({serials.make("ONSC", 2026) for _time in range(1000)}) == 1000


@pytest.mark.parametrize(
    "typed",
    [
        SERIAL,
        SERIAL.lower(),
        SERIAL.replace("-", ""),
        f"  {SERIAL.replace('-', ' ')}\n",
        SERIAL.replace("-", "–"),
        SERIAL.replace("-", "\u2011"),
        SERIAL.replace("-", "−"),
        SERIAL.replace("2026", "٢٠٢٦"),
        SERIAL.replace("2026", "۲۰۲۶"),
        SERIAL.replace("2026", "2O26"),
        SERIAL.replace("ONSC", "0NSC"),
        f"\u2066{SERIAL}\u2069",
        "ＯＮＳＣ-2026-7K3QF9X2M4TP-Y",
    ],
)
def test_normalise_reads_what_was_meant(typed: str) -> None:
    assert serials.normalise(typed) == SERIAL


def test_normalise_reads_look_alikes_in_the_middle() -> None:
    serial = next(made for made in iter(lambda: serials.make("ONSC", 2026), "") if {"0", "1"} <= set(made[10:22]))

    typed = f"{serial[:10]}{serial[10:].replace('0', 'O').replace('1', 'l')}"

    assert serials.normalise(typed) == serial


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-",
        "hello",
        SERIAL[:-1],
        f"{SERIAL}A",
        SERIAL.replace("7K3", "7U3"),
        "ONSC" * 100,
        "٠" * 50,
        "\x00",
        "ß" * 40,
    ],
)
def test_normalise_refuses_what_cannot_be_a_serial(typed: str) -> None:
    assert serials.normalise(typed) is None


@given(place=st.integers(0, 16), letter=st.sampled_from(serials.ALPHABET))
def test_normalise_finds_one_wrong_character(place: int, letter: str) -> None:
    compact = SERIAL.replace("-", "")
    at = 4 + place
    wrong = compact[:at] + letter + compact[at + 1 :]

    assert (serials.normalise(wrong) == SERIAL) is (wrong == compact)
    assert wrong == compact or serials.normalise(wrong) is None


@given(place=st.integers(4, 19))
def test_normalise_finds_two_neighbours_exchanged(place: int) -> None:
    compact = SERIAL.replace("-", "")
    exchanged = compact[:place] + compact[place + 1] + compact[place] + compact[place + 2 :]

    assert exchanged == compact or serials.normalise(exchanged) is None
