"""How passwords are hashed, and in which words a weak one is refused.

Django's own words for it are partly untranslated in Arabic, and call a password otherwise than our pages do.
"""

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.utils.translation import gettext as _


class Argon2Hasher(Argon2PasswordHasher):
    """Argon2id at the smaller of OWASP's two equal settings (19 MiB, 2 rounds, 1 lane).

    A wave of sign-ups after a training day must not drown a small server; Django's default costs ten times more.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1


class LongEnough(MinimumLengthValidator):
    """The shortest password is said at the field in the same words."""

    def get_error_message(self) -> str:
        """Return the refusal."""
        return _("This password is too short: take %(length)s characters or more.") % {"length": self.min_length}


class NotCommon(CommonPasswordValidator):
    """What many people use is what a thief tries first."""

    def get_error_message(self) -> str:
        """Return the refusal."""
        return _("Many people use this password; it is easy to guess. Choose another one.")


class NotTheirName(UserAttributeSimilarityValidator):
    """Nobody's password is their address or their name."""

    def get_error_message(self) -> str:
        """Return the refusal."""
        return _("This password is too much like your address or your name. Choose another one.")
