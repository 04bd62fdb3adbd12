"""What the blocks of a lesson have in common: the language that they speak, and what may be written in them."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

# Each by its own name, as its readers look for it.
TONGUES: Final[dict[str, str]] = dict(settings.LANGUAGES)
DIRECTIONS: Final = {"ar": "rtl", "fr": "ltr", "en": "ltr"}
# What a text may hold that stands inside a block: no headings, which would break the lesson's outline.
PLAIN_FEATURES: Final = ["bold", "italic", "ol", "ul", "link"]

IN_TEXT: Final = _("Text")
IN_MEDIA: Final = _("Media")
IN_EXERCISES: Final = _("Exercises")


def text_within(label: str | Promise, help_text: str | Promise = "", *, required: bool = True) -> blocks.RichTextBlock:
    """Return a field for some paragraphs inside a block."""
    return blocks.RichTextBlock(features=PLAIN_FEATURES, label=label, help_text=help_text, required=required)


def tongue_of(own: object, parent_context: dict[str, Any] | None) -> str:
    """Return the language of a block's words: its own, else the lesson's (`language` of the context)."""
    inherited = (parent_context or {}).get("language") or get_language() or settings.LANGUAGE_CODE
    return str(own if own in DIRECTIONS else inherited)


class SpokenBlock(blocks.StructBlock):
    """A block whose language may be said. Templates get `tongue`, its language, and `spoken`, the attributes to print.

    Choices are not translated, so a language that is set also stands in translations: empty means the page's own.
    """

    language = blocks.ChoiceBlock(
        choices=list(TONGUES.items()),
        required=False,
        default="",
        search_index=False,
        label=_("language"),
        help_text=_("Only when it is another than the lesson's own."),
    )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:  # noqa: ANN401 (Wagtail's signature)
        own = value.get("language")
        tongue = tongue_of(own, parent_context)
        spoken = format_html(' lang="{}" dir="{}"', tongue, DIRECTIONS[tongue]) if own == tongue else ""
        return {**super().get_context(value, parent_context), "tongue": tongue, "spoken": spoken}
