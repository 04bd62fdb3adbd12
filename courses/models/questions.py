"""The question bank. Questions and options keep their uid (`translation_key`) in every language."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, TranslatableMixin

from cms.richtext import LongTextField
from courses.models.pages import QuizPage


class Question(TranslatableMixin, ClusterableModel):
    """A question with its options. The key is on the options; nothing here is sent to a learner before grading."""

    class Kind(models.TextChoices):
        SINGLE = "single", _("one choice")
        MULTIPLE = "multiple", _("several choices")
        TRUE_FALSE = "true_false", _("true or false")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SINGLE)
    prompt = models.TextField(_("question"))
    explanation = LongTextField(_("explanation"), blank=True)
    owner = models.ForeignKey(
        "accounts.User", verbose_name=_("owner"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    panels: ClassVar = [
        FieldPanel("kind"),
        FieldPanel("prompt"),
        InlinePanel("options", heading=_("Options"), label=_("Option"), min_num=2),
        FieldPanel("explanation"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return Truncator(self.prompt).words(12)


class Option(TranslatableMixin, Orderable):
    """An answer that can be chosen."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="options")
    text = models.TextField(_("text"))
    is_correct = models.BooleanField(_("correct"), default=False)
    feedback = models.TextField(_("feedback"), blank=True)

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("option")
        verbose_name_plural = _("options")

    def __str__(self) -> str:
        return Truncator(self.text).words(12)


class QuizQuestion(Orderable):
    """That a quiz asks a question, and where."""

    quiz = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="quiz_questions")
    question = models.ForeignKey(Question, verbose_name=_("question"), on_delete=models.PROTECT, related_name="+")

    panels: ClassVar = [FieldPanel("question")]

    class Meta(Orderable.Meta):
        verbose_name = _("question of a quiz")
        verbose_name_plural = _("questions of a quiz")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["quiz", "question"], name="a_quiz_asks_a_question_once"),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id} {self.question_id}"
