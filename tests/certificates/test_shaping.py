"""Text becomes the glyphs that HarfBuzz's own tool gives, whole, joined and in the right order."""

import json
import os
import subprocess
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certificates.drawing.fitting import Style, fit
from certificates.drawing.glyph_runs import NO_GLYPH
from certificates.drawing.shaping import REPLACEMENT, Line, Run, plain, shape_line
from certificates.drawing.typefaces import Weight, faces
from certificates.pdf import draw
from tests.certificates.pdf_reading import NAME_ELEMENT, PAGE, shown_runs

DIFFICULT_NAMES = [
    (case["case"], case["text"]) for case in json.loads((Path(__file__).parent / "difficult_names.json").read_text())
]
MORE_NAMES = [
    ("vocalised", "عَبْدُ الرَّؤُوفِ الرَّزَّاقُ"),
    ("gaf", "ڨارة بوڨرة ڥاتح"),
    ("brackets", "بن (علي) [12] محمد"),
    ("lam-alef-marks", "لَا لاَ الأَوَّل"),
    ("maghribi-feh", "ڢاطمة"),
    ("tifinagh", "ⵎⵓⵃⴰⵏⴷ ⴰⵣⵡⴰⵡ"),
    ("markup", "Ali <b>Ben"),
]
ALGERIAN_LETTERS = "ڨڤڥپچ"
ARABIC_LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
# They do not join the letter that follows.
JOIN_ONLY_BEFORE = frozenset("آأؤإادذرزوةى")

needs_hb_shape = pytest.mark.skipif(
    "libharfbuzz-bin" in os.environ.get("KAFAAT_WITHOUT", ""), reason="left out: --without libharfbuzz-bin"
)


def hb_shape(line: Line, run: Run) -> list[tuple[int, int, int]]:
    """Return number and move of every glyph that HarfBuzz's tool gives for a run inside its line."""
    start = line.text.index(run.text)
    command = ["hb-shape", "--output-format=json", "--no-glyph-names", "--cluster-level=1"]
    command += [f"--direction={'rtl' if run.is_rtl else 'ltr'}", f"--language={'ar' if run.is_rtl else 'fr'}"]
    command += [f"--text-before={line.text[:start]}", f"--text-after={line.text[start + len(run.text) :]}"]
    done = subprocess.run([*command, str(run.face.path), run.text], capture_output=True, text=True, check=True)
    return [(glyph["g"], glyph["dx"], glyph["dy"]) for glyph in json.loads(done.stdout)]


@needs_hb_shape
@pytest.mark.parametrize(("case", "name"), DIFFICULT_NAMES + MORE_NAMES)
def test_content_stream_shows_the_glyphs_of_hb_shape(case: str, name: str) -> None:
    lines = fit(name, Style(size=12, floor=8.5, most_lines=4, weight=Weight.SEMIBOLD), 241).lines

    shown = shown_runs(draw(replace(PAGE, name_ar=name)), NAME_ELEMENT)

    runs = [(line, run) for line in lines for run in line.runs]
    assert [run.font for run in shown] == [run.face.name for _, run in runs]
    # Marks of one letter may stand in another order: they are compared as they lie on the paper.
    assert [sorted((glyph.number, glyph.x, glyph.y) for glyph in run.glyphs) for run in shown] == [
        sorted(hb_shape(line, run)) for line, run in runs
    ]
    assert all(glyph.number for run in shown for glyph in run.glyphs)


@pytest.mark.parametrize(("case", "name"), DIFFICULT_NAMES + MORE_NAMES)
def test_glyphs_stand_for_every_letter_once(case: str, name: str) -> None:
    line = shape_line(plain(name), weight=Weight.REGULAR, is_rtl=True)

    read = ["".join(glyph.text for glyph in (reversed(run.glyphs) if run.is_rtl else run.glyphs)) for run in line.runs]

    assert "".join(read) == plain(name)


@pytest.mark.parametrize("letter", ALGERIAN_LETTERS)
def test_algerian_letters_have_a_form_for_every_position(letter: str) -> None:
    (alone,) = shape_line(letter, weight=Weight.SEMIBOLD, is_rtl=True).runs[0].glyphs

    *_, first = shape_line(f"{letter}ت", weight=Weight.SEMIBOLD, is_rtl=True).runs[0].glyphs
    _, middle, _ = shape_line(f"ت{letter}ت", weight=Weight.SEMIBOLD, is_rtl=True).runs[0].glyphs
    last, *_ = shape_line(f"ت{letter}", weight=Weight.SEMIBOLD, is_rtl=True).runs[0].glyphs

    assert len({alone.number, first.number, middle.number, last.number}) == 4


