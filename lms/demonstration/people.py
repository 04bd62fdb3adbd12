"""The accounts of the demonstration. Their passwords are made at random once and kept beside the other secrets."""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import Final

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.users.models import UserProfile

from accounts.models import Consent, User
from lms.settings.environment import folder

# role: (address, group, name in Arabic, name in Latin letters)
ACCOUNTS: Final = {
    "learner": ("learner@demo.example", "", "نور الهدى بن يوسف", "Nour El Houda Benyoucef"),
    "trainer": ("trainer@demo.example", "Trainers", "أمينة بوڨرة", "Amina Bouguerra"),
    "editor": ("editor@demo.example", "Editors", "كريم آيت قاسي", "Karim Aït Kaci"),
    "admin": ("admin@demo.example", "Administrators", "سليمة حداد", "Salima Haddad"),
}


def accounts_file() -> Path:
    """Return where the passwords are kept."""
    return folder("secrets", private=True) / "demo_accounts.json"


def load(*, consents: dict[str, str]) -> dict[str, User]:
    """Make the accounts that are missing and return all by role. `consents`: {text key: version} they agreed to."""
    passwords = _kept_passwords()
    people: dict[str, User] = {}
    for role, (email, *_rest) in ACCOUNTS.items():
        person = User.objects.filter(email=email).first()
        if person is None or email not in passwords:
            passwords.setdefault(email, secrets.token_urlsafe(12))
            _keep(passwords)
            person = _make(role, passwords[email], consents)
        people[role] = person
    return people


@transaction.atomic
def _make(role: str, password: str, consents: dict[str, str]) -> User:
    email, group, name_ar, name_latin = ACCOUNTS[role]
    person = User.objects.filter(email=email).first() or User(email=email)
    person.name_ar, person.name_latin = name_ar, name_latin
    person.is_staff = bool(group)
    person.set_password(password)
    person.save()
    EmailAddress.objects.update_or_create(user=person, email=email, defaults={"verified": True, "primary": True})
    if group:
        person.groups.add(Group.objects.get(name=group))
        # The administration speaks the browser's language unless the person chose one.
        UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": "ar"})
    for key, version in consents.items():
        Consent.objects.get_or_create(user=person, text_key=key, text_version=version)
    return person


def _kept_passwords() -> dict[str, str]:
    if not accounts_file().exists():
        return {}
    kept = json.loads(accounts_file().read_text())
    return {account["email"]: account["password"] for account in kept["accounts"]}


def _keep(passwords: dict[str, str]) -> None:
    """Write the passwords so that nobody else can read them, before they are used."""
    rows = [
        {"role": role, "email": email, "password": passwords[email]}
        for role, (email, *_rest) in ACCOUNTS.items()
        if email in passwords
    ]
    path = accounts_file()
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(json.dumps({"accounts": rows}, indent=2))
