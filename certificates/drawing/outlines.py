"""Glyphs added to a TrueType file: one that is empty, and others moved.

Readers find words by where letters begin and end: a mark whose origin is lifted, or a letter moved away from the one
before it, ends the word for poppler and PDFium. A moved copy inside the font leaves no step and no gap on the page.
"""

from struct import calcsize, iter_unpack, pack, unpack_from
from typing import NamedTuple

# Of the composite's one component: its arguments are words, and they are distances.
_WORDS_ARE_DISTANCES = 0x0003
_TABLE_RECORD = ">4s3I"
_HEADER_SIZE = 12
_MAGIC = 0xB1B0AFBA


class Addition(NamedTuple):
    """A copy of the glyph `number`, moved and of its own width; a negative number stands for an empty glyph."""

    number: int
    x: int
    y: int
    width: int


def with_additions(font: bytes, additions: tuple[Addition, ...]) -> tuple[bytes, int]:
    """Return `font`, which has no hints, with the additions as its last glyphs, and the number of the first of them."""
    tables = _tables(font)
    (count,) = unpack_from(">H", tables["maxp"], 4)
    if not additions:
        return font, count
    offsets = _offsets(tables, count)
    metrics = _metrics(tables, count)
    outlines = bytearray(tables["glyf"])
    for addition in additions:
        record, metric = _record(addition, tables["glyf"], offsets)
        outlines += record
        offsets.append(len(outlines))
        metrics.append(metric)
    tables["glyf"] = bytes(outlines)
    tables["loca"] = pack(f">{len(offsets)}I", *offsets)
    tables["hmtx"] = b"".join(pack(">Hh", *metric) for metric in metrics)
    _patch(tables, "head", 50, 1)
    _patch(tables, "hhea", 34, len(metrics))
    _patch(tables, "maxp", 4, len(metrics))
    _raise_limits(tables)
    return _file(font[:4], tables), count


def _tables(font: bytes) -> dict[str, bytes]:
    (count,) = unpack_from(">H", font, 4)
    directory = font[_HEADER_SIZE : _HEADER_SIZE + count * calcsize(_TABLE_RECORD)]
    return {
        tag.decode(): font[offset : offset + length] for tag, _, offset, length in iter_unpack(_TABLE_RECORD, directory)
    }


def _offsets(tables: dict[str, bytes], count: int) -> list[int]:
    """Return where each outline begins, and where the last one ends."""
    (is_long,) = unpack_from(">h", tables["head"], 50)
    if is_long:
        return list(unpack_from(f">{count + 1}I", tables["loca"]))
    return [half * 2 for half in unpack_from(f">{count + 1}H", tables["loca"])]


def _metrics(tables: dict[str, bytes], count: int) -> list[tuple[int, int]]:
    """Return width and left bearing of every glyph; in the file the last width holds for all that follow."""
    (full,) = unpack_from(">H", tables["hhea"], 34)
    metrics = list(iter_unpack(">Hh", tables["hmtx"][: full * 4]))
    bearings = unpack_from(f">{count - full}h", tables["hmtx"], full * 4)
    return [*metrics, *((metrics[-1][0], bearing) for bearing in bearings)]


def _record(addition: Addition, outlines: bytes, offsets: list[int]) -> tuple[bytes, tuple[int, int]]:
    """Return outline, width and left bearing of a new glyph."""
    start, end = offsets[addition.number : addition.number + 2] if addition.number >= 0 else (0, 0)
    if start == end:
        return b"", (addition.width, 0)
    left, low, right, high = unpack_from(">4h", outlines, start + 2)
    bounds = (left + addition.x, low + addition.y, right + addition.x, high + addition.y)
    component = (_WORDS_ARE_DISTANCES, addition.number, addition.x, addition.y)
    return pack(">h4h2H2h", -1, *bounds, *component), (addition.width, bounds[0])


def _patch(tables: dict[str, bytes], tag: str, offset: int, value: int) -> None:
    tables[tag] = tables[tag][:offset] + pack(">H", value) + tables[tag][offset + 2 :]


def _raise_limits(tables: dict[str, bytes]) -> None:
    """Tell readers that composites may now be one level deeper."""
    components, depth = unpack_from(">2H", tables["maxp"], 28)
    _patch(tables, "maxp", 28, max(components, 1))
    _patch(tables, "maxp", 30, depth + 1)


def _file(version: bytes, tables: dict[str, bytes]) -> bytes:
    """Return the tables as a font file with its checksums."""
    tables["head"] = tables["head"][:8] + bytes(4) + tables["head"][12:]
    power = len(tables).bit_length() - 1
    search = 16 << power
    header = version + pack(">4H", len(tables), search, power, len(tables) * 16 - search)
    directory, body = b"", b""
    start = _HEADER_SIZE + len(tables) * calcsize(_TABLE_RECORD)
    for tag, table in sorted(tables.items()):
        directory += pack(_TABLE_RECORD, tag.encode(), _checksum(table), start + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    file = header + directory + body
    adjustment = pack(">I", (_MAGIC - _checksum(file)) & 0xFFFFFFFF)
    head = unpack_from(">I", directory, sorted(tables).index("head") * calcsize(_TABLE_RECORD) + 8)[0]
    return file[: head + 8] + adjustment + file[head + 12 :]


def _checksum(data: bytes) -> int:
    padded = data + bytes(-len(data) % 4)
    return sum(unpack_from(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
