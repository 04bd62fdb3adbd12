"""Whether the files of certificates are where, and what, their rows say."""

import datetime
import hashlib
from collections.abc import Iterator
from typing import Final

from django.utils import timezone

from certificates.issuing import ask_for_drawing
from certificates.models import Certificate, CertificateHolder

# A file is drawn within seconds, or by the sweep of the next minute.
LATEST: Final = datetime.timedelta(minutes=10)


def not_drawn() -> Iterator[Certificate]:
    """Yield the certificates whose file should have been drawn; without a holder none is drawn any more."""
    waiting = Certificate.objects.filter(drawn_at=None, issued_at__lt=timezone.now() - LATEST)
    yield from waiting.filter(holder_uid__in=CertificateHolder.objects.values("uid")).order_by("pk").iterator()


def lost_or_damaged() -> Iterator[Certificate]:
    """Yield the certificates whose file is gone, or is not what was delivered. Reads every file."""
    for certificate in Certificate.objects.filter(drawn_at__isnull=False).order_by("pk").iterator():
        try:
            with certificate.file.open("rb") as stored:
                is_sound = hashlib.file_digest(stored, "sha256").hexdigest() == certificate.sha256
        except OSError:
            is_sound = False
        if not is_sound:
            yield certificate


def can_be_drawn(certificate: Certificate) -> bool:
    """Whether there is still a holder whose name the file carries."""
    return CertificateHolder.objects.filter(uid=certificate.holder_uid).exists()


def draw_again(certificate: Certificate) -> None:
    """Have the file drawn anew; the row is without one until then."""
    Certificate.objects.filter(pk=certificate.pk).update(file="", sha256="", drawn_at=None)
    ask_for_drawing(certificate.pk)
