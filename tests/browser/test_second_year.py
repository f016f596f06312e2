"""The second year in a real browser: start from the first, confirm levels or judge them anew, see and print both."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pypdf import PdfReader

pytestmark = pytest.mark.browser

AXE = Axe()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
REASON = "The list was gone through again in May; nothing is missing."
FOCUSED = """([selector, words]) => document.activeElement.matches(selector)
    && document.activeElement.innerText?.trim().startsWith(words)"""


def go(page: Page, words: str | re.Pattern[str]) -> None:
    page.get_by_role("link", name=words).or_(page.get_by_role("button", name=words)).first.click()


def question(page: Page, id: str):
    return page.locator(f"#{id}_question")


def fits_and_has_no_barrier(page: Page) -> None:
    """With everything unfolded, at 320 pixels and for axe."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size(size)
    page.evaluate("document.querySelectorAll('.question:nth-of-type(n+4)').forEach(one => one.remove())")
    found = AXE.run(page, options=RULES).response["violations"]
    assert [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found] == []
    page.reload()


def start_next(page: Page, organisation: str, keep_picture) -> str:
    """From the list of assessments, in one click and a page of proposals; gives the address of the new hub."""
    page.goto("/")
    place = page.locator("section.organisation", has_text=organisation)
    place.get_by_role("link", name=re.compile("Start 2027 from this")).click()
    expect(page.get_by_label("Period")).to_have_value("2027")
    keep_picture(page, f"second-year-start-{page.viewport_size['width']}")
    go(page, "Save and continue")
    expect(page.get_by_text(re.compile("Beside 2026: 0 confirmed, 0 judged anew"))).to_be_visible()
    return page.url


def confirm_with_a_reason(page: Page, hub: str, keep_picture) -> None:
    page.goto(f"{hub}/sections/c1")
    one = question(page, "c1-learning")
    expect(one.locator(".before")).to_contain_text("In 2026:")
    one.locator(".still summary").click()
    one.get_by_label("Why is it still true?").fill(REASON)
    keep_picture(page, "second-year-still-true-1280")
    one.get_by_role("button", name=re.compile("^Still true:")).click()
    expect(page.get_by_text(re.compile("Taken over from 2026:"))).to_be_visible()
    expect(question(page, "c1-learning").get_by_label("Comment (optional)")).to_have_value(REASON)
    expect(question(page, "c1-learning").locator(".still")).to_have_count(0)


def confirm_with_a_day_and_its_evidence(page: Page) -> None:
    one = question(page, "c1-understanding")
    one.locator(".still summary").click()
    one.get_by_role("checkbox").first.check()
    one.get_by_role("button", name=re.compile("^Still true:")).click()
    expect(question(page, "c1-understanding").locator(".before__confirmed")).to_contain_text("checked on")
    expect(question(page, "c1-understanding").locator(".titles li")).to_have_count(1)


def judge_anew(page: Page, hub: str, keep_picture) -> None:
    """One pairs and is judged, one was asked in other words and says so."""
    question(page, "c1-practice").locator(".card-radio").nth(0).locator("label").click()
    go(page, "Save and leave")
    page.goto(f"{hub}/sections/c3")
    reworded = question(page, "c3-managers")
    expect(reworded.locator(".before--differs")).to_contain_text("The wording changed what it asks.")
    expect(reworded.locator(".before--differs")).to_contain_text("Asked then: “How ready are line managers")
    expect(reworded.locator(".still")).to_have_count(0)
    keep_picture(page, "second-year-reworded-1280")
    reworded.locator(".card-radio").nth(2).locator("label").click()
    go(page, "Save and leave")
    expect(page.get_by_text(re.compile("Beside 2026: 2 confirmed, 1 judged anew"))).to_be_visible()
    keep_picture(page, "second-year-hub-1280")


def everything_tells_it(page: Page, hub: str, keep_picture) -> None:
    page.goto(f"{hub}/check")
    expect(page.locator("#c1-learning_row")).to_contain_text("Confirmed: still as in 2026")
    expect(page.locator("#c1-practice_row")).to_contain_text(re.compile("Judged anew: (lower|the same)"))
    keep_picture(page, "second-year-check-1280")
    page.goto(f"{hub}/results")
    expect(page.get_by_text(re.compile("2027 beside 2026: 2 confirmed, 1 judged anew"))).to_be_visible()
    page.get_by_text("What was confirmed, and what was judged anew").click()
    keep_picture(page, "second-year-results-1280")
    page.goto(f"{hub}/report")
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF document").click()
    printed = " ".join(" ".join(one.extract_text() for one in PdfReader(download.value.path()).pages).split())
    page.goto(f"{hub}/report/view")
    shown = " ".join(page.locator("body").inner_text().split())
    for words in ("Looking back at last year’s levels", "Levels of 2026 that were confirmed", REASON):
        assert words in shown
        assert words in printed


def test_levels_are_confirmed_or_judged_anew_and_the_report_tells_which(browse, site, keep_picture):
    page = browse(width=1280)
    hub = start_next(page, "Example Community Trust", keep_picture)
    page.goto(f"{hub}/sections/c1")
    fits_and_has_no_barrier(page)
    confirm_with_a_reason(page, hub, keep_picture)
    confirm_with_a_day_and_its_evidence(page)
    judge_anew(page, hub, keep_picture)
    everything_tells_it(page, hub, keep_picture)
    narrow = browse(width=375, height=800)
    for name, address in (("section", "/sections/c1"), ("reworded", "/sections/c3"), ("results", "/results")):
        narrow.goto(hub + address)
        keep_picture(narrow, f"second-year-{name}-375")
    page.goto(hub)
    fits_and_has_no_barrier(page)


def tab_to(page: Page, selector: str, words: str = "") -> None:
    """Press Tab until what the selector finds has the focus, with these words at its beginning."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED, [selector, words]):
            return
    pytest.fail(f"Tab does not lead to {selector} {words}")


def test_without_scripts_and_by_keyboard_alone(browse, site, keep_picture):
    page = browse(width=375, height=800, scripts=False)
    page.goto("/")
    place = page.locator("section.organisation", has_text="Example Constabulary")
    place.get_by_role("link", name=re.compile("Start 2027 from this")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Start the next assessment")
    tab_to(page, "main button", "Save and continue")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("Beside 2026: 0 confirmed"))).to_be_visible()
    tab_to(page, "a", "1. ")
    page.keyboard.press("Enter")
    first = page.locator(".question").first
    id = (first.get_attribute("id") or "").removesuffix("_question")
    tab_to(page, f"#{id}_question summary", "Still true?")
    page.keyboard.press("Enter")
    tab_to(page, f"#{id}_still_why")
    page.keyboard.type(REASON)
    keep_picture(page, "second-year-still-true-375")
    tab_to(page, f"#{id}_still button", "Still true:")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("Taken over from 2026:"))).to_be_visible()
    expect(page.locator(f"#{id}_comment")).to_have_value(REASON)
    expect(page.locator(f"#{id}_value").or_(page.locator(f"input[name={id}_value]:checked")).last).to_be_checked()
    second = page.locator(".question").nth(1)
    second.locator(".still summary").focus()
    page.keyboard.press("Enter")
    second.get_by_label("Why is it still true?").fill("Half said")
    tab_to(page, ".save-bar button", "Save and continue")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").first).to_contain_text("Press “Still true” to take the level over")
    keep_picture(page, "second-year-not-pressed-375")
