"""Regulatory texts as rows, explanation as pages: what a text says and was, and the documents that explain it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.documents import get_document_model_string
from wagtail.fields import RichTextField
from wagtail.models import Page

from cms.models import RICH_TEXT_FEATURES


class RegulatoryTextQuerySet(models.QuerySet["RegulatoryText"]):
    """Questions about many texts."""

    def published(self) -> RegulatoryTextQuerySet:
        """Texts that readers may see: those whose facts have been checked."""
        return self.filter(is_published=True)


class RegulatoryText(models.Model):
    """A law, ordinance or decree: facts about it, never invented; its wording comes from the Official Journal."""

    class Kind(models.TextChoices):
        CONSTITUTION = "constitution", _("Constitution")
        LAW = "law", _("Law")
        ORGANIC_LAW = "organic_law", _("Organic law")
        ORDINANCE = "ordinance", _("Ordinance")
        PRESIDENTIAL_DECREE = "presidential_decree", _("Presidential decree")
        EXECUTIVE_DECREE = "executive_decree", _("Executive decree")
        ORDER = "order", _("Order")
        INSTRUCTION = "instruction", _("Instruction")

    class Status(models.TextChoices):
        IN_FORCE = "in_force", _("In force")
        AMENDED = "partly_amended", _("Amended")
        REPEALED = "repealed", _("Repealed")

    class Confidence(models.TextChoices):
        HIGH = "high", _("high")
        MEDIUM = "medium", _("medium")
        LOW = "low", _("low")

    uri = models.CharField(_("address"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind)
    number = models.CharField(_("number"), max_length=20, blank=True)
    title_ar = models.TextField(_("title in Arabic"))
    title_fr = models.TextField(_("title in French"), blank=True)
    date_signed = models.DateField(_("signed on"), null=True, blank=True)
    date_hijri = models.CharField(_("Hijri date"), max_length=10, blank=True)
    journal_number = models.PositiveSmallIntegerField(_("number of the Official Journal"), null=True, blank=True)
    journal_date = models.DateField(_("date of the Official Journal"), null=True, blank=True)
    journal_page = models.PositiveSmallIntegerField(_("page of the Official Journal"), null=True, blank=True)
    official_url = models.URLField(_("where the official text is published"), blank=True)
    status = models.CharField(_("status"), max_length=16, choices=Status, default=Status.IN_FORCE)
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence, default=Confidence.MEDIUM)
    is_published = models.BooleanField(_("published"), default=False)

    objects = RegulatoryTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("regulatory text")
        verbose_name_plural = _("regulatory texts")
        ordering: ClassVar = ["-date_signed", "uri"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_published=False) | Q(confidence="high"), name="published_text_has_been_checked"
            ),
        ]

    def __str__(self) -> str:
        return self.title_ar


class Relation(models.Model):
    """What one text does to another, or to one of its articles."""

    class Predicate(models.TextChoices):
        REPEALS = "repeals", _("repeals")
        AMENDS = "amends", _("amends")
        APPLIES = "applies", _("applies")
        CITES = "cites", _("cites")

    subject = models.ForeignKey(RegulatoryText, on_delete=models.CASCADE, related_name="relations_from")
    predicate = models.CharField(max_length=10, choices=Predicate)
    object = models.ForeignKey(RegulatoryText, on_delete=models.CASCADE, related_name="relations_to")
    article = models.CharField(_("article"), max_length=20, blank=True)
    effective_on = models.DateField(_("effective on"), null=True, blank=True)

    class Meta:
        verbose_name = _("relation between texts")
        verbose_name_plural = _("relations between texts")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject", "predicate", "object", "article"], name="a_relation_between_texts_is_said_once"
            ),
            models.CheckConstraint(condition=~Q(subject=F("object")), name="a_text_relates_to_another_text"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.predicate} {self.object_id}"


class ArticleCitation(models.Model):
    """That a lesson cites an article. `source_uid` is the lesson's identity in every language and version."""

    source_uid = models.UUIDField()
    text = models.ForeignKey(RegulatoryText, on_delete=models.PROTECT, related_name="citations")
    article = models.CharField(_("article"), max_length=20)

    class Meta:
        verbose_name = _("citation of an article")
        verbose_name_plural = _("citations of articles")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source_uid", "text", "article"], name="a_lesson_cites_an_article_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source_uid} {self.article}"


class LibraryIndexPage(Page):
    """Where the reference documents of a language hang."""

    # Readers see library.views.index at this page's address.
    preview_modes: ClassVar[list[tuple[str, str]]] = []
    max_count_per_parent = 1
    parent_page_types: ClassVar = ["cms.HomePage"]
    subpage_types: ClassVar = ["library.DocumentPage"]

    class Meta:
        verbose_name = _("library")
        verbose_name_plural = _("libraries")


class DocumentPage(Page):
    """A reference document: guide, form, report, study or recommendation."""

    class Kind(models.TextChoices):
        GUIDE = "guide", _("Guide")
        FORM = "form", _("Form")
        REPORT = "report", _("Report")
        STUDY = "study", _("Study")
        RECOMMENDATION = "recommendation", _("Recommendation")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.GUIDE)
    summary = models.TextField(_("summary"), blank=True)
    body = RichTextField(_("text"), features=RICH_TEXT_FEATURES, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200)
    licence = models.CharField(_("licence"), max_length=40, default="CC-BY-4.0")
    document = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("file"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    template = "library/document.html"
    parent_page_types: ClassVar = ["library.LibraryIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("publisher"),
        FieldPanel("licence"),
        FieldPanel("document"),
    ]

    class Meta:
        verbose_name = _("reference document")
        verbose_name_plural = _("reference documents")

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Return the address below /library/documents/, where no text's address can meet it."""
        parts = super().get_url_parts(request)
        if parts is None:
            return None
        with translation.override(self.locale.language_code):
            return parts[0], parts[1], reverse("library:document", args=[self.slug])

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 (Wagtail's signature)
        """Lead from the address in the tree to the one in the library; a preview is shown where it is."""
        if getattr(request, "is_preview", False):
            return super().serve(request, *args, **kwargs)
        return redirect(self.get_url(request), permanent=True)
