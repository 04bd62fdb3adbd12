"""The site: its home, editorial pages, themes, and the settings that name who runs it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

RICH_TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class HomePage(Page):
    """The first page of a language."""

    lead = models.TextField(_("lead"), blank=True)

    template = "cms/home_page.html"
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    max_count = 3
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("lead")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class EditorialPage(Page):
    """A page of plain text: about, privacy notice, terms, accessibility statement."""

    body = RichTextField(_("text"), features=RICH_TEXT_FEATURES, blank=True)
    text_version = models.CharField(
        _("version of the text"),
        max_length=20,
        blank=True,
        help_text=_("For a text to which people consent: change it when its meaning changes, for example to the date."),
    )

    template = "cms/editorial_page.html"
    parent_page_types: ClassVar = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("body"), FieldPanel("text_version")]

    class Meta:
        verbose_name = _("editorial page")
        verbose_name_plural = _("editorial pages")


@register_snippet
class Theme(models.Model):
    """What a course or document is about. Its slug is stable; its titles are not."""

    slug = models.SlugField(_("slug"), primary_key=True, max_length=60)
    title_ar = models.CharField(_("title in Arabic"), max_length=120)
    title_fr = models.CharField(_("title in French"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering: ClassVar = ["position", "slug"]

    def __str__(self) -> str:
        return self.title_ar

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return str(getattr(self, f"title_{get_language() or 'ar'}"))


@register_setting(icon="cog")
class SiteSettings(BaseGenericSetting):
    """Who runs this installation, and what its certificates say of the issuer. One row."""

    name_ar = models.CharField(_("name in Arabic"), max_length=80, default="كفاءات+")
    name_fr = models.CharField(_("name in French"), max_length=80, default="Kafaat+")
    name_en = models.CharField(_("name in English"), max_length=80, default="Kafaat+")
    issuer_ar = models.CharField(_("issuer in Arabic"), max_length=120, default="المرصد الوطني للمجتمع المدني")
    issuer_fr = models.CharField(
        _("issuer in French"), max_length=120, default="Observatoire national de la société civile"
    )
    issuer_en = models.CharField(_("issuer in English"), max_length=120, default="National Civil Society Observatory")
    signatory_name_ar = models.CharField(_("signatory's name in Arabic"), max_length=120, blank=True)
    signatory_name_fr = models.CharField(_("signatory's name in Latin letters"), max_length=120, blank=True)
    signatory_title_ar = models.CharField(_("signatory's title in Arabic"), max_length=120, default="رئاسة المرصد")
    signatory_title_fr = models.CharField(
        _("signatory's title in French"), max_length=120, default="La présidence de l’Observatoire"
    )
    serial_prefix = models.CharField(
        _("first letters of serials"),
        max_length=6,
        default="ONSC",
        validators=[RegexValidator(r"^[A-Z]{2,6}$", _("Two to six capital letters from A to Z."))],
    )
    contact_email = models.EmailField(_("contact address"), default="contact@localhost.invalid")
    is_demonstration = models.BooleanField(
        _("demonstration"),
        default=False,
        help_text=_("Marks every page and certificate as a demonstration without value."),
    )

    panels: ClassVar = [
        MultiFieldPanel([FieldPanel("name_ar"), FieldPanel("name_fr"), FieldPanel("name_en")], _("Name")),
        MultiFieldPanel([FieldPanel("issuer_ar"), FieldPanel("issuer_fr"), FieldPanel("issuer_en")], _("Issuer")),
        MultiFieldPanel(
            [
                FieldPanel("signatory_name_ar"),
                FieldPanel("signatory_name_fr"),
                FieldPanel("signatory_title_ar"),
                FieldPanel("signatory_title_fr"),
            ],
            _("Signatory"),
        ),
        FieldPanel("serial_prefix"),
        FieldPanel("contact_email"),
        FieldPanel("is_demonstration"),
    ]

    class Meta:
        verbose_name = _("site settings")

    def in_language(self, field: str, language: str) -> Any:  # noqa: ANN401 (whatever the field holds)
        """Return `field` in `language`, for example `in_language("issuer", "fr")`."""
        return getattr(self, f"{field}_{language}")


class ContactMessage(models.Model):
    """What somebody wrote to the team through the contact page. Only `handled_at` ever changes."""

    class Subject(models.TextChoices):
        COURSE = "course", _("A course or a lesson")
        ACCOUNT = "account", _("My account")
        CERTIFICATE = "certificate", _("A certificate")
        ACCESSIBILITY = "accessibility", _("Something that I cannot read or use")
        DATA = "data", _("My personal data")
        OTHER = "other", _("Something else")

    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("address for an answer"))
    subject = models.CharField(_("subject"), max_length=20, choices=Subject)
    message = models.TextField(_("message"), max_length=4000)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    received_at = models.DateTimeField(_("received on"), default=timezone.now)
    handled_at = models.DateTimeField(_("handled on"), null=True, blank=True)
    # Of who wrote what on which day: pressed twice, a button sends one message.
    fingerprint = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("message to the team")
        verbose_name_plural = _("messages to the team")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fingerprint"], name="one_contact_message_per_text_and_day"),
            models.CheckConstraint(condition=~Q(email="") & ~Q(message=""), name="contact_message_can_be_answered"),
            models.CheckConstraint(
                condition=Q(subject__in=["course", "account", "certificate", "accessibility", "data", "other"]),
                name="contact_message_has_a_known_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()} – {self.email}"
