"""Mail of the platform: one message per kind and key, written with the act that causes it and sent after it.

A kind has two templates: `emails/<kind>.subject.txt` and `emails/<kind>.txt`.
"""

import datetime
import logging
from typing import Any, Final
from uuid import UUID

from celery import signature
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from kombu.exceptions import OperationalError

from accounts.models import Message

logger = logging.getLogger(__name__)

# The task usually comes within a second; what is still here after a minute was lost on the way.
LOST_AFTER: Final = datetime.timedelta(minutes=1)
GIVEN_UP_AFTER: Final = datetime.timedelta(days=3)
SWEEP_SIZE: Final = 200
# Longer than the whole talk with a slow server takes (EMAIL_TIMEOUT bounds each of its steps).
CLAIM_LASTS: Final = datetime.timedelta(minutes=5)


@transaction.atomic
def send(*, kind: str, to: str, language: str, context: dict[str, Any], key: str) -> Message:
    """Write a message into the outbox; it leaves after the commit. Called again with `kind` and `key`: no second one.

    `context` is JSON: the caller has formatted dates and numbers for `language`. Its `reply_to`, if any, is the address
    to which an answer goes.
    """
    message, is_new = Message.objects.get_or_create(
        kind=kind, key=key, defaults={"to": to, "language": language, "context": context}
    )
    if is_new:
        transaction.on_commit(lambda: hand_over(message.uid), robust=True)
    return message


def hand_over(uid: UUID) -> None:
    """Give a message to the queue. A queue that is down is no failure: the sweep finds the row."""
    try:
        signature("accounts.tasks.deliver", args=(str(uid),)).delay()
    except (OSError, OperationalError):
        logger.warning("The queue is down; message %s waits for the sweep.", uid, exc_info=True)


def deliver(uid: UUID) -> bool:
    """Send a message unless it was sent or is being sent; return whether this call sent it.

    The claim is one short statement, and nothing is locked while the mail server is talked to. Of two workers one
    sends. A worker that is killed after the server took the mail and before that is written down leaves a claim that
    ends, and the mail is sent again: at least once, and twice only then. A failure gives the claim back.
    """
    now = timezone.now()
    is_free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - CLAIM_LASTS)
    mine = Message.objects.filter(uid=uid, sent_at__isnull=True)
    if not mine.filter(is_free).update(claimed_at=now):
        return False
    try:
        compose(mine.get()).send()
    except Exception:
        mine.update(claimed_at=None)
        raise
    mine.update(sent_at=timezone.now())
    return True


def compose(message: Message) -> EmailMessage:
    """Write the mail of a message in its language."""
    with translation.override(message.language):
        context = {"site_name": settings.SITE_NAME, "base_url": settings.BASE_URL, **message.context}
        subject = " ".join(render_to_string(f"emails/{message.kind}.subject.txt", context).split())
        body = render_to_string(f"emails/{message.kind}.txt", context).strip() + "\n"
    reply_to = [message.context["reply_to"]] if "reply_to" in message.context else None
    return EmailMessage(subject=subject, body=body, to=[message.to], reply_to=reply_to)


def lost_messages() -> list[UUID]:
    """Return the messages that wait for longer than their task should take, oldest first; after three days no more."""
    now = timezone.now()
    waiting = Message.objects.filter(
        sent_at__isnull=True, created_at__lt=now - LOST_AFTER, created_at__gt=now - GIVEN_UP_AFTER
    )
    return list(waiting.order_by("created_at").values_list("uid", flat=True)[:SWEEP_SIZE])
