"""What trainers write: a course is a tree of pages, in each language the same tree."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.documents.models import AbstractDocument
from wagtail.fields import StreamField
from wagtail.models import Page

from courses.blocks import LESSON_BLOCKS
from courses.models.released import Level

# A lesson is studied by who spends a third of its stated minutes on it: some read three times as fast as others.
PART_OF_THE_MINUTES: Final = 3
# Nor does a lesson ask for more than this (seconds), however long it says it is.
LONGEST_STUDY: Final = 60 * 60
# The percentage of a recording that makes it watched: titles and thanks are nobody's lesson.
SHARE_WATCHED: Final = 80


class ReleasedPage:
    """A page that readers see through what was released of it, at the address of `courses.urls`; it only previews."""

    def reader_path(self) -> str:
        """Return the address in the active language."""
        raise NotImplementedError

    def get_template(self, *_args: Any, **_kwargs: Any) -> str:  # noqa: ANN401 (Wagtail's signature)
        """Name the template of a preview: Wagtail sets `template` anew on every page class."""
        return "courses/page_preview.html"

    def get_url_parts(self, request: HttpRequest | None = None) -> Any:  # noqa: ANN401 (Wagtail's signature)
        """Return site, root and path: the path is that of the released course."""
        parts = super().get_url_parts(request)  # type: ignore[misc]  # mixed into Page
        if not parts or not parts[1]:
            return parts
        with translation.override(self.locale.language_code):  # type: ignore[attr-defined]  # mixed into Page
            return parts[0], parts[1], self.reader_path()

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 (as above)
        """Preview a draft; send readers to what was released."""
        if getattr(request, "is_preview", False):
            return super().serve(request, *args, **kwargs)  # type: ignore[misc]  # mixed into Page
        return redirect(self.reader_path())


class CatalogueIndexPage(ReleasedPage, Page):
    """Where the courses of a language hang. Readers see the catalogue of `Course` rows at its address."""

    parent_page_types: ClassVar = ["cms.HomePage"]
    subpage_types: ClassVar = ["courses.CoursePage"]

    class Meta:
        verbose_name = _("catalogue")
        verbose_name_plural = _("catalogues")

    def reader_path(self) -> str:
        return reverse("courses:catalogue")


class CoursePage(ReleasedPage, Page):
    """A course in one language. Facts that do not depend on the language are read from the source page (Arabic)."""

    summary = models.TextField(_("summary"), blank=True)
    theme = models.ForeignKey("cms.Theme", verbose_name=_("theme"), on_delete=models.PROTECT, related_name="+")
    level = models.CharField(_("level"), max_length=12, choices=Level, default=Level.BEGINNER)
    hours = models.PositiveSmallIntegerField(
        _("hours"), default=1, validators=[MinValueValidator(1), MaxValueValidator(200)]
    )
    publisher = models.CharField(_("publisher"), max_length=200)
    trainer_name = models.CharField(_("trainer's name"), max_length=200)
    licence = models.CharField(_("licence"), max_length=40, default="CC-BY-4.0")
    is_outline_only = models.BooleanField(
        _("only the outline is written"),
        default=False,
        help_text=_("Shown in the catalogue as being prepared; nobody can enrol."),
    )
    prerequisites = ParentalManyToManyField(
        "self",
        verbose_name=_("courses to complete first"),
        symmetrical=False,
        blank=True,
        related_name="+",
        help_text=_("Asked of those who enrol from the next release on; whoever takes the course already keeps it."),
    )

    parent_page_types: ClassVar = ["courses.CatalogueIndexPage"]
    subpage_types: ClassVar = ["courses.ModulePage"]
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("theme"),
        FieldPanel("level"),
        FieldPanel("hours"),
        FieldPanel("publisher"),
        FieldPanel("trainer_name"),
        FieldPanel("licence"),
        FieldPanel("is_outline_only"),
        FieldPanel("prerequisites", widget=CheckboxSelectMultiple),
    ]

    class Meta:
        verbose_name = _("course page")
        verbose_name_plural = _("course pages")

    def reader_path(self) -> str:
        return reverse("courses:course", args=[self.slug])


class ModulePage(ReleasedPage, Page):
    """A module: a titled group of lessons and quizzes."""

    parent_page_types: ClassVar = ["courses.CoursePage"]
    subpage_types: ClassVar = ["courses.LessonPage", "courses.QuizPage"]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def reader_path(self) -> str:
        return reverse("courses:course", args=[self.get_parent().slug])


class CourseItem(ReleasedPage, Page):
    """What a course is made of: a lesson or a quiz."""

    is_left_out = models.BooleanField(
        _("left out from the next release on"),
        default=False,
        db_default=False,
        help_text=_("Those who take the course now keep it; those who enrol afterwards do not get it."),
    )

    class Meta:
        abstract = True

    def asks(self) -> tuple[str, dict[str, Any]]:
        """Return the rule by which the item is done, and its policy, as an outline keeps them."""
        raise NotImplementedError


class LessonPage(CourseItem):
    """A lesson: text, a video or a document, made of blocks."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Lesson")
        VIDEO = "video", _("Video")
        DOCUMENT = "document", _("Document")

    class Rule(models.TextChoices):
        AUTOMATIC = "automatic", _("Automatic: a video is watched, a document opened, all else read")
        READ = "read", _("Read: the learner says that they have read it")
        STUDIED = "studied", _("Studied: read to its end, with at least a third of the stated minutes spent on it")
        WATCHED = "watched", _("Watched: four fifths of the video played, or its transcript read")
        OPENED = "opened", _("Opened: the learner opened its document")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.TEXT)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10, validators=[MinValueValidator(1)])
    is_required = models.BooleanField(_("required for the certificate"), default=True)
    rule = models.CharField(
        _("when it counts as done"),
        max_length=10,
        choices=Rule,
        default=Rule.AUTOMATIC,
        db_default=Rule.AUTOMATIC,
        help_text=_("Changing it for a released lesson is a substantive change."),
    )
    # One film and one document: what is watched or opened must be beyond doubt.
    body = StreamField(
        LESSON_BLOCKS,
        verbose_name=_("body"),
        blank=True,
        block_counts={"video": {"max_num": 1}, "document": {"max_num": 1}},
    )

    parent_page_types: ClassVar = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("minutes"),
        FieldPanel("is_required"),
        FieldPanel("rule", widget=forms.RadioSelect),
        FieldPanel("is_left_out"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    @property
    def recorded_seconds(self) -> int:
        """How long its video is; 0 when there is none that can be played."""
        video = self._first("video")
        return (video["seconds"] or 0) if video and video["film"] else 0

    @property
    def document(self) -> AbstractDocument | None:
        """The file of its document block."""
        block = self._first("document")
        return block["file"] if block else None

    def asks(self) -> tuple[str, dict[str, Any]]:
        rule = self.Rule(self.rule)
        if rule == self.Rule.AUTOMATIC:
            rule = self._default_rule()
        if rule == self.Rule.STUDIED:
            return rule.value, {"seconds": min(self.minutes * 60 // PART_OF_THE_MINUTES, LONGEST_STUDY)}
        if rule == self.Rule.WATCHED:
            return rule.value, {"length": self.recorded_seconds, "share": SHARE_WATCHED}
        return rule.value, {}

    def _default_rule(self) -> LessonPage.Rule:
        if self.kind == self.Kind.VIDEO and self.recorded_seconds:
            return self.Rule.WATCHED
        if self.kind == self.Kind.DOCUMENT and self.document:
            return self.Rule.OPENED
        return self.Rule.READ

    def _first(self, kind: str) -> Any:  # noqa: ANN401 (Wagtail's blocks have no types)
        return next((block.value for block in self.body if block.block_type == kind), None)

    def reader_path(self) -> str:
        module = self.get_parent()
        return reverse("courses:lesson", args=[module.get_parent().slug, module.slug, self.slug])


class QuizPage(CourseItem):
    """A quiz: which questions, how many tries, what passes."""

    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark (%)"), default=60, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    attempts = models.PositiveSmallIntegerField(
        _("attempts"), default=3, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10, validators=[MinValueValidator(1)])
    is_required = models.BooleanField(_("required for the certificate"), default=True)

    parent_page_types: ClassVar = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("pass_mark"),
        FieldPanel("attempts"),
        FieldPanel("minutes"),
        FieldPanel("is_required"),
        FieldPanel("is_left_out"),
        InlinePanel("quiz_questions", heading=_("Questions"), label=_("Question")),
    ]

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    def asks(self) -> tuple[str, dict[str, Any]]:
        return "passed", {"pass_mark": self.pass_mark, "attempts": self.attempts, "draw": None}

    def reader_path(self) -> str:
        module = self.get_parent()
        return reverse("courses:lesson", args=[module.get_parent().slug, module.slug, self.slug])
