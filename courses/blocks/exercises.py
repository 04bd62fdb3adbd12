"""Blocks to work with: a case to think about, a question to oneself, a form to fill in. Nothing is graded."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from courses.blocks.media import size_of
from courses.blocks.speaking import IN_EXERCISES, SpokenBlock, text_within


class CaseStudyBlock(SpokenBlock):
    """What happened, or might, and what to ask about it."""

    title = blocks.CharBlock(max_length=200, label=_("title"))
    text = text_within(_("what happened"), _("Say so when people or places are invented."))
    question = text_within(_("question to the reader"), required=False)

    class Meta:
        icon = "group"
        group = IN_EXERCISES
        label = _("Case study")
        help_text = _("A situation to think about, with a question.")
        template = "blocks/case_study.html"
        form_layout = blocks.BlockGroup(children=["title", "text", "question"], settings=["language"])


class PracticeBlock(SpokenBlock):
    """A question that readers ask themselves; the answer is folded away, for all to open."""

    question = text_within(_("question"))
    answer = text_within(_("answer"), _("Folded until the reader opens it. Nothing is graded: quizzes are for that."))

    class Meta:
        icon = "edit"
        group = IN_EXERCISES
        label = _("Practice question")
        help_text = _("A question with a folded answer, without a mark.")
        template = "blocks/practice.html"
        form_layout = blocks.BlockGroup(children=["question", "answer"], settings=["language"])


class TemplateBlock(SpokenBlock):
    """A form of ours that readers fill in for their own association."""

    file = DocumentChooserBlock(label=_("file"), help_text=_("One that can be changed: docx, xlsx, odt …"))
    title = blocks.CharBlock(
        required=False, max_length=200, label=_("title"), help_text=_("The file's own title when empty.")
    )
    use = blocks.TextBlock(required=False, label=_("what it is for"))

    class Meta:
        icon = "download"
        group = IN_EXERCISES
        label = _("Template to download")
        help_text = _("A form to fill in, with its size. Any number of them.")
        template = "blocks/template.html"
        form_layout = blocks.BlockGroup(children=["file", "title", "use"], settings=["language"])

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:  # noqa: ANN401 (Wagtail's signature)
        return {**super().get_context(value, parent_context), "size": size_of(value["file"])}
