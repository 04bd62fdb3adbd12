"""Numbers, dates, sizes and directions in the three languages."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms import typography

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"


@pytest.mark.parametrize(
    ("language", "written"),
    [("ar", "12 جانفي 2012"), ("fr", "12 janvier 2012"), ("en", "12 January 2012")],
)
def test_day_names_the_month_as_in_algeria(language: str, written: str) -> None:
    assert typography.day(datetime.date(2012, 1, 12), language) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [("ar", "1 أوت 2026"), ("fr", "1er août 2026"), ("en", "1 August 2026")],
)
def test_day_writes_the_first_as_an_ordinal_in_french_only(language: str, written: str) -> None:
    assert typography.day(datetime.date(2026, 8, 1), language) == written


def test_day_knows_the_twelve_algerian_months() -> None:
    months = [typography.day(datetime.date(2026, number, 2), "ar").split()[1] for number in range(1, 13)]

    assert months == [
        "جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
    ]  # fmt: skip


def test_short_day_fills_with_zeros() -> None:
    assert typography.short_day(datetime.date(2012, 1, 2)) == "02/01/2012"


@pytest.mark.parametrize(("number", "written"), [(7, "7"), (1000, "1\u00a0000"), (1234567, "1\u00a0234\u00a0567")])
def test_thousands_parts_groups_with_a_no_break_space(number: int, written: str) -> None:
    assert typography.thousands(number) == written


@pytest.mark.parametrize(("language", "written"), [("ar", "70%"), ("fr", "70\u00a0%"), ("en", "70%")])
def test_percent_follows_the_language(language: str, written: str) -> None:
    assert typography.percent(70, language) == written


@pytest.mark.parametrize(
    ("size", "arabic", "french", "english"),
    [
        (0, "0 كيلوبايت", "0\u00a0ko", "0\u00a0kB"),
        (1, "1 كيلوبايت", "1\u00a0ko", "1\u00a0kB"),
        (58_200, "59 كيلوبايت", "59\u00a0ko", "59\u00a0kB"),
        (999_500, "1 ميغابايت", "1\u00a0Mo", "1\u00a0MB"),
        (1_240_000, "1,2 ميغابايت", "1,2\u00a0Mo", "1.2\u00a0MB"),
        (41_300_000, "41 ميغابايت", "41\u00a0Mo", "41\u00a0MB"),
        (1_200_000_000, "1\u00a0200 ميغابايت", "1\u00a0200\u00a0Mo", "1\u00a0200\u00a0MB"),
    ],
)
def test_file_size_is_written_as_a_reader_knows_it(size: int, arabic: str, french: str, english: str) -> None:
    assert [typography.file_size(size, language) for language in ("ar", "fr", "en")] == [arabic, french, english]


def test_act_number_follows_from_the_right_in_arabic() -> None:
    assert typography.act_number("12-06", "ar") == f"{RLI}\u061c12-06{PDI}"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_act_number_follows_from_the_left_elsewhere(language: str) -> None:
    assert typography.act_number("12-06", language) == f"{LRI}12-06{PDI}"


def test_without_isolates_keeps_everything_else() -> None:
    assert typography.without_isolates(f"يوم {LRI}12/01/2012{PDI} صباحا") == "يوم 12/01/2012 صباحا"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (f"يوم {LRI}12/01{PDI}.", 'يوم <bdi dir="ltr">12/01</bdi>.'),
        (f"{RLI}أ{PDI}{FSI}b{PDI}", '<bdi dir="rtl">أ</bdi><bdi>b</bdi>'),
        (f"{LRI}a{RLI}ب{PDI}{PDI}", '<bdi dir="ltr">a<bdi dir="rtl">ب</bdi></bdi>'),
        (f"{PDI}a{LRI}b", "ab"),
        (f"{LRI}{LRI}a{PDI}", '<bdi dir="ltr">a</bdi>'),
    ],
)
def test_isolates_to_bdi_keeps_balanced_pairs_and_drops_stray_ones(text: str, html: str) -> None:
    assert typography.isolates_to_bdi(text) == html


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>{LRI}<b>12</b>/01{PDI}</p>", '<p><bdi dir="ltr"><b>12</b>/01</bdi></p>'),
        (f"<p>a{LRI}b</p><p>c{PDI}d</p>", "<p>ab</p><p>cd</p>"),
        (f"<b>{LRI}x</b>{PDI}", "<b>x</b>"),
        (f'<a title="{LRI}x{PDI}">{LRI}y<br>z{PDI}</a>', '<a title="x"><bdi dir="ltr">y<br>z</bdi></a>'),
        (f"</p>{LRI}x{PDI}", '</p><bdi dir="ltr">x</bdi>'),
        (f"{LRI}a<img/>b{PDI}", '<bdi dir="ltr">a<img/>b</bdi>'),
    ],
)
def test_isolates_to_bdi_never_crosses_an_element(html: str, expected: str) -> None:
    assert typography.isolates_to_bdi(html) == expected


@given(st.text(alphabet=f"ab {LRI}{RLI}{FSI}{PDI}", max_size=40))
def test_isolates_to_bdi_balances_whatever_it_is_given(text: str) -> None:
    html = typography.isolates_to_bdi(text)

    assert len(re.findall("<bdi[^>]*>", html)) == html.count("</bdi>")
    assert re.sub("<[^>]*>", "", html) == typography.without_isolates(text)
