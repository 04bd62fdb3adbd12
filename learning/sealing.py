"""Whose what waits on a phone is: the name of a person there, and the key under which their events are sealed.

Both follow from the person and the server's secret, so the same person has the same on every page and after signing in
again. Only pages of the signed-in person carry them; who comes after them on the same phone cannot make them.
"""

import base64

from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import User

# Long enough that no two people share a name.
NAME_LENGTH = 32


def person_of(learner: User) -> str:
    """Return the learner's name on phones, which says nothing of who they are."""
    return _derived("person", learner).hex()[:NAME_LENGTH]


def key_of(learner: User) -> str:
    """Return the learner's key for AES-256, in base64."""
    return base64.b64encode(_derived("key", learner)).decode()


def is_of(learner: User, person: str) -> bool:
    """Whether `person` is the learner's name on phones."""
    return constant_time_compare(person, person_of(learner))


def _derived(purpose: str, learner: User) -> bytes:
    return salted_hmac(f"learning.sealing.{purpose}", str(learner.pk), algorithm="sha256").digest()
