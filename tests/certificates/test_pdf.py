"""The file of a certificate: one page, tagged, equal for equal facts, and quickly drawn by many threads."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from certificates.pdf import draw
from tests.certificates.pdf_reading import PAGE, catalogue, fonts, opened, operations, read_by_pdfium, resources

SPECIMEN = replace(PAGE, is_specimen=True)


def elements(pdf: bytes) -> list[Any]:
    document = catalogue(pdf)["/StructTreeRoot"]["/K"].get_object()
    return [element.get_object() for element in document["/K"]]


def test_page_is_a4_landscape() -> None:
    (page,) = opened(draw(PAGE)).pages

    assert [round(float(side), 1) for side in page.mediabox] == [0, 0, 841.9, 595.3]


def test_file_is_small() -> None:
    assert len(draw(SPECIMEN)) < 50_000


def test_equal_facts_give_equal_bytes() -> None:
    first = draw(PAGE)
    draw(SPECIMEN)

    assert draw(replace(PAGE)) == first


def test_file_is_dated_on_the_day_of_issue() -> None:
    pdf = draw(replace(PAGE, issued_on=date(2027, 1, 31)))

    information: Any = opened(pdf).metadata
    assert information["/CreationDate"] == information["/ModDate"] == "D:20270131000000Z"
    packet = catalogue(pdf)["/Metadata"].get_data().decode()
    assert re.findall(r"<xmp:\w+Date>(.*?)<", packet) == ["2027-01-31T00:00:00Z"] * 2


def test_title_names_holder_and_serial_and_is_escaped() -> None:
    pdf = draw(replace(PAGE, name_ar="Ali <b>Ben & Co"))

    information: Any = opened(pdf).metadata
    assert information["/Title"] == "شهادة إتمام – Ali <b>Ben & Co – ONSC-2026-7K3QF9X2M4TP-C"
    assert b"Ali &lt;b&gt;Ben &amp; Co" in catalogue(pdf)["/Metadata"].get_data()


def test_file_says_that_it_is_archivable_and_accessible() -> None:
    root = catalogue(draw(PAGE))

    packet = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in packet
    assert "<pdfuaid:part>1</pdfuaid:part>" in packet
    assert root["/Lang"] == "ar"
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF's own true
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 - the same
    assert root["/OutputIntents"][0]["/DestOutputProfile"].get_data()[36:40] == b"acsp"


def test_structure_is_read_in_order_with_its_languages() -> None:
    found = elements(draw(PAGE))

    assert [(element["/S"], element["/Lang"]) for element in found] == [
        *[("/P", "ar"), ("/P", "ar"), ("/P", "fr"), ("/P", "fr")],
        *[("/H1", "ar"), ("/P", "fr")],
        *[("/P", "ar"), ("/P", "ar"), ("/P", "fr"), ("/P", "ar"), ("/P", "ar"), ("/P", "fr")],
        *[("/P", "ar"), ("/P", "fr"), ("/P", "ar"), ("/P", "fr")],
        *[("/Figure", "fr"), ("/P", "ar"), ("/P", "fr"), ("/P", "fr"), ("/P", "fr")],
    ]
    assert found[16]["/Alt"] == f"Code QR\u00a0: {PAGE.verify_url}"
    assert [element["/K"] for element in found] == list(range(21))


def test_everything_drawn_is_tagged_or_an_artifact() -> None:
    depth = 0
    for _, operator in operations(draw(SPECIMEN)):
        depth += {b"BDC": 1, b"BMC": 1, b"EMC": -1}.get(operator, 0)
        assert depth in {0, 1}
        assert depth or operator not in {b"TJ", b"f", b"f*", b"S", b"Do"}


def test_text_is_neither_hidden_nor_replaced_nor_a_picture() -> None:
    pdf = draw(SPECIMEN)

    used = {operator for _, operator in operations(pdf)}
    forms = [form.get_object() for form in resources(pdf)["/XObject"].values()]
    assert not used & {b"Tr", b"INLINE IMAGE", b"BI", b"Tj", b"'", b'"', b"Ts"}
    assert b"ActualText" not in pdf
    assert [form["/Subtype"] for form in forms] == ["/Form"]
    assert set(resources(pdf)) == {"/Font", "/XObject"}


def test_every_code_has_a_glyph_a_width_and_real_letters() -> None:
    name = "عَبْدُ الرَّؤُوفِ الأوّل كريم ڨارة"
    for font in fonts(draw(replace(PAGE, name_ar=name, name_latin="Ɛli ⴰⵣⵡⴰⵡ", is_specimen=True))).values():
        codes = range(1, len(font.map) // 2)
        letters = "".join(font.to_unicode[code] for code in codes)

        assert all(font.glyph_number(code) for code in codes)
        assert list(font.to_unicode) == list(codes)
        assert not re.search("[\ufb50-\ufdff\ufe70-\ufeff\ue000-\uf8ff\ufffd\u200b]", letters)
        metrics, order = font.file["hmtx"].metrics, font.file.getGlyphOrder()
        assert font.widths == [metrics[order[font.glyph_number(code)]][0] for code in range(len(codes) + 1)]


def test_specimen_says_so_in_both_languages() -> None:
    assert "SPÉCIMEN" not in "".join(read_by_pdfium(draw(PAGE)))

    lines = read_by_pdfium(draw(SPECIMEN))

    assert "نموذج" in "".join(lines)
    assert "SPÉCIMEN" in "".join(lines)


def test_specimen_differs_by_nothing_else() -> None:
    plain, specimen = "\n".join(read_by_pdfium(draw(PAGE))), "\n".join(read_by_pdfium(draw(SPECIMEN)))

    without = re.sub(r"(SPÉCIMEN|نموذج)\s*", "", specimen)
    assert without.split() == plain.split()


def test_threads_draw_the_same_as_one_after_the_other() -> None:
    pages = [replace(PAGE, serial=f"ONSC-2026-{n:012}-C", name_ar=f"سمير {'بن ' * (n % 5)}ڨارة") for n in range(24)]

    with ThreadPoolExecutor(max_workers=8) as pool:
        together = list(pool.map(draw, pages))

    assert together == [draw(page) for page in pages]
    assert len(set(together)) == len(pages)


def test_page_is_drawn_fast() -> None:
    draw(PAGE)
    begun = time.thread_time()

    for n in range(20):
        draw(replace(PAGE, serial=f"ONSC-2026-{n:012}-C"))

    # About 10 ms by itself; the bound only catches what is of another order.
    assert (time.thread_time() - begun) / 20 < 0.1


@pytest.mark.parametrize("hours", [0, 1, 2, 3, 11])
def test_any_number_of_hours_can_be_drawn(hours: int) -> None:
    assert draw(replace(PAGE, hours=hours)).startswith(b"%PDF-1.7")


def test_missing_texts_leave_no_gap_in_the_structure() -> None:
    pdf = draw(replace(PAGE, name_latin="", signatory_name_ar="", signatory_name_fr=""))

    assert len(elements(pdf)) == 20
    assert "رئيسة المرصد" in read_by_pdfium(pdf)