words = st.text(ALGERIAN_LETTERS * 3 + ARABIC_LETTERS, min_size=1, max_size=12)
names = st.lists(words, min_size=1, max_size=8).map(" ".join)


@given(name=names, weight=st.sampled_from(Weight))
@settings(max_examples=150, deadline=None)
def test_random_arabic_names_have_every_glyph_and_fit(name: str, weight: Weight) -> None:
    setting = fit(name, Style(size=12, floor=8.5, most_lines=4, weight=weight), 241)

    assert " ".join(line.text for line in setting.lines) == name
    assert setting.width <= 241.001
    glyphs = [glyph for line in setting.lines for run in line.runs for glyph in run.glyphs]
    assert all(glyph.number for glyph in glyphs)
    assert all(run.is_rtl for line in setting.lines for run in line.runs)


@given(word=st.text("ڨڤڥپچبتنيسمل", min_size=2, max_size=6))
@settings(max_examples=60, deadline=None)
def test_random_words_join_from_first_to_last_letter(word: str) -> None:
    face = faces(Weight.REGULAR)[0]
    isolated = {letter: face.shape(letter, 0, 1, is_rtl=True)[0].number for letter in word}

    glyphs = [glyph for glyph in face.shape(word, 0, len(word), is_rtl=True) if glyph.number != NO_GLYPH]

    assert all(glyph.number != isolated.get(glyph.text) for glyph in glyphs)


@given(text=st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_text_can_be_set(text: str) -> None:
    line = shape_line(plain(text), weight=Weight.REGULAR, is_rtl=True)

    assert all(glyph.number for run in line.runs for glyph in run.glyphs)


def test_letter_without_font_becomes_the_replacement_character() -> None:
    line = shape_line("محمد 你", weight=Weight.REGULAR, is_rtl=True)

    assert line.text == f"محمد {REPLACEMENT}"


def test_name_with_kabyle_letters_is_set_in_one_font() -> None:
    line = shape_line("Ɛli At Muḥend", weight=Weight.SEMIBOLD, is_rtl=False)

    assert [run.face.name for run in line.runs] == ["NotoSans-Bold"]


def test_tifinagh_and_latin_share_a_line() -> None:
    line = shape_line("ⴰⵣⵡⴰⵡ Azwaw", weight=Weight.SEMIBOLD, is_rtl=False)

    assert [(run.face.name, run.text) for run in line.runs] == [
        ("NotoSansTifinagh-Regular", "ⴰⵣⵡⴰⵡ "),
        ("IBMPlexSansArabic-SemiBold", "Azwaw"),
    ]


def test_mark_stays_in_the_font_of_its_letter() -> None:
    line = shape_line("ⵣ x\u0323 (y)", weight=Weight.REGULAR, is_rtl=False)

    assert [(run.face.name, run.text) for run in line.runs] == [
        ("NotoSansTifinagh-Regular", "ⵣ "),
        ("NotoSans-Regular", "x\u0323 ("),
        ("IBMPlexSansArabic-Regular", "y)"),
    ]


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        (unicodedata.normalize("NFD", "Amélie Béni-Saf"), "Amélie Béni-Saf"),
        ("\u202eSamir\u202c\u200f \u2067Hamadi\u2069\ufeff", "Samir Hamadi"),
        ("  Samir\t\n Hamadi\x00\x07 ", "Samir Hamadi"),
        ("«\u00a0Samir\u202fHamadi\u00a0»", "«\u00a0Samir\u00a0Hamadi\u00a0»"),
        ("عَبْدُ أمـــين", "عَبْدُ أمـــين"),
        ("نامه\u200cها", "نامه\u200cها"),
        ("Ali <b>Ben</b> &amp;", "Ali <b>Ben</b> &amp;"),
        ("\ud800x", "x"),
    ],
)
def test_plain_text_keeps_letters_and_drops_what_cannot_be_seen(given_text: str, kept: str) -> None:
    assert plain(given_text) == kept


@pytest.mark.parametrize("weight", Weight)
def test_typefaces_have_a_thousand_units_and_outlines_that_can_be_moved(weight: Weight) -> None:
    assert {face.units for face in faces(weight)} == {1000}
    assert all(b"glyf" in face.path.read_bytes()[:400] for face in faces(weight))
