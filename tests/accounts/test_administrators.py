import json
import stat
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.test import RequestFactory
from pytest_django import Settings

from accounts.administrators import create_first_administrator
from accounts.models import User

pytestmark = pytest.mark.django_db


def test_first_administrator_may_do_everything_and_sign_in() -> None:
    created = create_first_administrator(email="Amina@Example.org")

    assert created is not None
    assert created.user.email == "amina@example.org"
    assert created.user.has_perm("wagtailadmin.access_admin")
    assert EmailAddress.objects.get(user=created.user).verified
    request = RequestFactory().post("/")
    assert authenticate(request, username="amina@example.org", password=created.password) == created.user


def test_first_administrator_is_created_once() -> None:
    create_first_administrator(email="amina@example.org")

    assert create_first_administrator(email="other@example.org") is None
    assert User.objects.count() == 1


def test_create_administrator_keeps_the_password_for_its_owner_alone(settings: Settings, tmp_path: Path) -> None:
    settings.SECRETS_ROOT = tmp_path / "secrets"

    call_command("create_administrator", email="amina@example.org")
    call_command("create_administrator", email="other@example.org")

    file = tmp_path / "secrets" / "administrator.json"
    account = json.loads(file.read_text())
    assert account["email"] == "amina@example.org"
    assert User.objects.get().check_password(account["password"])
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
