"""A certificate's file taken apart: which glyphs it shows where, and what other readers make of it."""

import io
import re
import subprocess
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import pypdf
import pypdfium2
from fontTools.ttLib import TTFont
from pypdf.generic import ContentStream

from certificates.drawing.typefaces import typeface
from certificates.facts import CertificatePage

NAME_ELEMENT = 7
"""The place of the Arabic name among the structure elements of a certificate that is no specimen."""

POINTS_PER_MILLIMETRE = 72 / 25.4

PAGE = CertificatePage(
    serial="ONSC-2026-7K3QF9X2M4TP-C",
    verify_url="https://kafaat.example.dz/v/ONSC-2026-7K3QF9X2M4TP-C/",
    name_ar="سمير حمادي",
    name_latin="Samir Hamadi",
    course_ar="الديمقراطية التشاركية: من الفكرة إلى الممارسة المحلية",
    course_fr="La démocratie participative : de l’idée à la pratique locale",
    hours=2,
    issued_on=date(2026, 11, 25),
    issuer_ar="المرصد الوطني للمجتمع المدني",
    issuer_fr="Observatoire national de la société civile",
    signatory_name_ar="سعاد بن جاب الله",
    signatory_name_fr="Souad Bendjaballah",
    signatory_title_ar="رئيسة المرصد",
    signatory_title_fr="présidente de l’Observatoire",
    is_specimen=False,
)


@dataclass(frozen=True)
class ShownGlyph:
    """A glyph as the file shows it: number in the whole font, moved by (x, y), standing for `text`."""

    number: int
    x: int
    y: int
    text: str


class OpenedFont:
    """A font of the file, read without any of our code."""

    def __init__(self, font: Any) -> None:
        descendant = font["/DescendantFonts"][0].get_object()
        self.base_name = str(font["/BaseFont"]).partition("+")[2]
        self.to_unicode = _to_unicode(font["/ToUnicode"].get_object().get_data().decode())
        self.map = descendant["/CIDToGIDMap"].get_object().get_data()
        self.widths = [int(width) for width in descendant["/W"][1]]
        self.file = TTFont(io.BytesIO(descendant["/FontDescriptor"]["/FontFile2"].get_object().get_data()))
        self._whole = TTFont(typeface(self.base_name).path)

    def glyph_number(self, code: int) -> int:
        return int.from_bytes(self.map[2 * code : 2 * code + 2], "big")

    def glyph(self, code: int) -> ShownGlyph | None:
        """Return what a code shows, or None for a glyph without outline that was added to carry a letter."""
        number, text = self.glyph_number(code), self.to_unicode.get(code, "")
        if self.file["hmtx"].metrics[self.file.getGlyphName(number)][0] == 0 == self._contours(number):
            return None
        parts = self._parts(self.file, number)
        if len(parts) == 1 and parts != self._parts(self._whole, number):
            return ShownGlyph(*parts[0], text)
        return ShownGlyph(number, 0, 0, text)

    def _contours(self, number: int) -> int:
        return int(self.file["glyf"][self.file.getGlyphName(number)].numberOfContours)

    @staticmethod
    def _parts(font: TTFont, number: int) -> list[tuple[int, int, int]]:
        """Return number and move of each glyph that a composite glyph is made of."""
        order = font.getGlyphOrder()
        outline = font["glyf"][order[number]] if number < len(order) else None
        if outline is None or not outline.isComposite():
            return []
        return [(font.getGlyphID(part.glyphName), part.x, part.y) for part in outline.components]


@dataclass(frozen=True)
class ShownRun:
    """The glyphs of one TJ."""

    font: str
    size: float
    x: float
    y: float
    glyphs: tuple[ShownGlyph, ...]


def opened(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def catalogue(pdf: bytes) -> Any:
    return opened(pdf).trailer["/Root"]


def resources(pdf: bytes) -> Any:
    return opened(pdf).pages[0]["/Resources"]


def fonts(pdf: bytes) -> dict[str, OpenedFont]:
    return {name: OpenedFont(font.get_object()) for name, font in resources(pdf)["/Font"].items()}


def operations(pdf: bytes) -> list[tuple[list[Any], bytes]]:
    reader = opened(pdf)
    return ContentStream(reader.pages[0].get_contents(), reader).operations


def shown_runs(pdf: bytes, element: int) -> list[ShownRun]:
    """Return what stands in the marked content of one structure element."""
    opened_fonts = fonts(pdf)
    runs: list[ShownRun] = []
    inside: list[bool] = []
    font, size, at = "", 0.0, (0.0, 0.0)
    for operands, operator in operations(pdf):
        if operator in {b"BDC", b"BMC"}:
            inside.append(operator == b"BDC" and operands[1]["/MCID"] == element)
        elif operator == b"EMC":
            inside.pop()
        elif operator == b"Tf":
            font, size = operands[0], float(operands[1])
        elif operator == b"Tm":
            at = (float(operands[4]), float(operands[5]))
        elif operator == b"TJ" and any(inside):
            glyphs = (opened_fonts[font].glyph(code) for code in _codes(operands[0]))
            runs.append(ShownRun(opened_fonts[font].base_name, size, *at, tuple(filter(None, glyphs))))
    return runs


def _codes(array: Any) -> list[int]:
    data = b"".join(part.original_bytes for part in array if not isinstance(part, int | float))
    return [int.from_bytes(data[place : place + 2], "big") for place in range(0, len(data), 2)]


def _to_unicode(cmap: str) -> dict[int, str]:
    blocks = re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL)
    rows = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>", "".join(blocks))
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in rows}


@cache
def read_by_poppler(pdf: bytes) -> list[str]:
    """Return the lines of pdftotext without the marks of direction that it adds."""
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", done.stdout.decode()).splitlines()


@cache
def read_by_pdfium(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return str(document[0].get_textpage().get_text_range()).splitlines()


@cache
def read_by_pypdf(pdf: bytes) -> list[str]:
    return opened(pdf).pages[0].extract_text().splitlines()
