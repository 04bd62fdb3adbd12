"""Text into its box: smaller down to a floor, then on several lines, and at last as small as it takes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from certificates.drawing.colours import INK
from certificates.drawing.shaping import Line, plain, shape_line
from certificates.drawing.typefaces import Weight

LEADING = 1.3
"""From baseline to baseline of lines of one text, in parts of the size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a text is set. Sizes in millimetres.

    One line is made smaller down to `floor`; then there are rather more lines of that size, at most `most_lines`; and
    when even these are too long they are made as small as it takes.

    `tag` is what the text is in the document's structure.
    """

    size: float
    floor: float
    language: str = "ar"
    weight: Weight = Weight.REGULAR
    most_lines: int = 1
    colour: str = INK
    tag: str = "P"

    @property
    def is_rtl(self) -> bool:
        return self.language == "ar"


@dataclass(frozen=True, slots=True)
class Setting:
    """A text set in a box: lines from above, all of one size in millimetres."""

    lines: tuple[Line, ...]
    size: float

    @property
    def width(self) -> float:
        return max((line.width for line in self.lines), default=0) * self.size


@lru_cache(maxsize=512)
def fit(text: str, style: Style, width: float) -> Setting:
    """Return `text`, cleaned, as it fits into `width` millimetres. Nothing of it is ever left out."""
    text = plain(text)
    settings = _settings(text, style, width)
    setting = next(settings)
    while setting.size < style.floor:
        following = next(settings, None)
        if following is None:
            break
        setting = max(setting, following, key=lambda candidate: candidate.size)
    return setting


def _settings(text: str, style: Style, width: float) -> Iterator[Setting]:
    """Yield the text on one line, on two, and so on."""
    words = text.split(" ")
    for count in range(1, min(style.most_lines, len(words)) + 1):
        lines = tuple(
            shape_line(part, weight=style.weight, is_rtl=style.is_rtl) for part in _parts(words, count, style)
        )
        widest = max(line.width for line in lines)
        size = style.size if count == 1 else style.floor
        yield Setting(lines, min(size, width / widest) if widest else size)


def _parts(words: list[str], count: int, style: Style) -> list[str]:
    """Return the words as `count` lines or fewer, about equally wide."""
    if count == 1:
        return [" ".join(words)]
    widths = [shape_line(f"{word} ", weight=style.weight, is_rtl=style.is_rtl).width for word in words]
    limit = max(sum(widths) / count, *widths)
    while len(parts := _filled(words, widths, limit)) > count:
        limit *= 1.02
    return parts


def _filled(words: list[str], widths: list[float], limit: float) -> list[str]:
    """Return lines, each with as many words as stand within `limit`."""
    lines: list[list[str]] = [[]]
    taken = 0.0
    for word, width in zip(words, widths, strict=True):
        if lines[-1] and taken + width > limit:
            lines.append([])
            taken = 0.0
        lines[-1].append(word)
        taken += width
    return [" ".join(line) for line in lines]
