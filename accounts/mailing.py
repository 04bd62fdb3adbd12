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
from django.template.loader import render_to_string
from django.utils import timezone, translation
from kombu.exceptions import OperationalError

from accounts.models import Message

logger = logging.getLogger(__name__)

# The task usually comes within a second; what is still here after a minute was lost on the way.
LOST_AFTER: Final = datetime.timedelta(minutes=1)
GIVEN_UP_AFTER: Final = datetime.timedelta(days=3)
SWEEP_SIZE: Final = 200


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


@transaction.atomic
def deliver(uid: UUID) -> bool:
    """Send a message unless it was sent; return whether this call sent it.

    The row stays locked meanwhile, so that two workers never send it twice. SQLite locks the whole database instead:
    EMAIL_TIMEOUT bounds how long.
    """
    message = Message.objects.select_for_update(skip_locked=True).filter(uid=uid, sent_at__isnull=True).first()
    if message is None:
        return False
    compose(message).send()
    message.sent_at = timezone.now()
    message.save(update_fields=["sent_at"])
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
