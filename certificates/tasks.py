"""Drawing in the background. The row without a file is the truth, a message only a hint."""

import datetime
import hashlib
import logging
from typing import Final

from celery import shared_task
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.utils import timezone

from certificates.announcing import tell_holder
from certificates.issuing import ask_for_drawing
from certificates.models import Certificate, certificate_storage
from certificates.pdf import draw as draw_page
from certificates.printing import HolderDeleted, page_of

# Younger rows are on their way: their message has only just been sent.
PATIENCE: Final = datetime.timedelta(seconds=5)
# More wait for the next sweep, so that one sweep never floods the queue.
AT_ONCE: Final = 500

logger = logging.getLogger(__name__)


@shared_task(name="certificates.tasks.draw", acks_late=True, reject_on_worker_lost=True, ignore_result=True)
def draw(certificate_id: int) -> None:
    """Draw the certificate's file unless it has one. Safe to run twice, at the same time, and after a killed run."""
    certificate = Certificate.objects.filter(pk=certificate_id, drawn_at=None).first()
    if certificate is None:
        return
    try:
        content = draw_page(page_of(certificate))
    except HolderDeleted:
        logger.info("Certificate %s has no holder any more and is not drawn.", certificate_id)
        return
    _keep(certificate, content)


def _keep(certificate: Certificate, content: bytes) -> None:
    """Store the file, then claim the row in one statement; who comes second takes away its own file."""
    storage = certificate_storage()
    folder = f"{certificate.issued_at:%Y}/{certificate.serial}"
    sha256 = hashlib.sha256(content).hexdigest()
    # The storage gives a second writer of the same bytes another name.
    name = storage.save(f"{folder}/{sha256[:16]}.pdf", ContentFile(content))
    if _claim(certificate, name, sha256):
        _remove_others(storage, folder, name)
    else:
        storage.delete(name)


@transaction.atomic
def _claim(certificate: Certificate, name: str, sha256: str) -> bool:
    """Give the row its file unless it has one, and tell its holder; say whether that happened now."""
    is_first = Certificate.objects.filter(pk=certificate.pk, drawn_at=None).update(
        file=name, sha256=sha256, drawn_at=timezone.now()
    )
    if is_first:
        certificate.refresh_from_db()
        tell_holder(certificate)
    return bool(is_first)


def _remove_others(storage: Storage, folder: str, name: str) -> None:
    """Remove what a killed run left behind: it stored its file, whole or in part, and never claimed the row."""
    _folders, files = storage.listdir(folder)
    for other in files:
        if f"{folder}/{other}" != name:
            storage.delete(f"{folder}/{other}")


@shared_task(name="certificates.tasks.sweep", ignore_result=True)
def sweep() -> None:
    """Ask again for every certificate without a file, oldest first."""
    waiting = Certificate.objects.filter(drawn_at=None, issued_at__lt=timezone.now() - PATIENCE)
    for certificate_id in waiting.order_by("issued_at").values_list("pk", flat=True)[:AT_ONCE]:
        ask_for_drawing(certificate_id)
