"""What comes out of the file, by three readers' eyes, is what went in, inside its box."""

import os
import unicodedata
from dataclasses import replace

import pypdfium2
import pytest

from certificates.drawing.shaping import plain
from certificates.pdf import draw
from tests.certificates.pdf_reading import (
    NAME_ELEMENT,
    PAGE,
    POINTS_PER_MILLIMETRE,
    read_by_pdfium,
    read_by_poppler,
    read_by_pypdf,
    shown_runs,
)

PLAIN_NAMES = [
    "عبد القادر بن يوسف",
    "إيمان بوعلام",
    "لؤي مؤمن",
    "سماء بهاء الدين",
    "الآلاء الإسلام الأولى السلام",
    "عبد الله حمد الله",
    "موسى مصطفى يحيى",
    "كريم ڤاسي پاريس چاد",
    "ڨارة ڥاتح",
    "أمـــين",
    "عبد الرّؤوف الرزّاق",
    "Zoé Nœlle Benaïssa-Léger",
    unicodedata.normalize("NFD", "Amélie Béni-Saf"),
    "Ɛli At Muḥend Ɣezzali Ṭahar Ǧerǧer",
    "Ali <b>Ben",
]
PLAIN_LINES = [
    "الجمهورية الجزائرية الديمقراطية الشعبية",
    "المرصد الوطني للمجتمع المدني",
    "République algérienne démocratique et populaire",
    "Observatoire national de la société civile",
    "شهادة إتمام",
    "Attestation de réussite",
    "تُمنح هذه الشهادة من المرصد الوطني للمجتمع المدني إلى",
    "سمير حمادي",
    "Samir Hamadi",
    "Délivrée le 25 novembre 2026",
    "Scannez pour vérifier",
    "ONSC-2026-7K3QF9X2M4TP-C",
    "https://kafaat.example.dz/v/ONSC-2026-7K3QF9X2M4TP-C/",
    "Souad Bendjaballah, présidente de l’Observatoire",
]
LONG_NAME = "عبد الرحمن محمد الأمين بن عبد القادر بن الحاج الطاهر ولد سيدي أحمد الشريف الإدريسي"

needs_poppler = pytest.mark.skipif(
    "poppler-utils" in os.environ.get("KAFAAT_WITHOUT", ""), reason="left out: --without poppler-utils"
)


def spaced(line: str) -> str:
    return " ".join(line.replace("\u00a0", " ").split())


@pytest.mark.parametrize("name", PLAIN_NAMES)
def test_name_reads_the_same_in_pdfium_and_pypdf(name: str) -> None:
    pdf = draw(replace(PAGE, name_ar=name))

    assert plain(name) in read_by_pdfium(pdf)
    assert plain(name) in read_by_pypdf(pdf)


@needs_poppler
@pytest.mark.parametrize("name", PLAIN_NAMES)
def test_name_reads_the_same_in_poppler(name: str) -> None:
    assert plain(name) in read_by_poppler(draw(replace(PAGE, name_ar=name)))


@pytest.mark.parametrize("line", PLAIN_LINES)
def test_line_reads_the_same_in_pdfium_and_pypdf(line: str) -> None:
    pdf = draw(PAGE)

    assert line in [spaced(read) for read in read_by_pdfium(pdf)]
    assert line in [spaced(read) for read in read_by_pypdf(pdf)]


@needs_poppler
@pytest.mark.parametrize("line", PLAIN_LINES)
def test_line_reads_the_same_in_poppler(line: str) -> None:
    assert line in [spaced(read) for read in read_by_poppler(draw(PAGE))]


def test_sentences_with_numbers_and_signs_read_the_same_in_pdfium() -> None:
    lines = [spaced(line) for line in read_by_pdfium(draw(PAGE))]

    assert "نظير إتمام الدورة التدريبية التالية بنجاح، ومدتها ساعتان:" in lines
    assert "حُرّرت في 25 نوفمبر 2026" in lines
    assert "للتحقق: امسح الرمز بهاتفك" in lines
    assert f"a suivi avec succès la formation « {PAGE.course_fr} » (2 heures)" in lines


def test_vowel_signs_are_kept() -> None:
    name = "عَبْدُ الرَّؤُوفِ الرَّزَّاقُ"

    pdf = draw(replace(PAGE, name_ar=name))

    assert plain(name) in read_by_pypdf(pdf)
    assert plain(name) in [unicodedata.normalize("NFC", line) for line in read_by_pdfium(pdf)]


def test_long_name_stands_complete_on_two_lines() -> None:
    pdf = draw(replace(PAGE, name_ar=LONG_NAME))

    assert LONG_NAME in " ".join(read_by_pdfium(pdf))
    assert len({run.y for run in shown_runs(pdf, NAME_ELEMENT)}) == 2


def test_short_name_is_not_made_smaller() -> None:
    (run,) = shown_runs(draw(PAGE), NAME_ELEMENT)

    assert run.size == 12


@pytest.mark.parametrize(
    "name",
    [LONG_NAME, ("عبد الرحمن بن عبد القادر " * 21)[:500].strip(), "ڨ" * 500, "W" * 500, "Ali <b>Ben</b> " * 33],
)
def test_name_of_any_length_stays_inside_its_box(name: str) -> None:
    pdf = draw(replace(PAGE, name_ar=name, name_latin=name, course_ar=name[:200], course_fr=name[:200]))

    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        boxes = [text.get_charbox(place) for place in range(text.count_chars())]
        read = "".join(text.get_text_range().split())
    points = POINTS_PER_MILLIMETRE
    assert min(box[0] for box in boxes) >= 17 * points
    assert max(box[2] for box in boxes) <= 280 * points
    assert min(box[1] for box in boxes) >= 17 * points
    assert max(box[3] for box in boxes) <= 193 * points
    assert "".join(name.split()) in read
