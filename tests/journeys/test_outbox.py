"""What a learner does outlives a cut line, a closed tab and a killed server, and is nobody else's."""

import contextlib
import json
import os
import signal
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import Platform
from tests.journeys.phones import API, LESSON, PASSWORD, QUIZ, Person, Phone, choose, eventually, expect_told

pytestmark = pytest.mark.journey


def test_answers_given_without_a_line_arrive_when_it_is_back(phone: Phone) -> None:
    first, second = phone.person.paper[:2]
    page = phone.open(f"{QUIZ}/1/")
    choose(page, first[0])
    expect_told(page, "saved")
    page.locator('button[form="answer"]').click()
    page.wait_for_url("**/quiz/2/")

    phone.context.set_offline(offline=True)
    choose(page, second[0])
    expect_told(page, "kept")
    page.locator('button[form="answer"]').click()
    expect_told(page, "waits")
    assert page.url.endswith("/quiz/2/")
    assert phone.answers() == [[first[0]]]
    phone.context.set_offline(offline=False)

    expect_told(page, "saved")
    assert sorted(phone.answers()) == sorted([[first[0]], [second[0]]])
    page.locator('button[form="answer"]').click()
    page.wait_for_url("**/quiz/3/")


def test_page_reloaded_when_the_line_is_back_shows_and_sends_what_was_kept(phone: Phone) -> None:
    option = phone.person.paper[0][1]
    page = phone.open(f"{QUIZ}/1/")
    page.route(API, lambda route: route.abort())
    choose(page, option)
    expect_told(page, "kept")

    page.unroute(API)
    page.reload()

    expect(page.locator(f'[name=answer][value="{option}"]')).to_be_checked()
    expect_told(page, "saved")
    assert phone.answers() == [[option]]


def test_review_sends_before_it_submits_and_stays_when_it_cannot(phone: Phone) -> None:
    option = phone.person.paper[0][0]
    page = phone.open(f"{QUIZ}/1/")
    phone.context.route(API, lambda route: route.abort())
    choose(page, option)
    expect_told(page, "kept")
    page.goto(f"{QUIZ}/review/")
    page.locator('button[form="send"]').click()
    expect_told(page, "waits")
    assert page.url.endswith("/review/")
    phone.context.unroute(API)

    page.locator('button[form="send"]').click()
    page.wait_for_url("**/quiz/result/")

    assert phone.answers() == [[option]]


ANSWER_IN_A_HURRY = """
option => {
  localStorage.removeItem("late");
  setTimeout(() => localStorage.setItem("late", "yes"), 300);
  document.querySelector(`[value="${option}"]`).click();
}
"""


@pytest.mark.parametrize("has_line", [True, False], ids=["line", "no-line"])
def test_tab_closed_within_300_ms_loses_no_answer(phone: Phone, *, has_line: bool) -> None:
    other = phone.open("/ar/learn/")

    # A busy machine may be slower: then the next question is answered in a hurry.
    for number, options in enumerate(phone.person.paper, 1):
        page = phone.open(f"{QUIZ}/{number}/")
        page.wait_for_load_state("networkidle")
        phone.context.set_offline(offline=not has_line)
        page.evaluate(ANSWER_IN_A_HURRY, options[0])
        page.close()
        phone.context.set_offline(offline=False)
        if other.evaluate("localStorage.getItem('late')") is None:
            break
    else:
        pytest.fail("the tab was never closed within 300 ms")

    if not has_line:
        other.reload()
    eventually(lambda: [options[0]] in phone.answers(), wanted=True)


def test_answer_that_a_full_phone_cannot_keep_is_told_of_until_the_server_has_it(phone: Phone) -> None:
    option = phone.person.paper[0][0]
    phone.context.add_init_script(
        "IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); }"
    )
    page = phone.open(f"{QUIZ}/1/")
    page.route(API, lambda route: route.abort())
    choose(page, option)
    expect_told(page, "full")

    page.unroute(API)
    page.locator('button[form="answer"]').click()
    page.wait_for_url("**/quiz/2/")

    assert phone.answers() == [[option]]


def test_second_person_on_the_phone_inherits_nothing(phone: Phone, people: list[Person]) -> None:
    option, other = phone.person.paper[0][0], Phone(phone.context, people.pop(), phone.platform)
    left_open, page = phone.open(f"{QUIZ}/1/"), phone.open(f"{QUIZ}/1/")
    phone.context.route(API, lambda route: route.abort())
    choose(left_open, option)
    expect_told(left_open, "kept")

    sign_out(page)
    sign_in(page, other.person)
    phone.context.unroute(API)
    left_open.evaluate("dispatchEvent(new Event('online'))")
    expect_told(left_open, "out")
    left_open.close()
    back_to(page, f"{QUIZ}/1/")
    expect(page.locator("#outbox [data-state]:visible")).to_have_count(0)
    assert page.locator("[name=answer]:checked").count() == 0
    stored = page.evaluate(STORED)
    assert len(stored["events"]) == 1
    assert option not in json.dumps(stored)
    assert (phone.answers(), other.answers()) == ([], [])

    sign_out(page)
    sign_in(page, phone.person)

    eventually(phone.answers, [[option]])
    assert other.answers() == []
    eventually(lambda: page.evaluate(STORED)["events"], [])


