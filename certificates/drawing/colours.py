"""The colours of the design kit as PDF writes them: red, green and blue from 0 to 1. No transparency anywhere."""


def _rgb(code: str) -> str:
    parts = (int(code[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return " ".join(f"{part:.4g}" for part in parts)


GREEN = _rgb("#0b5d48")
RED = _rgb("#b8341f")
GOLD = _rgb("#efb321")
INK = _rgb("#12261f")
QUIET = _rgb("#73827b")
WHITE = _rgb("#ffffff")
# Green at seven hundredths on white, for the field behind the text.
FAINT = _rgb("#eef4f2")
# Red at a tenth on white, behind the mark of a specimen.
BLUSH = _rgb("#fbeeeb")
