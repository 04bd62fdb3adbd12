"""An administrator revokes a certificate, and whoever verifies it is told."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys.conftest import Platform

pytestmark = pytest.mark.journey

CERTIFICATE = """
from uuid import uuid4
from accounts.models import User
from certificates.issuing import holder_for, issue
from django.utils import timezone
learner = User.objects.get(email="learner@demo.example")
learner.names_confirmed_at = learner.names_confirmed_at or timezone.now()
learner.save()
words = {"course": "ديمقراطية", "issuer": "كفاءات", "signatory_name": "سليمة", "signatory_title": "المديرة"}
facts = {"ar": words, "fr": words, "en": words, "hours": 2, "completed_on": "2026-11-25", "issued_on": "2026-11-25"}
one = issue(holder=holder_for(learner), subject_uid=uuid4(), kind="course", facts={**facts, "specimen": True})
print(one.pk, one.serial)
"""


def test_administrator_revokes_a_certificate(visitor: Callable[..., BrowserContext], platform: Platform) -> None:
    number, serial = platform.query(CERTIFICATE).split()[-2:]
    person = platform.account("admin")
    page, stranger = visitor(viewport={"width": 1280, "height": 800}).new_page(), visitor().new_page()
    page.context.set_default_timeout(60_000)
    stranger.context.set_default_timeout(60_000)
    stranger.goto(f"/v/{serial}/")
    expect(stranger.locator(".verdict--bad")).to_have_count(0)

    page.goto("/ar/account/login/")
    page.fill('input[name="login"]', person["email"])
    page.fill('input[name="password"]', person["password"])
    page.locator('main button[type="submit"]').first.click()
    page.wait_for_url("**/ar/learn/")
    page.goto(f"/cms/snippets/certificates/certificate/inspect/{number}/")
    page.locator(f'a[href="/cms/certificates/{number}/revoke/"]').first.click()
    page.fill('[name="reason"]', "صدرت باسم خاطئ")
    page.locator("button.serious").click()
    expect(page.locator("main")).to_contain_text(serial)

    stranger.goto(f"/v/{serial}/")
    expect(stranger.locator(".verdict--bad")).to_be_visible()
