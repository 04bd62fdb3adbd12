"""A trainer writes, an editor releases, a visitor reads."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import Platform

pytestmark = pytest.mark.journey

COURSE = "volunteer-management"
TITLE = "اجتماع الحي الأول"
PAGES = f"""
from courses.models import CoursePage, ModulePage
course = CoursePage.objects.get(slug="{COURSE}", locale__language_code="ar")
print(course.pk, ModulePage.objects.child_of(course).first().pk)
"""


def sign_in(context: BrowserContext, person: dict[str, str]) -> Page:
    """Return a page of somebody who has signed in."""
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto("/ar/account/login/")
    page.fill('input[name="login"]', person["email"])
    page.fill('input[name="password"]', person["password"])
    page.locator('main button[type="submit"]').first.click()
    page.wait_for_url("**/ar/learn/")
    return page


def add_lesson(page: Page, module: str) -> None:
    """Write a lesson as a draft."""
    page.goto(f"/cms/pages/add/courses/lessonpage/{module}/")
    page.fill('input[name="title"]', TITLE)
    page.locator('input[name="title"]').blur()
    expect(page.locator('input[name="slug"]')).not_to_have_value("")
    page.locator(".c-sf-add-button").first.click()
    page.locator('[role="option"]').first.click()
    page.locator('[data-contentpath="body"] [contenteditable="true"]').last.click()
    page.keyboard.type(TITLE)
    page.locator("button.action-save").first.click()
    page.wait_for_url("**/edit/**")


def act(page: Page, course: str, name: str) -> None:
    """Do what the course's own page offers."""
    page.goto(f"/cms/pages/{course}/edit/")
    page.goto(page.locator(f'a[href="/cms/teaching/{course}/{name}/"]').first.get_attribute("href") or "")
    page.locator('main form[method="post"] button[type="submit"]').first.click()
    page.wait_for_url("**/edit/**")


def test_trainer_writes_and_editor_releases(visitor: Callable[..., BrowserContext], platform: Platform) -> None:
    desk = {"viewport": {"width": 1280, "height": 800}}
    course, module = platform.query(PAGES).split()[-2:]
    trainer = sign_in(visitor(**desk), platform.account("trainer"))
    editor = sign_in(visitor(**desk), platform.account("editor"))
    reader = visitor().new_page()

    add_lesson(trainer, module)
    assert trainer.locator('[name="action-publish"]').count() == 0
    act(trainer, course, "submit")
    reader.goto(f"/ar/courses/{COURSE}/")
    expect(reader.locator("main")).not_to_contain_text(TITLE)
    editor.goto("/cms/")
    expect(editor.locator(f'main a[href*="/{course}/"]').first).to_be_visible()
    editor.goto(f"/cms/pages/{course}/edit/")
    assert editor.locator('[name="action-publish"]').count() == 0
    act(editor, course, "release")

    reader.goto(f"/ar/courses/{COURSE}/")
    reader.locator("main a.outline__link", has_text=TITLE).click()
    expect(reader.locator("h1")).to_contain_text(TITLE)


def test_editor_drags_the_last_item_of_a_module_to_its_beginning(
    visitor: Callable[..., BrowserContext], platform: Platform
) -> None:
    course, module = platform.query(PAGES).split()[-2:]
    page = sign_in(visitor(viewport={"width": 1280, "height": 2400}), platform.account("editor"))
    page.goto(f"/cms/teaching/{course}/outline/")
    items = page.locator(f"#part-{module} .parts > li")
    last = items.last.get_attribute("data-part")

    page.drag_and_drop(f"#part-{last} .part__grip", f"#part-{module} .parts", target_position={"x": 100, "y": 4})

    expect(items.first).to_have_attribute("data-part", str(last))
    expect(page.locator(".messages .success")).to_be_visible()
