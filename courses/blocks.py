"""The blocks that a lesson is made of; each has its template under templates/blocks/."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

LESSON_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
FILMS: Final = {"mp4", "webm"}


class CalloutBlock(blocks.StructBlock):
    """A short text set apart: a warning, a tip."""

    kind = blocks.ChoiceBlock(choices=[("info", _("Note")), ("warn", _("Warning"))], default="info", label=_("kind"))
    text = blocks.TextBlock(label=_("text"))

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        template = "blocks/callout.html"


def _size(file: Any) -> int | None:  # noqa: ANN401 (Wagtail's documents have no types)
    """Return the bytes of a document; None when it is gone. Wagtail's own question writes to the database."""
    if file is None or file.file_size is not None:
        return file and file.file_size
    try:
        return file.file.size
    except OSError:
        return None


class VideoBlock(blocks.StructBlock):
    """A film of our own, never a player of somebody else's, with its words for those who read instead."""

    film = DocumentChooserBlock(label=_("film"), help_text=_("An mp4 or webm file, as small as it can be."))
    seconds = blocks.IntegerBlock(min_value=1, label=_("length in seconds"))
    transcript = blocks.RichTextBlock(
        features=["bold", "italic", "ol", "ul"],
        label=_("transcript"),
        help_text=_("All that is said and shown: whoever reads it has followed the lesson as well."),
    )

    class Meta:
        icon = "media"
        label = _("Video")
        template = "blocks/video.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:  # noqa: ANN401 (Wagtail's signature)
        return {**super().get_context(value, parent_context), "size": _size(value["film"])}

    def clean(self, value: Any) -> Any:  # noqa: ANN401 (Wagtail's values have no types)
        """Refuse what browsers do not play."""
        cleaned = super().clean(value)
        if cleaned["film"] and cleaned["film"].file_extension.lower() not in FILMS:
            wrong = ValidationError(_("Choose an mp4 or webm file: browsers play no other."))
            raise blocks.StructBlockValidationError(block_errors={"film": wrong})
        return cleaned


class DocumentBlock(blocks.StructBlock):
    """A file to open: a form to fill in, a template, a guide."""

    file = DocumentChooserBlock(label=_("file"))
    title = blocks.CharBlock(
        required=False, max_length=200, label=_("title"), help_text=_("The file's own title when empty.")
    )

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "blocks/document.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:  # noqa: ANN401 (Wagtail's signature)
        return {**super().get_context(value, parent_context), "size": _size(value["file"])}


LESSON_BLOCKS = [
    ("text", blocks.RichTextBlock(features=LESSON_FEATURES, label=_("Text"), template="blocks/text.html")),
    ("callout", CalloutBlock()),
    ("video", VideoBlock()),
    ("document", DocumentBlock()),
]
