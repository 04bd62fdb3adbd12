"""Writing to the team: the message is kept, and told to the team by mail."""

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone, translation

from accounts import mailing
from accounts.models import User
from cms.models import ContactMessage, SiteSettings


def known_of(person: User | AnonymousUser) -> dict[str, str]:
    """Return what the form need not ask of a person who is signed in."""
    return {"name": person.get_full_name(), "email": person.email} if isinstance(person, User) else {}


@transaction.atomic
def receive(written: dict[str, Any], *, language: str) -> ContactMessage:
    """Keep what somebody wrote, and mail it to the team. `written`: name, email, subject, message, as the form cleaned.

    The same words of the same person on one day are one message.
    """
    said = "\0".join([timezone.localdate().isoformat(), *(written[name] for name in ("email", "subject", "message"))])
    message, is_new = ContactMessage.objects.get_or_create(
        fingerprint=hashlib.sha256(said.encode()).hexdigest(), defaults={**written, "language": language}
    )
    if is_new:
        _tell_the_team(message)
    return message


def _tell_the_team(message: ContactMessage) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        subject = str(message.get_subject_display())
    mailing.send(
        kind="contact_message",
        to=SiteSettings.load().contact_email,
        language=settings.LANGUAGE_CODE,
        context={
            "subject": subject,
            "name": message.name,
            "reply_to": message.email,
            "message": message.message,
        },
        key=str(message.pk),
    )
