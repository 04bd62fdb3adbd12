"""The first administrator of an empty installation."""

import secrets
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import transaction

from accounts.models import User
from accounts.roles import ADMINISTRATORS, trust_address


@dataclass(frozen=True)
class FirstAdministrator:
    """Whom the installation belongs to at first; the password is known nowhere else."""

    user: User
    password: str


def create_first_administrator(*, email: str) -> FirstAdministrator | None:
    """Create someone who may do everything, with a random password; None when there already is one."""
    with transaction.atomic():
        if User.objects.filter(is_superuser=True, is_active=True).exists():
            return None
        password = secrets.token_urlsafe(12)
        user = User.objects.create_superuser(email, password)
        # Whoever starts the server need not prove by mail who they are.
        trust_address(user)
        user.groups.add(Group.objects.get(name=ADMINISTRATORS))
    return FirstAdministrator(user, password)
