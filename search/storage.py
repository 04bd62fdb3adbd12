"""What an engine must say about itself, and the columns that every engine keeps of a document's words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple


class Columns(NamedTuple):
    """The tokens of one document: of its title and text, and the looser shapes of the same words."""

    title: list[str]
    text: list[str]
    title_shapes: list[str]
    text_shapes: list[str]


@dataclass(frozen=True)
class Storage:
    """How one database stores `Columns` in the table `search_words` (its `rowid` is the document's) and matches them.

    `insert` takes what `row` makes of the columns, then the document's key. `matches` is the condition that joins a row
    of `terms(word, weight, needle)` to the rows of `search_words` that hold it; `needle` writes a token of a column.
    """

    insert: str
    matches: str
    row: Callable[[Columns], tuple[str | list[str], ...]]
    needle: Callable[[str, str], str]
