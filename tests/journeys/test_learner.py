"""A learner takes a real course in Arabic on a phone and earns a certificate that anyone can verify."""

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import ROOT, Platform

pytestmark = pytest.mark.journey

COURSE = "participatory-democracy-basics"
CATALOGUE = json.loads((ROOT / "lms" / "demonstration" / "catalogue.json").read_text())
OUTLINE = next(course for course in CATALOGUE if course["slug"] == COURSE)
RIGHT = {
    question["prompt"]["ar"]: [option["text"]["ar"] for option in question["options"] if option["correct"]]
    for module in OUTLINE["modules"]
    for item in module["lessons"]
    for question in item.get("questions", [])
}


def plain(text: str) -> str:
    """Return text without isolates and doubled spaces, as a person would compare it."""
    return " ".join("".join(letter for letter in text if letter not in "\u2066\u2067\u2068\u2069").split())


ANSWERS = {plain(prompt): [plain(text) for text in texts] for prompt, texts in RIGHT.items()}


def sign_up(page: Page, platform: Platform, email: str) -> None:
    """Start at the course page, enrol, and do what is asked until enrolled."""
    page.goto(f"/ar/courses/{COURSE}/")
    page.locator('main form[action*="/enrol/"] button').first.click()
    if "/login/" in page.url:
        page.locator('main a[href*="signup"]').first.click()
    page.fill('input[name="email"]', email)
    page.fill('input[name="password1"]', "متطوعة-من-ڨالمة-2026")
    page.locator('main button[type="submit"]').first.click()
    page.fill('input[name="code"]', platform.code_for(email))
    page.locator('main button[type="submit"]').first.click()
    page.fill('input[name="name_ar"]', "أمينة بوڨرة")
    page.fill('input[name="name_latin"]', "Amina Bouguerra")
    for box in page.locator('main input[type="checkbox"][required]').all():
        box.check()
    page.locator('main button[type="submit"]').first.click()


def answer_quiz(page: Page) -> None:
    """Answer every question rightly, review, submit."""
    page.locator('form[action*="/quiz/"] button[type="submit"]').first.click()
    for _ in range(10):
        if "/review/" in page.url:
            break
        right = ANSWERS[plain(page.locator("main h1").inner_text())]
        for label in page.locator("label.choice").all():
            if plain(label.inner_text()) in right:
                label.locator("input").check()
        with page.expect_navigation():
            page.locator('button[form="answer"]').click()
    page.locator('button[form="send"], form[action*="/submit/"] button').first.click()
    expect(page.locator(".verdict")).to_contain_text("5")


def take_course(page: Page) -> None:
    """Go through every item in order, as the outline links them."""
    for module in OUTLINE["modules"]:
        for item in module["lessons"]:
            page.goto(f"/ar/courses/{COURSE}/{module['slug']}/{item['slug']}/")
            if item["kind"] == "quiz":
                answer_quiz(page)
            else:
                with page.expect_navigation():
                    page.locator(".player button[type=submit]").click()


@pytest.mark.parametrize("has_script", [True, False], ids=["javascript", "no-javascript"])
def test_learner_earns_a_certificate_in_arabic(
    visitor: Callable[..., BrowserContext], platform: Platform, tmp_path: Path, *, has_script: bool
) -> None:
    page = visitor(java_script_enabled=has_script).new_page()
    email = f"amina-{has_script}@example.org".lower()

    sign_up(page, platform, email)
    page.goto(f"/ar/courses/{COURSE}/")
    if page.locator('main form[action*="/enrol/"]').count():
        page.locator('main form[action*="/enrol/"] button').first.click()
    take_course(page)
    page.goto("/ar/learn/")
    if page.locator('main a[href*="/learn/names/"]').count():
        page.locator('main a[href*="/learn/names/"]').first.click()
        page.locator('main button[type="submit"]').first.click()
        page.goto("/ar/learn/")

    confirmed = time.monotonic()
    file = download(page)
    assert time.monotonic() - confirmed < 10
    stored = platform.query(
        "from certificates.models import Certificate, CertificateHolder as H\n"
        f"h = H.objects.get(learner__email='{email}')\n"
        "c = Certificate.objects.get(holder_uid=h.uid)\n"
        "print('ROW', c.serial, c.sha256)"
    )
    serial, sha256 = stored.split("ROW ", 1)[1].split()
    assert hashlib.sha256(file).hexdigest() == sha256

    stranger = visitor(java_script_enabled=has_script).new_page()
    verify(stranger, serial.lower().replace("-", " "))


def download(page: Page) -> bytes:
    """Reload "my courses", as it asks for, until the certificate has been drawn; return the file."""
    link = page.locator('main a[href*="/learn/certificates/"]').first
    for _ in range(40):
        if link.count():
            answer = page.request.get(link.get_attribute("href") or "")
            assert answer.headers["content-type"] == "application/pdf"
            return answer.body()
        time.sleep(0.25)
        page.reload()
    raise TimeoutError("the certificate was not drawn within 10 seconds")


def verify(page: Page, serial: str) -> None:
    """Check a certificate as a stranger would, by the serial on the paper."""
    page.goto("/v/")
    page.fill('input[name="serial"]', serial)
    page.locator('main form button[type="submit"]').first.click()
    expect(page.locator(".verdict")).to_be_visible()
    expect(page.locator("main")).to_contain_text("أمينة بوڨرة")
    assert page.locator(".verdict--bad, .verdict--none").count() == 0


def test_visitor_reads_a_lesson_without_an_account(visitor: Callable[..., BrowserContext]) -> None:
    page = visitor().new_page()

    page.goto("/")
    page.goto("/ar/courses/")
    page.locator(f'a[href="/ar/courses/{COURSE}/"]').first.click()
    page.locator("a.outline__link").first.click()

    expect(page.locator("article.prose p").first).to_be_visible()
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
