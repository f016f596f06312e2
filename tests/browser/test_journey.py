"""The main job in a real browser: start, answer, see where one stands, take the report along."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def start(page, questionnaire: str, organisation: str) -> None:
    page.goto("/")
    page.get_by_role("link", name=questionnaire, exact=True).click()
    page.get_by_role("button", name="Start an assessment").click()
    page.get_by_label("Name of the organisation").fill(organisation)
    page.get_by_label("Period").fill("2026")
    page.get_by_role("button", name="Save and continue").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_first_page_to_the_report(browse, site, scripts):
    page = browse(scripts=scripts)
    start(page, "Trauma-informed pledge: where do we stand?", f"Journey {scripts}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("where do we stand?")
    page.get_by_role("link", name="1. Understanding trauma and helping early").click()

    questions = page.locator(".question")
    for number in range(questions.count()):
        # The words of a card, not its circle: the whole card must be clickable.
        questions.nth(number).locator(".card-radio__text").nth(2).click()
    first = questions.first
    first.get_by_label("Comment (optional)").fill("We wrote it down.")
    first.locator("summary").click()
    first.get_by_label("What is it?").fill("Learning plan")
    first.get_by_role("button", name=re.compile("Save and add another piece")).click()
    expect(page.locator(".question").first.get_by_label("What is it?").nth(1)).to_be_visible()
    expect(page.locator(".question").first.get_by_label("What is it?").first).to_have_value("Learning plan")

    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2. Fairness and the causes of inequality")
    second = page.locator(".question").first
    second.get_by_label("This does not apply to us").check()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("alert").first).to_contain_text("Say why this does not apply to you")
    page.locator(".question").first.get_by_label("Why does it not apply to you?").fill("We serve nobody directly.")
    page.get_by_role("button", name="Save and leave").last.click()
    expect(page.get_by_text("Your answers are saved.")).to_be_visible()

    page.get_by_role("link", name="Check your answers").click()
    expect(page.get_by_text("Reason: We serve nobody directly.")).to_be_visible()
    page.get_by_role("button", name="See the results").click()
    expect(page.get_by_role("heading", name="Where to begin")).to_be_visible()
    expect(page.get_by_role("img", name="Score, range and stage of each section")).to_be_visible()
    page.get_by_role("button", name="Get the report").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF document").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")


def test_a_section_is_answered_by_keyboard_alone(browse, site):
    page = browse()
    start(page, "Everything a page can ask", "Keyboard")
    page.get_by_role("link", name="1. Learning").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1. Learning")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Some learn.")).to_be_checked()
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Save and leave":
            break
    focused = page.evaluate("document.activeElement.getBoundingClientRect().bottom")
    assert focused <= 900, "what has the focus must be in sight"
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your answers are saved.")).to_be_visible()
    expect(page.get_by_text("1 of 10 answered")).to_be_visible()


def test_enter_in_a_field_saves_and_stays(browse, site):
    page = browse()
    start(page, "Everything a page can ask", "Enter")
    page.get_by_role("link", name="1. Learning").click()
    page.get_by_label("Number").fill("12")
    page.get_by_label("Number").press("Enter")
    expect(page.get_by_text("Your answers are saved.")).to_be_visible()
    expect(page.get_by_label("Number")).to_have_value("12")


def test_back_and_reload_after_saving_lose_and_repeat_nothing(browse, site):
    page = browse()
    start(page, "Everything a page can ask", "Back")
    page.get_by_role("link", name="2. Care", exact=False).or_(page.get_by_role("link", name="Care", exact=True)).click()
    page.get_by_label("Some care.").check()
    page.get_by_role("button", name="Save and continue").click()
    page.reload()
    page.go_back()
    expect(page.get_by_label("Some care.")).to_be_checked()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Arrest")


def test_a_link_in_the_error_summary_leads_into_the_field(browse, site):
    page = browse()
    start(page, "Everything a page can ask", "Errors")
    page.get_by_role("link", name="1. Learning").click()
    page.get_by_label("Number").fill("many")
    first = page.locator(".question").first
    first.locator("summary").click()
    first.get_by_label("How far does it reach? (optional)").fill("All")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("link", name="How many? – Give a number").click()
    expect(page.get_by_label("Number")).to_be_focused()
    page.get_by_role("link", name=re.compile("Say what this piece of evidence is")).click()
    expect(page.locator("#learn_evidence_0_title")).to_be_focused()


def test_leaving_with_unsaved_words_asks_first(browse, site):
    page = browse()
    start(page, "Everything a page can ask", "Unsaved")
    page.get_by_role("link", name="1. Learning").click()
    page.get_by_label("Comment (optional)").first.fill("Not yet saved")
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="About the method").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("About the method")
    assert asked == ["beforeunload"]


def test_two_windows_that_answer_the_same_question_see_both_answers(browse, site):
    mine, theirs = browse(), browse()
    start(mine, "Everything a page can ask", "Two windows")
    mine.get_by_role("link", name="1. Learning").click()
    theirs.goto(mine.url)
    theirs.get_by_label("Some learn.").check()
    theirs.get_by_role("button", name="Save and leave").last.click()
    mine.get_by_label("All learn.").check()
    mine.get_by_label("Comment (optional)").first.fill("My long thoughts")
    mine.get_by_role("button", name="Save and continue").click()
    expect(mine.get_by_text("Somebody else answered this meanwhile. Stored now:")).to_be_visible()
    expect(mine.locator(".clash")).to_contain_text("1 · Exploring")
    expect(mine.get_by_label("All learn.")).to_be_checked()
    expect(mine.get_by_label("Comment (optional)").first).to_have_value("My long thoughts")
    mine.get_by_role("button", name="Save and leave").last.click()
    theirs.get_by_role("link", name="1. Learning").click()
    expect(theirs.get_by_label("Comment (optional)").first).to_have_value("My long thoughts")


def test_words_that_look_like_code_are_only_words(browse, site):
    page = browse()
    start(page, "Everything a page can ask", '"><script>window.hit=1</script><svg onload=window.hit=1>')
    page.get_by_role("link", name="1. Learning").click()
    page.get_by_label("Comment (optional)").first.fill("</textarea><img src=x onerror=window.hit=1>")
    page.get_by_role("button", name="Save and leave").last.click()
    for link in ("Check your answers", "Results"):
        page.goto(page.url.partition("?")[0])
        page.get_by_role("link", name=link, exact=True).click()
        assert page.evaluate("window.hit") is None
        page.go_back()
