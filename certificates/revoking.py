"""Revoking and reinstating: acts of staff, each with its reason, kept in Wagtail's log."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from accounts.models import User
from certificates.models import Certificate

REVOKE = "certificates.revoke"
REINSTATE = "certificates.reinstate"


class Refused(Exception):
    """The act is not possible; `str()` says why, to the person who asked for it."""

    reason = _("This is not possible.")

    def __str__(self) -> str:
        return str(self.reason)


class ReasonMissing(Refused):
    reason = _("Write the reason.")


class AlreadyRevoked(Refused):
    reason = _("This certificate has already been revoked.")


class NotValid(Refused):
    reason = _("This certificate is not valid any more: a corrected one has replaced it.")


class NotRevoked(Refused):
    reason = _("This certificate is not revoked.")


class AnotherIsValid(Refused):
    reason = _("The same person has another valid certificate for this.")


@transaction.atomic
def revoke(certificate: Certificate, by: User | None, reason: str) -> None:
    """Make a valid certificate revoked, from this moment on, and log who did it and why."""
    reason = _given(reason)
    changed = Certificate.objects.filter(pk=certificate.pk, status=Certificate.Status.VALID).update(
        status=Certificate.Status.REVOKED, revoked_at=timezone.now(), revocation_reason=reason
    )
    certificate.refresh_from_db()
    if not changed:
        raise AlreadyRevoked if certificate.status == Certificate.Status.REVOKED else NotValid
    log(instance=certificate, action=REVOKE, user=by, data={"reason": reason})


@transaction.atomic
def reinstate(certificate: Certificate, by: User | None, reason: str) -> None:
    """Make a revoked certificate valid again, as if it had never been revoked, and log who did it and why."""
    reason = _given(reason)
    try:
        with transaction.atomic():
            changed = Certificate.objects.filter(pk=certificate.pk, status=Certificate.Status.REVOKED).update(
                status=Certificate.Status.VALID, revoked_at=None, revocation_reason=""
            )
    except IntegrityError:
        raise AnotherIsValid from None
    certificate.refresh_from_db()
    if not changed:
        raise NotRevoked
    log(instance=certificate, action=REINSTATE, user=by, data={"reason": reason})


def _given(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    return reason
