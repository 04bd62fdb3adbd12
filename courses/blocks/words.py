"""Blocks of words: what is explained."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.speaking import IN_TEXT, SpokenBlock, text_within, tongue_of

LESSON_FEATURES: Final = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
MOST_ENTRIES: Final = 30


class TextBlock(blocks.RichTextBlock):
    """Headings, paragraphs and lists, in the lesson's language."""

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:  # noqa: ANN401 (Wagtail's signature)
        return {**super().get_context(value, parent_context), "tongue": tongue_of("", parent_context)}

    def deconstruct(self) -> Any:  # noqa: ANN401 (Django's signature)
        """In migrations this is any rich text: how it is shown is no business of the database."""
        _path, args, options = super().deconstruct()
        return "wagtail.blocks.RichTextBlock", args, options

    class Meta:
        icon = "pilcrow"
        group = IN_TEXT
        label = _("Text")
        description = _("Headings, paragraphs, lists and links.")
        template = "blocks/text.html"


class KeyIdeaBlock(SpokenBlock):
    """What a reader should keep if they keep one thing."""

    text = text_within(_("key idea"), _("One or two sentences."))

    class Meta:
        icon = "key"
        group = IN_TEXT
        label = _("Key idea")
        help_text = _("The one thing to remember.")
        template = "blocks/key_idea.html"
        form_layout = blocks.BlockGroup(children=["text"], settings=["language"])


class CalloutBlock(SpokenBlock):
    """A short text set apart: a warning, a tip."""

    kind = blocks.ChoiceBlock(
        choices=[("info", _("Note")), ("warn", _("Warning"))], default="info", search_index=False, label=_("kind")
    )
    text = blocks.TextBlock(label=_("text"))

    class Meta:
        icon = "info-circle"
        group = IN_TEXT
        label = _("Callout")
        help_text = _("A note or a warning, set apart.")
        template = "blocks/callout.html"
        form_layout = blocks.BlockGroup(children=["kind", "text"], settings=["language"])


class DefinitionBlock(SpokenBlock):
    """A term and what it means."""

    term = blocks.CharBlock(max_length=200, label=_("term"))
    meaning = text_within(_("meaning"))

    class Meta:
        icon = "help"
        group = IN_TEXT
        label = _("Definition")
        help_text = _("A term and what it means.")
        template = "blocks/definition.html"
        form_layout = blocks.BlockGroup(children=["term", "meaning"], settings=["language"])


class QuotationBlock(SpokenBlock):
    """Somebody's words, and whose they are."""

    text = blocks.TextBlock(label=_("words"), help_text=_("Without quotation marks: the lesson sets them."))
    who = blocks.CharBlock(
        max_length=200, label=_("whose words"), help_text=_("A person or a text, and where it is to be found.")
    )

    class Meta:
        icon = "openquote"
        group = IN_TEXT
        label = _("Quotation")
        help_text = _("Somebody's own words, with their source.")
        template = "blocks/quotation.html"
        form_layout = blocks.BlockGroup(children=["text", "who"], settings=["language"])


class StepBlock(blocks.StructBlock):
    """One step."""

    title = blocks.CharBlock(max_length=200, label=_("what to do"))
    text = text_within(_("how"), required=False)

    class Meta:
        label = _("step")


class StepsBlock(SpokenBlock):
    """What to do, in order."""

    steps = blocks.ListBlock(StepBlock(), min_num=1, max_num=MOST_ENTRIES, label=_("steps"))

    class Meta:
        icon = "list-ol"
        group = IN_TEXT
        label = _("Steps")
        help_text = _("What to do, in order, with numbers.")
        template = "blocks/steps.html"
        form_layout = blocks.BlockGroup(children=["steps"], settings=["language"])


class ColumnsBlock(SpokenBlock):
    """Two texts side by side, one below the other on a phone."""

    first_title = blocks.CharBlock(required=False, max_length=200, label=_("first title"))
    first = text_within(_("first text"))
    second_title = blocks.CharBlock(required=False, max_length=200, label=_("second title"))
    second = text_within(_("second text"))

    class Meta:
        icon = "grip"
        group = IN_TEXT
        label = _("Two columns")
        help_text = _("Two texts to compare; on a phone one below the other.")
        template = "blocks/columns.html"
        form_layout = blocks.BlockGroup(
            children=["first_title", "first", "second_title", "second"], settings=["language"]
        )


class EntryBlock(blocks.StructBlock):
    """A title that opens a text."""

    title = blocks.CharBlock(max_length=200, label=_("title"))
    text = text_within(_("text"))

    class Meta:
        label = _("entry")


class AccordionBlock(SpokenBlock):
    """Titles that each open a text, for what not everybody needs."""

    entries = blocks.ListBlock(EntryBlock(), min_num=1, max_num=MOST_ENTRIES, label=_("entries"))

    class Meta:
        icon = "collapse-down"
        group = IN_TEXT
        label = _("Folded texts")
        help_text = _("Titles that open on a press: questions and answers, or details for some readers.")
        template = "blocks/accordion.html"
        form_layout = blocks.BlockGroup(children=["entries"], settings=["language"])
