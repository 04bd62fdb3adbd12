"""Who works here: the three groups, and people whose address needs no proof."""

from typing import Final

from allauth.account.models import EmailAddress

from accounts.models import User

ADMINISTRATORS: Final = "Administrators"


def mark_staff(user: User) -> None:
    """Make `is_staff` say what the groups say: whoever is in one, or is a superuser, works here."""
    is_staff = user.is_superuser or user.groups.exists()
    if user.is_staff != is_staff:
        user.is_staff = is_staff
        user.save(update_fields=["is_staff"])


def follow_changed_address(user: User) -> None:
    """After an administrator wrote another address: the old one opens nothing more, the new one is proved by code."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()


def trust_address(user: User) -> None:
    """Take the person's address as proved: they sign in with their password alone. Safe to call twice."""
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})


def may_change(by: User, person: User) -> bool:
    """Superusers may change anyone; others change no superuser, whose address and password would be theirs."""
    return by.is_superuser or not person.is_superuser
