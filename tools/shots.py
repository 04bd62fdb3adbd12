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
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
SIZES = {"phone": (360, 740), "desk": (1280, 800)}
LANGUAGES = ("ar", "fr")
THEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
COURSE = "creating-an-association"
WORDS = {"ar": "جمعية", "fr": "association"}
PORT = "8971"

# Addresses, with {language}, a {word} to search for, and what tools/scene.py tells: {lesson}, {valid} and so on.
VISITOR = {
    "home": "/{language}/",
    "catalogue": "/{language}/courses/",
    "catalogue-filtered": "/{language}/courses/?level=advanced",
    "catalogue-empty": "/{language}/courses/?level=advanced&theme=volunteering",
    "course": "/{language}/courses/" + COURSE + "/",
    "course-outline-only": "/{language}/courses/participatory-budgeting/",
    "lesson": "/{language}/courses/{lesson}/",
    "library": "/{language}/library/",
    "text": "/{language}/library/dz/law/2012/12-06/",
    "search-start": "/{language}/search/",
    "search": "/{language}/search/?q={word}",
    "search-nothing": "/{language}/search/?q=zzzzqq",
    "sign-up": "/{language}/account/signup/",
    "sign-up-errors": "/{language}/account/signup/",
    "sign-in": "/{language}/account/login/",
    "sign-in-errors": "/{language}/account/login/",
    "password-forgotten": "/{language}/account/password/reset/",
    "privacy": "/{language}/privacy/",
    "terms": "/{language}/terms/",
    "accessibility": "/{language}/accessibility/",
    "verify": "/v/?lang={language}",
    "verify-valid": "/v/{valid}/?lang={language}",
    "verify-revoked": "/v/{revoked}/?lang={language}",
    "verify-unknown": "/v/ONSC-2026-000000000000-0/?lang={language}",
    "report": "/v/report/?serial={valid}&lang={language}",
    "report-errors": "/v/report/?serial={valid}&lang={language}",
    "not-found": "/{language}/nothing-here/",
}
LEARNER = {
    "home-signed-in": "/{language}/",
    "my-learning": "/{language}/learn/",
    "course-enrolled": "/{language}/courses/" + COURSE + "/",
    "lesson-enrolled": "/{language}/courses/{lesson}/",
    "lesson-studied": "/{language}/courses/{studied}/",
    "version": "/{language}/learn/{changed}/version/",
    "quiz-start": "/{language}/learn/{fresh}/quiz/",
    "quiz-question": "/{language}/learn/{open}/quiz/2/",
    "quiz-review": "/{language}/learn/{open}/quiz/review/",
    "quiz-failed": "/{language}/learn/{failed}/quiz/result/",
    "quiz-passed": "/{language}/learn/{passed}/quiz/result/",
    "leave": "/{language}/learn/" + COURSE + "/leave/",
    "names": "/{language}/account/names/",
    "profile": "/{language}/account/profile/",
    "password-change": "/{language}/account/password/change/",
    "forbidden": "/{language}/account/staff/",
}
# Nobody has begun anything with this account.
NEWCOMER = {
    "my-learning-empty": "/{language}/learn/",
    "enrol": "/{language}/learn/" + COURSE + "/enrol/",
    "confirm-names": "/{language}/learn/names/",
}
ROLES = {"": VISITOR, "learner": LEARNER, "editor": NEWCOMER}
# On these screens the form is sent empty first.
ERRORS = {"sign-up-errors", "sign-in-errors", "report-errors"}


def main(arguments: Sequence[str]) -> int:
    """Take the pictures into the folder that the arguments name."""
    parser = argparse.ArgumentParser(prog="./shots", description=__doc__)
    parser.add_argument("--into", type=Path, default=ROOT / "var" / "shots", help="the folder for the pictures")
    parser.add_argument("--only", default="", help="only screens whose name contains this")
    chosen = parser.parse_args(arguments)
    chosen.into.mkdir(parents=True, exist_ok=True)
    with _platform() as place, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        count = sum(
            _take(browser, place, chosen, look=(size, language, theme))
            for size in SIZES
            for language in LANGUAGES
            for theme in THEMES
        )
    print(f"{count} pictures in {chosen.into}")
    return 0


@dataclass(frozen=True)
class Place:
    """A platform that runs: its address, its demonstration accounts by role, and the addresses only it knows."""

    address: str
    accounts: dict[str, dict[str, str]]
    known: dict[str, str]


@contextmanager
def _platform() -> Iterator[Place]:
    """Start ./run on a folder and port of its own, and set the scene there."""
    with tempfile.TemporaryDirectory(prefix="kafaat-shots-") as var:
        address = f"http://127.0.0.1:{PORT}"
        environment = {**os.environ, "KAFAAT_VAR": var, "PORT": PORT}
        process = subprocess.Popen([ROOT / "run"], env=environment)
        try:
            _wait(f"{address}/healthz", process)
            yield look_around(address, Path(var), environment)
        finally:
            process.terminate()
            process.wait(timeout=60)


def look_around(address: str, var: Path, environment: dict[str, str]) -> Place:
    """Set the scene on a platform that runs, and return what is needed to photograph it."""
    setting = [sys.executable, "manage.py", "shell", "--no-imports", "-c", "from tools import scene; scene.set_up()"]
    scene = subprocess.run(setting, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    accounts = json.loads((var / "secrets" / "demo_accounts.json").read_text())["accounts"]
    return Place(address, {account["role"]: account for account in accounts}, json.loads(scene.stdout.splitlines()[-1]))


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(1800):
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
    browser: Browser, place: Place, chosen: argparse.Namespace, *, look: tuple[str, str, Literal["light", "dark"]]
) -> int:
    size, language, theme = look
    width, height = SIZES[size]
    count = 0
    for role, screens in ROLES.items():
        names = [name for name in screens if chosen.only in name]
        if not names:
            continue
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
        page = context.new_page()
        if role:
            _sign_in(page, place, role)
        for name in names:
            page.goto(place.address + screens[name].format(language=language, word=WORDS[language], **place.known))
            if name in ERRORS:
                with page.expect_navigation():
                    page.locator("main form[method=post] button[type=submit]").first.click()
            page.screenshot(path=chosen.into / f"{name}.{language}.{size}.{theme}.png", full_page=True)
            count += 1
        context.close()
    return count


def _sign_in(page: Page, place: Place, role: str) -> None:
    page.goto(f"{place.address}/ar/account/login/")
    page.fill('input[name="login"]', place.accounts[role]["email"])
    page.fill('input[name="password"]', place.accounts[role]["password"])
    page.locator('main button[type="submit"]').first.click()
    page.wait_for_url("**/learn/")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
