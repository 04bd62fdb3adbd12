"""`./shots`: pictures of every screen, phone and desk, Arabic and French, light and dark, of a new demonstration."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
SIZES = {"phone": (360, 740), "desk": (1280, 800)}
LANGUAGES = ("ar", "fr")
THEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
COURSE = "creating-an-association"

VISITOR = {
    "home": "/{language}/",
    "catalogue": "/{language}/courses/",
    "catalogue-filtered": "/{language}/courses/?level=advanced",
    "course": "/{language}/courses/" + COURSE + "/",
    "course-outline-only": "/{language}/courses/participatory-budgeting/",
    "lesson": "{lesson}",
    "library": "/{language}/library/",
    "text": "/{language}/library/dz/law/2012/12-06/",
    "search": "/{language}/search/?q=جمعية",
    "search-nothing": "/{language}/search/?q=zzzzqq",
    "sign-up": "/{language}/account/signup/",
    "sign-in": "/{language}/account/login/",
    "password-forgotten": "/{language}/account/password/reset/",
    "privacy": "/{language}/privacy/",
    "terms": "/{language}/terms/",
    "accessibility": "/{language}/accessibility/",
    "verify": "/v/?lang={language}",
    "verify-unknown": "/v/ONSC-2026-000000000000-0/?lang={language}",
    "not-found": "/{language}/nothing-here/",
}
LEARNER = {
    "my-learning": "/{language}/learn/",
    "course-enrolled": "/{language}/courses/" + COURSE + "/",
    "lesson-enrolled": "{lesson}",
    "profile": "/{language}/account/profile/",
}


def main(arguments: Sequence[str]) -> int:
    """Take the pictures into the folder that the arguments name."""
    parser = argparse.ArgumentParser(prog="./shots", description=__doc__)
    parser.add_argument("--into", type=Path, default=ROOT / "var" / "shots", help="the folder for the pictures")
    parser.add_argument("--only", default="", help="only screens whose name contains this")
    chosen = parser.parse_args(arguments)
    chosen.into.mkdir(parents=True, exist_ok=True)
    with _platform() as (address, accounts), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        count = sum(
            _take(browser, address, accounts, chosen, look=(size, language, theme))
            for size in SIZES
            for language in LANGUAGES
            for theme in THEMES
        )
    print(f"{count} pictures in {chosen.into}")
    return 0


@contextmanager
def _platform() -> Iterator[tuple[str, dict[str, dict[str, str]]]]:
    """Start ./run on a folder and port of its own; yield its address and the demonstration accounts by role."""
    with tempfile.TemporaryDirectory(prefix="kafaat-shots-") as var:
        port = "8971"
        process = subprocess.Popen([ROOT / "run"], env={**os.environ, "KAFAAT_VAR": var, "PORT": port})
        try:
            _wait(f"http://127.0.0.1:{port}/healthz", process)
            accounts = json.loads((Path(var) / "secrets" / "demo_accounts.json").read_text())["accounts"]
            yield f"http://127.0.0.1:{port}", {account["role"]: account for account in accounts}
        finally:
            process.terminate()
            process.wait(timeout=60)


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=2)  # noqa: S310 (our own server)
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise TimeoutError("the platform did not start")


def _take(
    browser: Browser,
    address: str,
    accounts: dict[str, dict[str, str]],
    chosen: argparse.Namespace,
    *,
    look: tuple[str, str, Literal["light", "dark"]],
) -> int:
    size, language, theme = look
    width, height = SIZES[size]
    count = 0
    for screens, role in ((VISITOR, ""), (LEARNER, "learner")):
        names = [name for name in screens if chosen.only in name]
        if not names:
            continue
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
        page = context.new_page()
        if role:
            _sign_in(page, address, accounts[role])
        for name in names:
            page.goto(address + _path(context, address, screens[name], language))
            page.screenshot(path=chosen.into / f"{name}.{language}.{size}.{theme}.png", full_page=True)
            count += 1
        context.close()
    return count


def _path(context: BrowserContext, address: str, template: str, language: str) -> str:
    """Fill in the language; `{lesson}` is the first lesson that the course page links to."""
    if template != "{lesson}":
        return template.format(language=language)
    page = context.new_page()
    page.goto(f"{address}/{language}/courses/{COURSE}/")
    link = page.locator(f'a.outline__link[href^="/{language}/courses/{COURSE}/"]').first.get_attribute("href")
    page.close()
    return link or f"/{language}/courses/{COURSE}/"


def _sign_in(page: Page, address: str, account: dict[str, str]) -> None:
    page.goto(f"{address}/ar/account/login/")
    page.fill('input[name="login"]', account["email"])
    page.fill('input[name="password"]', account["password"])
    page.locator('main button[type="submit"]').first.click()
    page.goto(f"{address}/ar/courses/{COURSE}/")
    enrol = page.locator('main form[action*="enrol"] button[type="submit"]')
    if enrol.count():
        enrol.first.click()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