def test_answers_of_a_phone_that_can_take_nothing_out_of_its_store_are_saved_and_hold_up_nothing(phone: Phone) -> None:
    option = phone.person.paper[0][0]
    phone.context.add_init_script("IDBObjectStore.prototype.delete = () => { throw new DOMException('broken'); }")
    page = phone.open(f"{QUIZ}/1/")

    choose(page, option)
    expect_told(page, "saved")
    page.locator('button[form="answer"]').click()

    page.wait_for_url("**/quiz/2/")
    assert phone.answers() == [[option]]


def test_answers_of_a_phone_that_denies_its_store_are_sent(phone: Phone) -> None:
    option = phone.person.paper[0][0]
    phone.context.add_init_script("IDBFactory.prototype.open = () => { throw new DOMException('denied'); }")
    page = phone.open(f"{QUIZ}/1/")

    choose(page, option)

    expect_told(page, "saved")
    assert phone.answers() == [[option]]


def test_quiz_in_an_old_browser_says_saved_only_of_what_the_server_has(phone: Phone) -> None:
    phone.context.add_init_script("delete Crypto.prototype.randomUUID")
    page = phone.open(f"{QUIZ}/1/")
    choose(page, phone.person.paper[0][0])
    page.locator('button[form="answer"]').click()
    page.wait_for_url("**/quiz/2/")
    page = phone.open(f"{QUIZ}/1/")
    expect_told(page, "saved")

    choose(page, phone.person.paper[0][1])

    expect(page.locator("#outbox [data-state]:visible")).to_have_count(0)
    assert phone.answers() == [[phone.person.paper[0][0]]]


def test_answers_of_a_phone_whose_count_was_spoilt_are_taken(phone: Phone) -> None:
    option = phone.person.paper[0][0]
    phone.context.add_init_script("localStorage.setItem('outbox', '1e300')")
    page = phone.open(f"{QUIZ}/1/")

    choose(page, option)

    expect_told(page, "saved")
    assert phone.answers() == [[option]]


def back_to(page: Page, address: str) -> None:
    """Press "back" until the browser is where it was before."""
    while not page.url.endswith(address):
        page.go_back()


# All that a person with this phone can find in its stores, as far as it is text.
STORED = """
new Promise((done) => {
  const request = indexedDB.open("outbox");
  request.onsuccess = () => {
    const rows = request.result.transaction("events").objectStore("events").getAll();
    rows.onsuccess = () => done({
      local: { ...localStorage },
      session: { ...sessionStorage },
      events: rows.result.map((row) => ({ ...row, sealed: new TextDecoder().decode(row.sealed) })),
    });
  };
})
"""


def sign_out(page: Page) -> None:
    page.goto("/ar/account/logout/")
    page.locator('main button[type="submit"]').first.click()
    page.wait_for_load_state()


def sign_in(page: Page, person: Person) -> None:
    page.goto("/ar/account/login/")
    page.fill('input[name="login"]', person.email)
    page.fill('input[name="password"]', PASSWORD)
    page.locator('main button[type="submit"]').first.click()
    page.wait_for_url("**/ar/learn/")


def test_ten_tabs_of_a_lesson_count_as_one(phone: Phone) -> None:
    started = time.monotonic()
    pages = [phone.open(LESSON) for _ in range(10)]
    for page in pages:
        page.mouse.move(100, 100)
    pages[0].locator("[data-end]").scroll_into_view_if_needed()
    expect_told(pages[0], "saved")
    time.sleep(2)
    for page in pages:
        page.close()
    elapsed = time.monotonic() - started

    eventually(lambda: len(phone.events("active")) >= 10, wanted=True)
    seconds, has_ended = phone.state()
    assert has_ended
    assert 2 <= seconds <= elapsed + 1
    assert sum(event["seconds"] for event in phone.events("active")) > 2 * seconds


def test_lesson_completed_while_it_is_open_says_so(phone: Phone) -> None:
    page = phone.context.new_page()

    def complete(route: Route) -> None:
        answer = route.fetch()
        told = answer.json()
        route.fulfill(response=answer, json={**told, "items": [{**item, "is_done": True} for item in told["items"]]})

    page.route(API, complete)
    page.goto(LESSON)
    page.locator("footer.section").scroll_into_view_if_needed()

    expect_told(page, "done")


def test_killed_server_loses_no_answer(phone: Phone) -> None:
    option, failed = phone.person.paper[0][0], list[str]()
    page = phone.open(f"{QUIZ}/1/")
    page.wait_for_load_state("networkidle")
    page.on("requestfailed", lambda request: failed.append(request.method))

    def kill(route: Route) -> None:
        if not failed:
            kill_server(phone.platform)
        route.continue_()

    page.route(API, kill)
    choose(page, option)

    expect(page.locator("#outbox [data-state=saved]")).to_be_visible(timeout=60_000)
    assert "POST" in failed
    assert phone.answers() == [[option]]


def kill_server(platform: Platform) -> None:
    """Kill the web server, master and worker, without a warning; ./run starts it again."""
    bound = platform.address.removeprefix("http://")
    killed = 0
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            if bound in (folder / "cmdline").read_text().split("\0"):
                os.kill(int(folder.name), signal.SIGKILL)
                killed += 1
    assert killed
