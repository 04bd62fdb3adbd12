"""What adorns the page: field, frame, frieze, mark, gold rule, seal. Coordinates are those of the design, in mm."""

from functools import cache

from certificates.drawing.colours import FAINT, GOLD, GREEN, INK, QUIET, RED
from certificates.drawing.paths import filled, moved, path, stroked, turned
from certificates.drawing.sheet import HEIGHT, WIDTH

CENTRE = WIDTH / 2

# Middle of the band between the two frames, from the edge of the page: there the frieze runs.
_BAND = 13
# Motifs from the middle of a side to its corner; even, so that the corner's lozenge comes in its turn.
_STEPS_ACROSS, _STEPS_DOWN = 18, 12

_TRIANGLE = "M-3.5 2.5 0-2.5 3.5 2.5zM-1.6 1.6h3.2L0-.8z"
_LOZENGE = "M0-2.5 3 0 0 2.5-3 0zM-1.4 0 0 1.2 1.4 0 0-1.2z"
_CORNER = "M0-3.5 3.5 0 0 3.5-3.5 0z"
_MARK = "M14.5 2.5v12h-12zM17.5 29.5v-12h12zM14.5 29.5v-12h-12z"
_SPARK = "M17.5 2.5v12h12z"
_TILE = "m7 0 7 7-7 7-7-7zM7 2.5 11.5 7 7 11.5 2.5 7z"
_TILE_SIZE = 14
_FIELD = (19, 19, 278, 191)


@cache
def background() -> str:
    """Return field, frames and frieze, the same on every certificate."""
    frames = stroked("M9 9h279v192H9zM17 17h263v176H17z", GREEN, 0.5)
    return "\n".join([_field(), frames, f"{GREEN} rg", _frieze(), _corners()])


def _field() -> str:
    """Return nested lozenges over the whole field, cut at its border."""
    left, top, right, bottom = _FIELD
    tile = path(_TILE)
    # The tiling is centred, so that it ends alike on all sides.
    columns = -(-(right - left) // _TILE_SIZE) // 2 + 1
    rows = -(-(bottom - top) // _TILE_SIZE) // 2 + 1
    tiles = [
        moved(tile, CENTRE - _TILE_SIZE / 2 + column * _TILE_SIZE, HEIGHT / 2 - _TILE_SIZE / 2 + row * _TILE_SIZE)
        for row in range(-rows, rows + 1)
        for column in range(-columns, columns + 1)
    ]
    clip = path(f"M{left} {top}H{right}V{bottom}H{left}z")
    strokes = "\n".join(tile.replace("\nQ", "\nS Q") for tile in tiles)
    return f"q {clip} W n {FAINT} RG .3 w\n{strokes}\nQ"


def _frieze() -> str:
    """Return the four sides, each mirrored about its middle, triangles pointing outwards."""
    across, down = (CENTRE - _BAND) / _STEPS_ACROSS, (HEIGHT / 2 - _BAND) / _STEPS_DOWN
    drawn: list[str] = []
    for step in range(1 - _STEPS_ACROSS, _STEPS_ACROSS):
        x = CENTRE + step * across
        drawn += [_motif(step, x, _BAND, 0), _motif(step, x, HEIGHT - _BAND, 2)]
    for step in range(1 - _STEPS_DOWN, _STEPS_DOWN):
        y = HEIGHT / 2 + step * down
        drawn += [_motif(step, WIDTH - _BAND, y, 1), _motif(step, _BAND, y, 3)]
    return "\n".join(drawn)


def _motif(step: int, x: float, y: float, quarters: int) -> str:
    return turned(path(_TRIANGLE if step % 2 else _LOZENGE) + "\nf*", x, y, quarters)


def _corners() -> str:
    corner = filled(_CORNER, RED)
    return "\n".join(moved(corner, x, y) for x in (_BAND, WIDTH - _BAND) for y in (_BAND, HEIGHT - _BAND))


def mark(x: float, y: float, size: float) -> str:
    """Return the mark, `size` mm wide, with its middle at (x, y)."""
    scale = size / 27
    drawn = filled(_MARK, GREEN) + "\n" + filled(_SPARK, RED)
    return moved(drawn, x - 16 * scale, y - 16 * scale, scale)


def gold_rule(y: float) -> str:
    """Return the rule with its lozenge, centred on the page."""
    left, right = CENTRE - 50.5, CENTRE + 50.5
    lozenge = f"M{CENTRE} {y - 2.5}l2.5 2.5-2.5 2.5-2.5-2.5z"
    bars = f"M{left} {y - 0.3}h42v.6h-42zM{right} {y - 0.3}h-42v.6h42z"
    return filled(lozenge + bars, GOLD)


def seal(x: float, y: float) -> str:
    """Return the mark in a double lozenge, with its middle at (x, y)."""
    outer = stroked("M0-17 17 0 0 17-17 0z", GREEN, 0.6)
    inner = stroked("M0-14 14 0 0 14-14 0z", GREEN, 0.3)
    return moved(f"{outer}\n{inner}", x, y) + "\n" + mark(x, y, 18)


def signature_line(left: float, right: float, y: float) -> str:
    return f"q [1 1] 0 d\n{stroked(f'M{left} {y}H{right}', QUIET, 0.3)}\nQ"


def symbol(matrix: tuple[bytearray, ...], left: float, top: float, size: float) -> str:
    """Return the modules of a QR symbol without its margin, as one path of rectangles."""
    module = size / len(matrix)
    drawn = [f"{INK} rg"]
    for row, modules in enumerate(matrix):
        y = f"{top + row * module:.3f}"
        column = 0
        while column < len(modules):
            end = column
            while end < len(modules) and modules[end]:
                end += 1
            if end > column:
                drawn.append(f"{left + column * module:.3f} {y} {(end - column) * module:.3f} {module:.3f} re")
            column = end + 1
    return "\n".join([*drawn, "f"])
