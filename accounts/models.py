"""Who a person is, which organisation they belong to, what they agreed to, and what was mailed to them."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    """The languages that the platform speaks; each name is written in its own language."""

    AR = "ar", "العربية"
    FR = "fr", "Français"
    EN = "en", "English"


class UserManager(BaseUserManager["User"]):
    """Makes people. An e-mail address is stored in lower case, so that one address is one person."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:  # noqa: ANN401 (model fields)
        """Create a person who signs in with `email`; without a password they cannot sign in."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:  # noqa: ANN401 (as above)
        """Create a person who may do everything."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        """Find the person by e-mail address, in whatever case it was typed."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person: learner, trainer, editor or administrator. Signs in with an e-mail address."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name_ar = models.CharField(_("name in Arabic letters"), max_length=120, blank=True)
    name_latin = models.CharField(_("name in Latin letters"), max_length=120, blank=True)
    names_confirmed_at = models.DateTimeField(_("names confirmed on"), null=True, blank=True, editable=False)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.AR)
    wilaya = models.CharField(_("wilaya"), max_length=2, blank=True)
    year_of_birth = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    is_staff = models.BooleanField(_("staff"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined on"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="email_is_lower_case"),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="language_is_spoken_here"),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def get_full_name(self) -> str:
        """Return the name in Arabic letters, else in Latin ones, else nothing."""
        return self.name_ar or self.name_latin

    def get_short_name(self) -> str:
        """Return what a greeting uses."""
        return self.get_full_name() or self.email.partition("@")[0]


class Organisation(models.Model):
    """An association or institution. `scope` is the reach that the law knows: communal to national."""

    class Scope(models.TextChoices):
        COMMUNAL = "communal", _("communal")
        WILAYA = "wilaya", _("wilaya")
        INTER_WILAYA = "inter_wilaya", _("inter-wilaya")
        NATIONAL = "national", _("national")

    name_ar = models.CharField(_("name in Arabic"), max_length=200)
    name_fr = models.CharField(_("name in French"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=40, default="association")
    scope = models.CharField(_("scope"), max_length=20, choices=Scope, default=Scope.COMMUNAL)
    wilaya = models.CharField(_("wilaya"), max_length=2, blank=True)
    verified_at = models.DateTimeField(_("verified on"), null=True, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name_ar


class Membership(models.Model):
    """That a person belongs to an organisation, from a day and perhaps until one; its state is computed from these."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, default="member")
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until"), null=True, blank=True)
    shares_progress = models.BooleanField(_("shares progress with the organisation"), default=False)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=Q(valid_to__isnull=True),
                name="one_open_membership_per_person_and_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.organisation}"


class Consent(models.Model):
    """That a person agreed to one version of a text (privacy notice, terms) at a moment. Rows are only added."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    text_key = models.SlugField(max_length=40)
    text_version = models.CharField(max_length=20)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "text_key", "text_version"], name="one_consent_per_text_version"),
        ]

    def __str__(self) -> str:
        return f"{self.text_key} {self.text_version}"


class Message(models.Model):
    """One mail: what is said once per kind and key. A row without `sent_at` is its own outbox."""

    uid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.SlugField(max_length=40)
    key = models.CharField(max_length=120)
    to = models.EmailField()
    language = models.CharField(max_length=2, choices=Language)
    context = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    # Since when somebody is sending it; who was killed meanwhile loses the claim after a while.
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "key"], name="one_message_per_kind_and_key"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["created_at"], condition=Q(sent_at__isnull=True), name="messages_not_sent"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
