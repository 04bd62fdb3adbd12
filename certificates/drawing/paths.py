"""The path language of SVG, as far as the design uses it, to the operators of PDF."""

import re
from collections.abc import Iterator

_PART = re.compile(r"[MmLlHhVvZz]|-?(?:\d+\.?\d*|\.\d+)")
# Once moved, further pairs of numbers draw lines.
_AFTER_MOVE = {"M": "L", "m": "l"}


def number(value: float) -> str:
    """Return `value` with at most three decimals, as a PDF writes it."""
    written = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def path(commands: str) -> str:
    """Return the operators of an SVG path of straight lines (M, L, H, V, Z and their relative forms)."""
    operators: list[str] = []
    x = y = first_x = first_y = 0.0
    command = ""
    parts = iter(_PART.findall(commands))
    for part in parts:
        if part in "Zz":
            operators.append("h")
            x, y = first_x, first_y
            continue
        if part.isalpha():
            command = part
        x, y = _point(command, float(next(parts) if part.isalpha() else part), parts, x, y)
        if command in "Mm":
            first_x, first_y = x, y
        operators.append(f"{number(x)} {number(y)} {'m' if command in 'Mm' else 'l'}")
        command = _AFTER_MOVE.get(command, command)
    return "\n".join(operators)


def _point(command: str, value: float, following: Iterator[str], x: float, y: float) -> tuple[float, float]:
    """Return where the pen is after a command with its first `value`, from (x, y)."""
    if command in "Hh":
        return (value if command == "H" else x + value), y
    if command in "Vv":
        return x, (value if command == "V" else y + value)
    other = float(next(following))
    return (value, other) if command.isupper() else (x + value, y + other)


def filled(commands: str, colour: str) -> str:
    """Return the operators that fill a path; where it covers itself it leaves holes."""
    return f"{colour} rg\n{path(commands)}\nf*"


def stroked(commands: str, colour: str, width: float) -> str:
    return f"{colour} RG {number(width)} w\n{path(commands)}\nS"


def moved(operators: str, x: float, y: float, scale: float = 1) -> str:
    """Return `operators` drawn with their origin at (x, y)."""
    return f"q {number(scale)} 0 0 {number(scale)} {number(x)} {number(y)} cm\n{operators}\nQ"


def turned(operators: str, x: float, y: float, quarters: int) -> str:
    """Return `operators` drawn around (x, y), turned clockwise by quarters."""
    cosine, sine = ((1, 0), (0, 1), (-1, 0), (0, -1))[quarters % 4]
    return f"q {cosine} {sine} {-sine} {cosine} {number(x)} {number(y)} cm\n{operators}\nQ"
