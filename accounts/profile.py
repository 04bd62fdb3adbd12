"""What a person tells about themselves: names, language, wilaya."""

from typing import Final

from django.db import transaction

from accounts.consent import give_consent, has_consented
from accounts.models import User

PROFILE_FIELDS: Final = ("name_ar", "name_latin", "language", "wilaya")


def has_names(user: User) -> bool:
    """Say whether the person has given the names that a certificate carries."""
    return bool(user.name_ar and user.name_latin)


def needs_introduction(user: User) -> bool:
    """Say whether the person must still give names or agree to the privacy notice. Staff come in another way."""
    return not user.is_staff and not (has_names(user) and has_consented(user))


@transaction.atomic
def introduce(user: User, *, name_ar: str, name_latin: str) -> None:
    """Store the names of a person who has just agreed to the privacy notice, and that they did."""
    change_profile(user, name_ar=name_ar, name_latin=name_latin, language=user.language, wilaya=user.wilaya)
    give_consent(user)


@transaction.atomic
def change_profile(user: User, *, name_ar: str, name_latin: str, language: str, wilaya: str) -> None:
    """Store what the profile says. Changed names must be confirmed anew before the next certificate."""
    fields = [*PROFILE_FIELDS]
    if (user.name_ar, user.name_latin) != (name_ar, name_latin):
        user.names_confirmed_at = None
        # Only then: they may have been confirmed since `user` was read.
        fields.append("names_confirmed_at")
    user.name_ar, user.name_latin, user.language, user.wilaya = name_ar, name_latin, language, wilaya
    user.save(update_fields=fields)
