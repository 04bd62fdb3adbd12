"""What a person agreed to, in which version, and when."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import Consent, User

PRIVACY: Final = "privacy"
FIRST_VERSION: Final = "1"


def current_version(text_key: str) -> str:
    """Return the version of the text as it is published today; "1" for a text that names none.

    The texts are pages of a room above this one: the setting CONSENT_TEXT_VERSION names the function that reads them.
    """
    read: Callable[[str], str] = import_string(settings.CONSENT_TEXT_VERSION)
    return read(text_key) or FIRST_VERSION


def has_consented(user: User, text_key: str = PRIVACY) -> bool:
    """Say whether the person agreed to the text as it stands today."""
    return user.consents.filter(text_key=text_key, text_version=current_version(text_key)).exists()


def give_consent(user: User, text_key: str = PRIVACY) -> Consent:
    """Record that the person agrees now to the text as it stands today; the first date stays when it is said twice."""
    consent, _is_new = Consent.objects.get_or_create(
        user=user, text_key=text_key, text_version=current_version(text_key)
    )
    return consent
