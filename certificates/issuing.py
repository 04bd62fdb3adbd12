"""Issuing: a row with frozen facts, unique by constraint. What draws it is told after the commit, and may be lost."""

import datetime
import logging
from functools import partial
from typing import Any
from uuid import UUID

from celery import current_app
from django.db import IntegrityError, transaction
from django.db.models import Q
from kombu.exceptions import KombuError, OperationalError

from accounts.columns import insert
from accounts.models import User
from certificates import serials
from certificates.models import Certificate, CertificateHolder
from cms.models import SiteSettings

DRAW = "certificates.tasks.draw"

logger = logging.getLogger(__name__)


class NamesNotConfirmed(Exception):
    """The learner has not yet confirmed the names to be printed."""


def holder_for(learner: User) -> CertificateHolder:
    """Return the holder with the names that `learner` confirmed last, made when there is none yet.

    What was issued under other names keeps them: on paper, in the file and where it is verified.
    """
    if learner.names_confirmed_at is None:
        raise NamesNotConfirmed
    names = {"learner": learner, "name_ar": learner.name_ar, "name_latin": learner.name_latin}
    holder = CertificateHolder(**names)
    # Not `get_or_create`, whose savepoint costs two statements more.
    is_new = insert([holder], "ON CONFLICT (learner_id, name_ar, name_latin) DO NOTHING RETURNING uid")
    return holder if is_new else CertificateHolder.objects.get(**names)


@transaction.atomic(savepoint=False)
def issue(
    *, holder: CertificateHolder, subject_uid: UUID, kind: str, facts: dict[str, Any], prefix: str | None = None
) -> Certificate:
    """Issue a certificate, or return the one that stands. `facts` as in `Certificate`, "issued_on" an ISO date.

    `prefix` begins the serial; the site's settings are read for it when it is not given. Safe to call twice and at the
    same time for one holder; names may be corrected meanwhile, so the caller holds a lock on what was achieved (the
    enrolment). A revoked certificate stands too: completing a course once more does not undo what somebody decided;
    reinstating does.
    """
    standing = _standing(holder, subject_uid, kind)
    if standing is not None:
        return standing
    year = datetime.date.fromisoformat(facts["issued_on"]).year
    serial = serials.make(prefix or SiteSettings.load().serial_prefix, year)
    row = Certificate(serial=serial, holder_uid=holder.uid, subject_uid=subject_uid, kind=kind, facts=facts)
    # When somebody else was quicker the row is left out, not refused: a refusal would spoil the caller's transaction on
    # PostgreSQL, and a savepoint costs two statements more.
    inserted = insert([row], "ON CONFLICT DO NOTHING RETURNING id")
    if inserted:
        row.pk = inserted[0][0]
        transaction.on_commit(partial(ask_for_drawing, row.pk))
        return row
    certificate = _standing(holder, subject_uid, kind)
    if certificate is None:
        raise IntegrityError(f"Serial {serial} exists already.")
    return certificate


def _standing(holder: CertificateHolder, subject_uid: UUID, kind: str) -> Certificate | None:
    """Return what the person behind `holder` was given for this, under whatever names."""
    own = Q(pk=holder.pk) | Q(learner__isnull=False, learner=holder.learner_id)
    return (
        Certificate.objects.filter(holder_uid__in=CertificateHolder.objects.filter(own).values("uid"))
        .filter(subject_uid=subject_uid, kind=kind)
        .exclude(status=Certificate.Status.SUPERSEDED)
        .order_by("-pk")
        .first()
    )


def ask_for_drawing(certificate_id: int) -> None:
    """Send the message that has the file drawn. It is only a hint: when the queue is down, the sweep finds the row."""
    try:
        # By name, as rules do not import tasks. No retry: the learner waits for the answer.
        current_app.signature(DRAW, args=[certificate_id]).apply_async(retry=False)
    except (OperationalError, KombuError, OSError):
        logger.warning("The queue does not answer; certificate %s waits for the sweep.", certificate_id, exc_info=True)
