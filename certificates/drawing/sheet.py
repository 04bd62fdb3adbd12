"""The content of one page: PDF operators in millimetres from the top left corner, every one tagged or an artifact."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from certificates.drawing.embedding import EmbeddedFont
from certificates.drawing.paths import number
from certificates.drawing.shaping import Line, Run
from certificates.drawing.typefaces import Typeface

POINTS_PER_MILLIMETRE = 72 / 25.4
WIDTH, HEIGHT = 297, 210
"""A4, landscape, in millimetres."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in millimetres; `top` is measured downwards from the upper edge of the page."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the document's structure; its place in `Sheet.elements` is its number on the page."""

    tag: str
    language: str
    description: str = ""
    box: Box | None = None


class Sheet:
    """Collects operators, structure and fonts, in the order of reading.

    `backdrop` are the operators of what lies behind everything and is the same on many pages; the content draws it
    as the form "Backdrop".
    """

    def __init__(self, backdrop: str) -> None:
        self.backdrop = backdrop
        self.elements: list[Element] = []
        self.fonts: dict[Typeface, EmbeddedFont] = {}
        self._operators: list[str] = []

    def content(self) -> bytes:
        # Downwards and in millimetres, as on the designer's screen.
        scale, top = f"{POINTS_PER_MILLIMETRE:.6f}", number(HEIGHT * POINTS_PER_MILLIMETRE)
        frame = f"q {scale} 0 0 -{scale} 0 {top} cm"
        return "\n".join([frame, "/Artifact BMC /Backdrop Do EMC", *self._operators, "Q", ""]).encode("ascii")

    def artifact(self, operators: str) -> None:
        """Draw what only adorns."""
        self._operators += ["/Artifact BMC", operators, "EMC"]

    @contextmanager
    def tagged(self, element: Element | None) -> Iterator[None]:
        """Make what is drawn inside the block the content of a new structure element; without one it only adorns."""
        if element:
            self._operators.append(f"/{element.tag} <</MCID {len(self.elements)}>> BDC")
            self.elements.append(element)
        else:
            self._operators.append("/Artifact BMC")
        yield
        self._operators.append("EMC")

    def draw(self, operators: str) -> None:
        """Draw inside a tagged block."""
        self._operators.append(operators)

    def text(self, line: Line, x: float, y: float, size: float, colour: str) -> None:
        """Draw `line` inside a tagged block: its left end at `x`, its baseline at `y`; `size` in millimetres."""
        self._operators += ["BT", f"{colour} rg"]
        for run in line.runs:
            font = self._font(run.face)
            left = number(x + run.left * size)
            self._operators.append(f"/{font.resource} {number(size)} Tf 1 0 0 -1 {left} {number(y)} Tm")
            self._operators.append(_shown(run, font))
        self._operators.append("ET")

    def _font(self, face: Typeface) -> EmbeddedFont:
        if face not in self.fonts:
            self.fonts[face] = EmbeddedFont(face, f"F{len(self.fonts) + 1}")
        return self.fonts[face]


def _shown(run: Run, font: EmbeddedFont) -> str:
    """Return the operator that shows the glyphs of `run`; numbers between them move the pen back, by thousandths."""
    array: list[str] = []
    for glyph in run.glyphs:
        code, width = font.shown(glyph)
        array.append(f"<{code:04X}>")
        if width != glyph.advance:
            array.append(str(width - glyph.advance))
    return f"[{''.join(array)}]TJ".replace("><", "")
