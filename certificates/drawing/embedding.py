"""A font as one file carries it: only the glyphs that were used, each with the letters that it stands for."""

from functools import lru_cache
from hashlib import sha256

from certificates.drawing.glyph_runs import NO_GLYPH, Glyph
from certificates.drawing.outlines import Addition, with_additions
from certificates.drawing.typefaces import Typeface, typeface

_ROWS_PER_BLOCK = 100


class EmbeddedFont:
    """Gives out two-byte codes for the glyphs of one typeface.

    The same glyph has one code for each text that it stands for and for each move of it, so that ToUnicode is exact
    and nothing is moved on the page itself. Code 0 is .notdef, which is never shown.
    """

    def __init__(self, face: Typeface, resource: str) -> None:
        self.face = face
        self.resource = resource
        self._codes = {(Addition(0, 0, 0, face.advance(0)), ""): 0}
        self._known: dict[Glyph, tuple[int, int]] = {}

    def shown(self, glyph: Glyph) -> tuple[int, int]:
        """Return the glyph's code, and how far the pen moves when it is shown."""
        if glyph not in self._known:
            shape = self._shape(glyph)
            self._known[glyph] = self._codes.setdefault((shape, glyph.text), len(self._codes)), shape.width
        return self._known[glyph]

    def _shape(self, glyph: Glyph) -> Addition:
        if glyph.number == NO_GLYPH:
            return Addition(NO_GLYPH, 0, 0, 0)
        own_width = self.face.advance(glyph.number)
        if glyph.x_offset or glyph.y_offset or glyph.advance > own_width:
            return Addition(glyph.number, glyph.x_offset, glyph.y_offset, glyph.advance)
        return Addition(glyph.number, 0, 0, own_width)

    @property
    def name(self) -> str:
        """The font's name after a tag of six capitals, which names the set of glyphs."""
        digest = sha256(repr((self.face.name, self._shapes)).encode()).digest()
        return "".join(chr(ord("A") + byte % 26) for byte in digest[:6]) + f"+{self.face.name}"

    @property
    def widths(self) -> str:
        """The widths of all codes, in thousandths, as an array."""
        return f"[0 [{' '.join(str(shape.width) for shape, _ in self._codes)}]]"

    def font_file(self) -> bytes:
        return _file(self.face.name, self._shapes)[0]

    def glyph_map(self) -> bytes:
        """Return two bytes for every code: the glyph's number in the embedded file (CIDToGIDMap)."""
        numbers = _file(self.face.name, self._shapes)[1]
        return b"".join(numbers[shape].to_bytes(2, "big") for shape, _ in self._codes)

    def to_unicode(self) -> bytes:
        """Return the CMap from codes to letters."""
        rows = [
            f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
            for (_, text), code in self._codes.items()
            if text
        ]
        blocks = [rows[start : start + _ROWS_PER_BLOCK] for start in range(0, len(rows), _ROWS_PER_BLOCK)]
        body = "\n".join("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks)
        return _CMAP.format(body=body).encode()

    @property
    def _shapes(self) -> tuple[Addition, ...]:
        return tuple(sorted({shape for shape, _ in self._codes}))


@lru_cache(maxsize=64)
def _file(name: str, shapes: tuple[Addition, ...]) -> tuple[bytes, dict[Addition, int]]:
    """Return the font file and the number that each shape has in it; unmoved glyphs keep the one of the whole font."""
    face = typeface(name)
    numbers = {shape: shape.number for shape in shapes}
    added = tuple(
        shape for shape in shapes if shape.number == NO_GLYPH or shape[1:] != (0, 0, face.advance(shape.number))
    )
    subset = face.subset(set(numbers.values()) - {NO_GLYPH})
    file, first = with_additions(subset, added)
    numbers.update({shape: first + place for place, shape in enumerate(added)})
    return file, numbers


_CMAP = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{body}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
