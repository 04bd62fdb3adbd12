"""What was earned: the certificate's frozen facts stand here for ever; its holder can be deleted."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def certificate_storage() -> Storage:
    """Return where the drawn files are kept."""
    return storages["certificates"]


class CertificateHolder(models.Model):
    """Whose name is on certificates, as it was confirmed: it never changes, a corrected name is another holder.

    Deleting a holder leaves the register whole, without the name.
    """

    uid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="certificate_holders",
        related_query_name="certificate_holder",
    )
    name_ar = models.CharField(_("name in Arabic letters"), max_length=120)
    name_latin = models.CharField(_("name in Latin letters"), max_length=120)

    class Meta:
        verbose_name = _("holder of certificates")
        verbose_name_plural = _("holders of certificates")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["learner", "name_ar", "name_latin"], name="one_holder_per_learner_and_names"
            ),
        ]

    def __str__(self) -> str:
        return self.name_ar or self.name_latin


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Questions about many certificates."""

    def held_by(self, learner: AbstractBaseUser | AnonymousUser) -> CertificateQuerySet:
        """Certificates of a learner, in whatever state."""
        holders = CertificateHolder.objects.filter(learner_id=learner.pk)
        return self.filter(holder_uid__in=holders.values("uid"))


class Certificate(models.Model):
    """One certificate. Its facts are frozen on the day; the stored file is the truth of what was delivered.

    `facts` holds, without the holder's name: {language: {course, issuer, signatory_name, signatory_title}} and
    {hours, completed_on, issued_on, specimen}. A row without `file` is its own outbox: the sweep draws it.
    """

    class Kind(models.TextChoices):
        COMPLETION = "completion", _("completion")
        ATTENDANCE = "attendance", _("attendance")
        HOURS = "hours", _("hours")
        SIGNATURE = "signature", _("signature")

    class Status(models.TextChoices):
        VALID = "valid", _("valid")
        REVOKED = "revoked", _("revoked")
        SUPERSEDED = "superseded", _("superseded")

    serial = models.CharField(_("serial"), max_length=40, unique=True)
    # Not a foreign key: the register stands when its holder is deleted.
    holder_uid = models.UUIDField()
    subject_uid = models.UUIDField()
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.COMPLETION)
    facts = models.JSONField()
    template_version = models.CharField(max_length=40, default="classic-1")
    issued_at = models.DateTimeField(_("issued on"), default=timezone.now)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.VALID)
    revoked_at = models.DateTimeField(_("revoked on"), null=True, blank=True)
    revocation_reason = models.TextField(_("reason"), blank=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    file = models.FileField(storage=certificate_storage, upload_to="%Y/%m", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["holder_uid", "subject_uid", "kind"],
                condition=Q(status="valid"),
                name="one_valid_certificate_per_holder_subject_and_kind",
            ),
            models.CheckConstraint(
                condition=Q(status="revoked", revoked_at__isnull=False)
                | (~Q(status="revoked") & Q(revoked_at__isnull=True)),
                name="revoked_certificate_has_its_date",
            ),
            models.CheckConstraint(
                condition=Q(file="", sha256="", drawn_at__isnull=True)
                | (~Q(file="") & ~Q(sha256="") & Q(drawn_at__isnull=False)),
                name="drawn_certificate_has_file_and_hash",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["issued_at"], condition=Q(drawn_at__isnull=True), name="certificates_not_drawn"),
        ]

    def __str__(self) -> str:
        return self.serial


class ForgeryReport(models.Model):
    """That somebody suspects a certificate to be forged. The serial is text: it may be one that we never issued."""

    serial = models.CharField(_("serial"), max_length=40)
    message = models.TextField(_("what was seen"), max_length=2000)
    reporter_email = models.EmailField(_("address for an answer"), blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("report of a suspected forgery")
        verbose_name_plural = _("reports of suspected forgeries")

    def __str__(self) -> str:
        return self.serial
