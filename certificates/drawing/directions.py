"""Embedding levels after the Unicode bidirectional algorithm (UAX 9), for text without explicit controls.

The text has been cleaned of embeddings, overrides, isolates and paragraph separators (see `shaping.plain`), which
leaves one isolating run: rules W1 to W7, N0 to N2, I1, I2 and L2. python-bidi gives only reordered text, no levels;
the tests hold this module against it.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar
from unicodedata import bidirectional

_PAIRS = {"(": ")", "[": "]", "{": "}"}
# Rule BD16 gives up when more brackets than this are open.
_MOST_OPEN = 63

_SEPARATORS = frozenset({"ES", "CS", "ET"})
_NEUTRAL = frozenset({"B", "S", "WS", "ON"})
_READS_RIGHTWARDS = frozenset({"R", "EN", "AN"})

_Run = TypeVar("_Run")


def levels(text: str, *, is_rtl: bool) -> list[int]:
    """Return the embedding level of every character of `text`, in logical order; odd levels run right to left."""
    base = "R" if is_rtl else "L"
    types = [bidirectional(character) or "L" for character in text]
    _resolve_marks(types, base)
    _resolve_numbers(types)
    _resolve_separators(types)
    _resolve_terminators(types)
    _resolve_european_numbers(types, base)
    _resolve_brackets(text, types, base)
    _resolve_neutrals(types, base)
    return [_level(kind, is_rtl=is_rtl) for kind in types]


def visual_order(runs: Sequence[_Run], level_of: Callable[[_Run], int]) -> list[_Run]:
    """Return `runs`, given in logical order, as they stand from left to right (rule L2)."""
    ordered = list(runs)
    lowest_odd = min((level_of(run) for run in runs if level_of(run) % 2), default=None)
    if lowest_odd is None:
        return ordered
    for level in range(max(level_of(run) for run in runs), lowest_odd - 1, -1):
        start = 0
        while start < len(ordered):
            end = start
            while end < len(ordered) and level_of(ordered[end]) >= level:
                end += 1
            ordered[start:end] = reversed(ordered[start:end])
            start = end + 1
    return ordered


def _level(kind: str, *, is_rtl: bool) -> int:
    """Rules I1 and I2."""
    if is_rtl:
        return 1 if kind == "R" else 2
    return {"L": 0, "R": 1}.get(kind, 2)


def _resolve_marks(types: list[str], base: str) -> None:
    """Rule W1: a mark, and what only joins or separates letters, goes with the character before it."""
    before = base
    for i, kind in enumerate(types):
        if kind in {"NSM", "BN"}:
            types[i] = before
        before = types[i]


def _resolve_numbers(types: list[str]) -> None:
    """Rules W2 and W3: after Arabic letters a number is Arabic; then these letters are like any read leftwards."""
    strong = ""
    for i, kind in enumerate(types):
        if kind in {"L", "R", "AL"}:
            strong = kind
        elif kind == "EN" and strong == "AL":
            types[i] = "AN"
    types[:] = ["R" if kind == "AL" else kind for kind in types]


def _resolve_separators(types: list[str]) -> None:
    """Rule W4: one separator between two numbers of a kind belongs to them."""
    for i in range(1, len(types) - 1):
        before, after = types[i - 1], types[i + 1]
        joins = types[i] == "CS" or (types[i] == "ES" and before == "EN")
        if joins and before == after and before in {"EN", "AN"}:
            types[i] = before


def _resolve_terminators(types: list[str]) -> None:
    """Rules W5 and W6: signs that touch a European number belong to it; other separators are neutral."""
    for start, end in _stretches(types, frozenset({"ET"})):
        if "EN" in {*types[start - 1 : start], *types[end : end + 1]}:
            types[start:end] = ["EN"] * (end - start)
    types[:] = ["ON" if kind in _SEPARATORS else kind for kind in types]


def _resolve_european_numbers(types: list[str], base: str) -> None:
    """Rule W7: in Latin surroundings a European number is Latin."""
    strong = base
    for i, kind in enumerate(types):
        if kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            types[i] = "L"


def _resolve_brackets(text: str, types: list[str], base: str) -> None:
    """Rule N0: a pair of brackets takes the direction of what it holds, or of what stands before it."""
    marks_follow = [bidirectional(character) == "NSM" for character in text]
    for opening, closing in _bracket_pairs(text, types):
        direction = _bracket_direction(types, opening, closing, base)
        if direction is None:
            continue
        for place in (opening, closing):
            types[place] = direction
            place_after = place + 1
            while place_after < len(text) and marks_follow[place_after]:
                types[place_after] = direction
                place_after += 1


def _bracket_pairs(text: str, types: list[str]) -> list[tuple[int, int]]:
    """Return the places of paired brackets, in the order of their opening (definition BD16)."""
    pairs: list[tuple[int, int]] = []
    still_open: list[tuple[str, int]] = []
    for i, character in enumerate(text):
        if types[i] != "ON":
            continue
        if character in _PAIRS:
            if len(still_open) == _MOST_OPEN:
                return []
            still_open.append((_PAIRS[character], i))
        for depth in range(len(still_open) - 1, -1, -1):
            if still_open[depth][0] == character:
                pairs.append((still_open[depth][1], i))
                del still_open[depth:]
                break
    return sorted(pairs)


def _bracket_direction(types: list[str], opening: int, closing: int, base: str) -> str | None:
    inside = {_side(kind) for kind in types[opening + 1 : closing]} - {None}
    if base in inside:
        return base
    if not inside:
        return None
    before = next((_side(kind) for kind in reversed(types[:opening]) if _side(kind)), base)
    return before if before in inside else base


def _side(kind: str) -> str | None:
    if kind == "L":
        return "L"
    return "R" if kind in _READS_RIGHTWARDS else None


def _resolve_neutrals(types: list[str], base: str) -> None:
    """Rules N1 and N2: what has no direction goes with its neighbours if these agree, else with the line."""
    for start, end in _stretches(types, _NEUTRAL):
        before = _side(types[start - 1]) if start else base
        after = _side(types[end]) if end < len(types) else base
        types[start:end] = [before if before and before == after else base] * (end - start)


def _stretches(types: list[str], kinds: frozenset[str]) -> list[tuple[int, int]]:
    """Return start and end of every longest stretch of `types` within `kinds`."""
    found: list[tuple[int, int]] = []
    start = None
    for i, kind in enumerate([*types, ""]):
        if kind in kinds and start is None:
            start = i
        elif kind not in kinds and start is not None:
            found.append((start, i))
            start = None
    return found
