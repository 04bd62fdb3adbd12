"""Where everything stands on the certificate: two headings, a column in the middle, proof and signature below."""

from dataclasses import dataclass, replace
from typing import Final

import segno

from certificates.drawing import ornament, wording
from certificates.drawing.colours import BLUSH, GREEN, RED, WHITE
from certificates.drawing.column import Block, draw_column
from certificates.drawing.fitting import Style, fit
from certificates.drawing.paths import filled
from certificates.drawing.sheet import WIDTH, Box, Element, Sheet
from certificates.drawing.typefaces import Weight
from certificates.facts import CertificatePage

LEFT: Final = 23
RIGHT: Final = 274
"""The edges of all text, in millimetres."""

_HEADING_WIDTH: Final = 108
_SIGNED_WIDTH: Final = 100
_SPECIMEN_BAND: Final = Box(17.25, 43.4, 279.75, 49.8)
_COLUMN: Final = Box(28, 81.5, 269, 148.5)
_SYMBOL: Final = Box(LEFT, 153.5, LEFT + 26, 179.5)
_SYMBOL_MARGIN: Final = 3.2
# Any of the eight masks is valid; the search for the best takes as long as the rest of the page.
_MASK: Final = 2


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a line stands: `share` of its width lies left of `x` (0 begins there, 1 ends there), baseline at `y`."""

    x: float
    y: float
    share: float
    width: float


def compose(page: CertificatePage) -> Sheet:
    """Return the certificate's content, drawn in the order of reading."""
    sheet = Sheet(ornament.background())
    sheet.artifact(ornament.mark(ornament.CENTRE, 33.5, 16.5))
    _headings(sheet, page)
    if page.is_specimen:
        _specimen(sheet)
    _title(sheet)
    sheet.artifact(ornament.gold_rule(_COLUMN.top))
    draw_column(sheet, _blocks(page), _COLUMN)
    sheet.artifact(ornament.seal(ornament.CENTRE, 170))
    _signature(sheet, page)
    _proof(sheet, page)
    return sheet


def _put(sheet: Sheet, text: str, style: Style, spot: _Spot, *, is_said: bool = True) -> None:
    """Draw a text on one line as an element of its own; what is not `is_said` only repeats another."""
    setting = fit(text, style, spot.width)
    with sheet.tagged(Element(style.tag, style.language) if is_said else None):
        left = spot.x - setting.width * spot.share
        sheet.text(setting.lines[0], left, spot.y, setting.size, style.colour)


def _headings(sheet: Sheet, page: CertificatePage) -> None:
    arabic = Style(size=5, floor=4)
    french = Style(size=4.2, floor=3.4, language="fr")
    strong = Weight.SEMIBOLD
    _put(sheet, wording.REPUBLIC_AR, arabic, _Spot(RIGHT, 32, 1, _HEADING_WIDTH))
    _put(sheet, page.issuer_ar, replace(arabic, weight=strong), _Spot(RIGHT, 40, 1, _HEADING_WIDTH))
    _put(sheet, wording.REPUBLIC_FR, french, _Spot(LEFT, 32, 0, _HEADING_WIDTH))
    _put(sheet, page.issuer_fr, replace(french, weight=strong), _Spot(LEFT, 40, 0, _HEADING_WIDTH))


def _specimen(sheet: Sheet) -> None:
    """Draw a band over the whole width, where nothing else stands."""
    band = _SPECIMEN_BAND
    sheet.artifact(filled(f"M{band.left} {band.top}H{band.right}V{band.bottom}H{band.left}z", BLUSH))
    arabic = Style(size=5, floor=5, weight=Weight.SEMIBOLD, colour=RED)
    french = replace(arabic, size=4.6, floor=4.6, language="fr")
    for x in (64, ornament.CENTRE, WIDTH - 64):
        is_said = x == ornament.CENTRE
        _put(sheet, wording.SPECIMEN_AR, arabic, _Spot(x + 4, 48.3, 0, 60), is_said=is_said)
        _put(sheet, wording.SPECIMEN_FR, french, _Spot(x - 4, 48.3, 1, 60), is_said=is_said)
        sheet.artifact(filled(f"M{x} 45.2l1.4 1.4-1.4 1.4-1.4-1.4z", RED))


