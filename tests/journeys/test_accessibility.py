"""Every screen passes axe, in each language, light and dark, on a phone."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from tests.journeys.conftest import Platform

pytestmark = pytest.mark.journey

COURSE = "participatory-democracy-basics"
LESSON = f"{COURSE}/principles-of-citizen-participation/what-is-participatory-democracy"
BLOCKS = "countering-disinformation/checking-step-by-step/checking-images-and-videos"
QUIZ = f"{COURSE}/principles-of-citizen-participation/quiz-principles-of-citizen-participation"
PUBLIC = [
    "",
    "courses/",
    "courses/?theme=participatory-democracy",
    "courses/?q=zzzz",
    f"courses/{COURSE}/",
    f"courses/{LESSON}/",
    f"courses/{BLOCKS}/",
    f"courses/{QUIZ}/",
    "library/",
    "library/dz/law/2012/12-06/",
    "search/",
    "search/?q=zzzz",
    "search/?q=association",
    "privacy/",
    "account/login/",
    "account/signup/",
    "account/password/reset/",
    "no-such-page/",
]
LEARNERS = [
    "learn/",
    f"courses/{COURSE}/",
    f"courses/{LESSON}/",
    f"courses/{QUIZ}/",
    f"learn/{QUIZ}/quiz/",
    f"learn/{QUIZ}/quiz/1/",
    f"learn/{QUIZ}/quiz/review/",
    f"learn/{COURSE}/leave/",
    "courses/{studied}/",
    "learn/{changed}/version/",
    "learn/names/",
    "account/names/",
    "account/profile/",
]
CHANGE = """
import json
from accounts.models import User
from courses.models import Course
from tools import scene
course = Course.objects.select_related("current_version").get(slug=scene.CHANGED)
if course.current_version.number == 1:
    scene.change(*(User.objects.get(email=f"{role}@demo.example") for role in ("learner", "editor")))
studied = next(place for place in course.in_language("ar").items if place.slug == scene.STUDIED)
print(json.dumps({"changed": course.slug, "studied": "/".join(studied.address)}))
"""
CERTIFICATE = """
from uuid import UUID
from accounts.models import User
from certificates.issuing import holder_for, issue
from django.utils import timezone
learner = User.objects.get(email="learner@demo.example")
learner.names_confirmed_at = learner.names_confirmed_at or timezone.now()
learner.save()
words = {"course": "ديمقراطية", "issuer": "كفاءات", "signatory_name": "سليمة", "signatory_title": "المديرة"}
facts = {"ar": words, "fr": words, "en": words, "hours": 2, "completed_on": "2026-11-25", "issued_on": "2026-11-25"}
one = issue(holder=holder_for(learner), subject_uid=UUID(int=7), kind="course", facts={**facts, "specimen": True})
print(one.serial)
"""


def sign_in(page: Page, person: dict[str, str]) -> None:
    """Sign in, in Arabic."""
    page.goto("/ar/account/login/")
    page.fill('input[name="login"]', person["email"])
    page.fill('input[name="password"]', person["password"])
    page.locator('main button[type="submit"]').first.click()
    page.wait_for_url("**/ar/learn/")


def begin(page: Page) -> None:
    """Enrol and open the quiz, unless that was done before."""
    page.goto(f"/ar/courses/{COURSE}/")
    if page.locator('form[action*="/enrol/"]').count():
        page.locator('form[action*="/enrol/"] button').first.click()
    page.goto(f"/ar/learn/{QUIZ}/quiz/")
    page.locator('main form[action*="/quiz/"] button[type="submit"]').first.click()


def findings(page: Page, address: str) -> list[tuple[str, str, Any]]:
    """Return what axe finds at an address, light and dark: rule, address, elements."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(address)
    light = Axe().run(page).response["violations"]
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    # Only colours differ in the dark.
    dark = Axe().run(page, options={"runOnly": {"type": "rule", "values": ["color-contrast"]}}).response["violations"]
    return [(finding["id"], address, [node["html"] for node in finding["nodes"]]) for finding in (*light, *dark)]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_public_screens_have_no_findings(
    visitor: Callable[..., BrowserContext], platform: Platform, language: str
) -> None:
    page = visitor().new_page()
    serial = platform.query(CERTIFICATE).split()[-1]
    others = [f"/v/?lang={language}", f"/v/{serial}/?lang={language}", f"/v/ONSC-2026-X/?lang={language}"]
    addresses = [*(f"/{language}/{path}" for path in PUBLIC), *others, f"/v/report/?serial={serial}&lang={language}"]

    found = [finding for address in addresses for finding in findings(page, address)]

    assert found == [], json.dumps(found, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_learners_screens_have_no_findings(
    visitor: Callable[..., BrowserContext], platform: Platform, language: str
) -> None:
    page = visitor().new_page()
    sign_in(page, platform.account("learner"))
    begin(page)

    known = json.loads(platform.query(CHANGE).splitlines()[-1])

    found = [finding for path in LEARNERS for finding in findings(page, f"/{language}/{path.format(**known)}")]
    page.goto(f"/{language}/learn/{QUIZ}/quiz/review/")
    page.locator('button[form="send"], form[action*="/submit/"] button').first.click()
    page.wait_for_url("**/quiz/result/**")
    found += findings(page, page.url)

    assert found == [], json.dumps(found, ensure_ascii=False, indent=1)


def test_nothing_moves_for_those_who_ask_for_less_motion(visitor: Callable[..., BrowserContext]) -> None:
    page = visitor(reduced_motion="reduce").new_page()
    page.goto("/ar/")

    moving = page.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => getComputedStyle(e).transitionDuration !== '0s')"
        ".map(e => e.className)"
    )

    assert moving == []
