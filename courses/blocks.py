"""The blocks that a lesson is made of; each has its template under templates/blocks/."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

LESSON_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class CalloutBlock(blocks.StructBlock):
    """A short text set apart: a warning, a tip."""

    kind = blocks.ChoiceBlock(choices=[("info", _("Note")), ("warn", _("Warning"))], default="info", label=_("kind"))
    text = blocks.TextBlock(label=_("text"))

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        template = "blocks/callout.html"


LESSON_BLOCKS = [
    ("text", blocks.RichTextBlock(features=LESSON_FEATURES, label=_("Text"), template="blocks/text.html")),
    ("callout", CalloutBlock()),
]
