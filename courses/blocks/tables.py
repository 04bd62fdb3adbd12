"""A table: Wagtail's typed one, whose editor needs neither inline scripts nor inline styles."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments import StringSegmentValue

from courses.blocks.speaking import IN_TEXT, SpokenBlock


class GridBlock(TypedTableBlock):
    """A caption, a row of headings and cells of plain text."""

    text = blocks.TextBlock(required=False, rows=1, label=_("Text"))
    number = blocks.CharBlock(required=False, label=_("Figures"))
    title = blocks.TextBlock(required=False, rows=1, label=_("Title of its row"))

    def get_translatable_segments(self, table: TypedTable) -> list[StringSegmentValue]:
        """Return every text of the table by its place; called by wagtail-localize."""
        return [StringSegmentValue(place, text) for place, text in _texts(table) if text]

    def restore_translated_segments(self, table: TypedTable, segments: list[StringSegmentValue]) -> TypedTable:
        """Put the translated texts at their places; called by wagtail-localize."""
        for segment in segments:
            kind, *numbers = segment.path.split("-")
            text = segment.render_text()
            if kind == "caption":
                table.caption = text
            elif kind == "heading":
                table.columns[int(numbers[0])]["heading"] = text
            else:
                table.row_data[int(numbers[0])]["values"][int(numbers[1])] = text
        return table


def _texts(table: TypedTable) -> Iterator[tuple[str, str]]:
    """Return each text with its place: "caption", "heading-1", "cell-2-1"."""
    yield "caption", table.caption
    for number, column in enumerate(table.columns):
        yield f"heading-{number}", column["heading"]
    for row_number, row in enumerate(table.row_data):
        for number, value in enumerate(row["values"]):
            yield f"cell-{row_number}-{number}", value


class TableBlock(SpokenBlock):
    """A table that scrolls by itself on a phone."""

    grid = GridBlock(label=_("table"))

    class Meta:
        icon = "table"
        group = IN_TEXT
        label = _("Table")
        help_text = _("Rows and columns with headings and a caption.")
        template = "blocks/table.html"
        form_layout = blocks.BlockGroup(children=["grid"], settings=["language"])
