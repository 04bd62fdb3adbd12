"""What trainers write: a course is a tree of pages, in each language the same tree."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Page

from courses.blocks import LESSON_BLOCKS
from courses.models.released import Level


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


class LessonPage(CourseItem):
    """A lesson: text, a video or a document, made of blocks."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Lesson")
        VIDEO = "video", _("Video")
        DOCUMENT = "document", _("Document")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.TEXT)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10, validators=[MinValueValidator(1)])
    is_required = models.BooleanField(_("required for the certificate"), default=True)
    body = StreamField(LESSON_BLOCKS, verbose_name=_("body"), blank=True)

    parent_page_types: ClassVar = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("minutes"),
        FieldPanel("is_required"),
        FieldPanel("is_left_out"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

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

    def reader_path(self) -> str:
        module = self.get_parent()
        return reverse("courses:lesson", args=[module.get_parent().slug, module.slug, self.slug])