def _title(sheet: Sheet) -> None:
    arabic = Style(size=15, floor=15, weight=Weight.SEMIBOLD, colour=GREEN, tag="H1")
    french = Style(size=6.5, floor=6.5, language="fr", colour=GREEN)
    _put(sheet, wording.TITLE_AR, arabic, _Spot(ornament.CENTRE, 64, 0.5, 240))
    _put(sheet, wording.TITLE_FR, french, _Spot(ornament.CENTRE, 74, 0.5, 240))


def _blocks(page: CertificatePage) -> list[Block]:
    """Return what is attested, each text with its distance from the one above."""
    strong = Weight.SEMIBOLD
    said = Style(size=5.5, floor=4.5, most_lines=2)
    name = Style(size=12, floor=8.5, most_lines=4, weight=strong)
    name_latin = Style(size=6.5, floor=5.2, most_lines=4, weight=strong, language="fr")
    course = Style(size=7, floor=5.8, most_lines=3, weight=strong)
    course_fr = Style(size=5, floor=4.3, most_lines=3, language="fr")
    return [
        Block(wording.attests_ar(page), said, 12.5),
        Block(page.name_ar, name, 13.5),
        Block(page.name_latin, name_latin, 11.5),
        Block(wording.has_completed_ar(page), said, 10),
        Block(page.course_ar, course, 10),
        Block(wording.has_completed_fr(page), course_fr, 8.5),
    ]


def _signature(sheet: Sheet, page: CertificatePage) -> None:
    arabic, french = Style(size=4.5, floor=4), Style(size=3.8, floor=3.4, language="fr")
    width = _SIGNED_WIDTH
    _put(sheet, wording.dated_ar(page), arabic, _Spot(RIGHT, 158, 1, width))
    _put(sheet, wording.dated_fr(page), french, _Spot(RIGHT, 164, 1, width))
    sheet.artifact(ornament.signature_line(RIGHT - 60, RIGHT, 178))
    _put(sheet, wording.signatory_ar(page), replace(arabic, size=4.2), _Spot(RIGHT, 183.5, 1, width))
    _put(sheet, wording.signatory_fr(page), replace(french, size=3.6), _Spot(RIGHT, 189, 1, width))


def _proof(sheet: Sheet, page: CertificatePage) -> None:
    """Draw the QR symbol with the address of verification, and say both serial and address as text."""
    box, margin = _SYMBOL, _SYMBOL_MARGIN
    matrix = segno.make(page.verify_url, error="m", micro=False, boost_error=False, mask=_MASK).matrix
    paper = f"M{box.left - margin} {box.top - margin}H{box.right + margin}V{box.bottom + margin}H{box.left - margin}z"
    sheet.artifact(filled(paper, WHITE))
    with sheet.tagged(Element("Figure", "fr", f"Code QR{wording.COLON_FR}{page.verify_url}", box)):
        sheet.draw(ornament.symbol(matrix, box.left, box.top, box.right - box.left))
    left = box.right + 5
    _put(sheet, wording.SCAN_AR, Style(size=4, floor=4), _Spot(left, 157.4, 0, 70))
    french = Style(size=3.6, floor=3.6, language="fr")
    _put(sheet, wording.SCAN_FR, french, _Spot(left, 163.6, 0, 70))
    serial = Style(size=4.2, floor=3, language="fr", weight=Weight.SEMIBOLD)
    _put(sheet, page.serial, serial, _Spot(left, 179.3, 0, 72))
    _put(sheet, page.verify_url, replace(french, size=3.2, floor=2), _Spot(LEFT, 189, 0, 115))
