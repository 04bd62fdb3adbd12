"""The column in the middle of the page, whose texts may be of any length: it closes up until all stands in its box."""

from dataclasses import dataclass, replace
from typing import Final

from certificates.drawing.fitting import LEADING, Setting, Style, fit
from certificates.drawing.sheet import Box, Element, Sheet

# How much of its size a smaller text gives back of the distance above it.
_GIVES_BACK: Final = 0.6
# What the distances allow for, in parts of the size; names with all their vowel signs reach further.
_USUAL_ABOVE: Final = 0.97
_USUAL_BELOW: Final = 0.45
# The distances close up to this much of themselves before the texts are made smaller.
_CLOSEST: Final = 0.86


@dataclass(frozen=True, slots=True)
class Block:
    """A text with its style; `lead` is from the baseline above to its first one, for a text of full size, in mm."""

    text: str
    style: Style
    lead: float


def draw_column(sheet: Sheet, blocks: list[Block], box: Box) -> None:
    """Draw the texts centred in `box`, under its top, each as an element; texts that are empty are left out."""
    space = box.bottom - box.top
    settings = [(block, fit(block.text, block.style, box.right - box.left)) for block in blocks if block.text.strip()]
    leads = _leads(settings)
    lines = sum((len(setting.lines) - 1) * LEADING * setting.size for _, setting in settings)
    closing = max(_CLOSEST, min(1, (space - lines) / sum(leads)))
    shrink = min(1, space / (sum(leads) * closing + lines))
    y = box.top + (space - (sum(leads) * closing + lines) * shrink) / 2
    for (block, setting), lead in zip(settings, leads, strict=True):
        shown = replace(setting, size=setting.size * shrink)
        with sheet.tagged(Element(block.style.tag, block.style.language)):
            y = _draw_lines(sheet, shown, y + lead * closing * shrink, block.style, (box.left + box.right) / 2)


def _leads(settings: list[tuple[Block, Setting]]) -> list[float]:
    """Return the distance above each text: less for one that was made smaller, more where signs stand out."""
    leads: list[float] = []
    below = 0.0
    for block, setting in settings:
        above = max(setting.lines[0].above - _USUAL_ABOVE, 0) * setting.size
        leads.append(block.lead - (block.style.size - setting.size) * _GIVES_BACK + above + below)
        below = max(setting.lines[-1].below - _USUAL_BELOW, 0) * setting.size
    return leads


def _draw_lines(sheet: Sheet, setting: Setting, y: float, style: Style, centre: float) -> float:
    """Draw lines, the first with its baseline at `y`, and return the baseline of the last."""
    for place, line in enumerate(setting.lines):
        y += LEADING * setting.size if place else 0
        sheet.text(line, centre - line.width * setting.size / 2, y, setting.size, style.colour)
    return y
