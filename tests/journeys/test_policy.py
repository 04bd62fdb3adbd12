"""No page breaks the content security policy, of the platform or of its administration."""

import re
from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route

from tests.journeys.conftest import Platform

pytestmark = pytest.mark.journey

# The browser's own message is cut short for some violations; the event names each.
COLLECTOR = """
document.addEventListener("securitypolicyviolation", (event) => console.error(
  "Content Security Policy", event.effectiveDirective, event.blockedURI, event.sourceFile, event.lineNumber
));
"""
ADDRESSES = """
from courses.models import CoursePage, LessonPage, QuizPage, Question
course = CoursePage.objects.get(slug="participatory-democracy-basics", locale__language_code="ar")
pages = [course, *[model.objects.descendant_of(course).first() for model in (LessonPage, QuizPage)]]
for page in pages:
    print(f"/cms/pages/{page.pk}/edit/")
for act in ("outline", "submit", "release", "return", "retire"):
    print(f"/cms/teaching/{course.pk}/{act}/")
blocks = LessonPage.objects.get(slug="checking-images-and-videos", locale__language_code="ar")
print(f"/cms/pages/{blocks.pk}/edit/")
print(f"/cms/pages/{course.pk}/")
french = course.get_translation(CoursePage.objects.get(slug=course.slug, locale__language_code="fr").locale)
print(f"/cms/pages/{french.pk}/edit/")
print(f"/cms/localize/submit/page/{course.pk}/")
print(f"/cms/snippets/courses/question/edit/{Question.objects.first().pk}/")
"""
PLACES = {
    "admin": [
        "/cms/",
        "/cms/users/",
        "/cms/account/",
        "/cms/snippets/certificates/certificate/",
        "/cms/settings/cms/sitesettings/1/",
    ],
    "editor": [
        "/cms/",
        "/cms/pages/",
        "/cms/pages/search/?q=a",
        "/cms/snippets/courses/question/",
        "/cms/snippets/courses/question/add/",
        "/cms/snippets/library/regulatorytext/add/",
        "/cms/reports/site-history/",
        "/cms/reports/aging-pages/",
    ],
}


def watched(context: BrowserContext) -> tuple[Page, list[str]]:
    """Return a page and the list that grows with each violation, and each other error, that it meets."""
    context.set_default_timeout(60_000)
    page, found = context.new_page(), list[str]()
    page.add_init_script(COLLECTOR)
    page.on("console", lambda told: found.append(f"{page.url}: {told.text}") if told.type == "error" else None)
    page.on("pageerror", lambda error: found.append(f"{page.url}: {error}"))
    return page, found


def view_of(address: str) -> str:
    """Return what addresses of the same view have in common."""
    path, _, question = address.partition("?")
    path = re.sub(r"/\d+/|/[0-9a-f-]{36}/", "/N/", path)
    parts = path.split("/")
    if len(parts) > 3 and parts[2] in {"courses", "library", "learn"}:
        path = "/".join([*parts[:3], *("*" for _part in parts[3:-1]), ""])
    names = re.findall(r"(\w+)=", question)
    return f"{path}?{'&'.join(names)}"


def crawl(page: Page, starts: list[str], below: str, most: int) -> list[str]:
    """Visit the starts and, from page to page, one address of each view below a path; return what was visited."""
    queue, seen, views = list(starts), list[str](), Counter[str]()
    while queue and len(seen) < most:
        address = queue.pop(0)
        seen.append(address)
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, f"{address} answers {answer.status}"
        # Who may not see a page of the administration is sent to its first one.
        assert address not in starts or page.url.endswith(address), f"{address} leads to {page.url}"
        for link in page.eval_on_selector_all("a[href]", "links => links.map(link => link.pathname + link.search)"):
            is_new = link not in seen and link not in queue and not views[view_of(link)]
            if is_new and re.match(below, link) and not re.search(r"log-?out|export|/bulk/|/documents/\d", link):
                views[view_of(link)] += 1
                queue.append(link)
    return seen


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_public_pages_keep_the_policy(visitor: Callable[..., BrowserContext], language: str) -> None:
    page, found = watched(visitor())

    seen = crawl(page, [f"/{language}/", "/v/"], rf"/{language}/|/v/", 60)

    assert {view_of(address) for address in seen} >= {
        f"/{language}/courses/?",
        f"/{language}/courses/*/?",
        f"/{language}/courses/*/*/*/?",
        f"/{language}/account/signup/?",
    }
    assert found == []


@pytest.mark.parametrize("role", ["admin", "editor"])
def test_administration_keeps_the_policy(visitor: Callable[..., BrowserContext], platform: Platform, role: str) -> None:
    context = visitor(viewport={"width": 1280, "height": 800}, timezone_id="Africa/Algiers")
    page, found = watched(context)
    person = platform.account(role)
    page.goto("/ar/account/login/")
    page.fill('input[name="login"]', person["email"])
    page.fill('input[name="password"]', person["password"])
    page.locator('main button[type="submit"]').first.click()
    page.wait_for_url("**/ar/learn/")

    pages = [line for line in platform.query(ADDRESSES).split() if line.startswith("/cms/")] if role == "editor" else []

    crawl(page, [*PLACES[role], *pages], "/cms/", 60)

    assert found == []


def test_collector_sees_a_violation(visitor: Callable[..., BrowserContext]) -> None:
    page, found = watched(visitor())

    def add_script(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</main>", "<script>window.ran = 1</script></main>"))

    page.route("**/ar/courses/", add_script)
    page.goto("/ar/courses/")

    assert any("script-src" in line for line in found)
    assert page.evaluate("window.ran") is None
