"""From the results over the next steps into a plan, as somebody does it: with scripts and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_results_into_the_plan(browse, site, keep_picture, scripts):
    page = browse(scripts=scripts)
    page.goto(site.agreed + "/results")
    page.get_by_role("button", name="Choose next steps").click()
    boxes = page.locator(".move input")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_role("heading", name="What would change")).to_be_in_viewport()
    assert page.url.count("raise=") == 2
    assert page.locator(".beside--whole strong").count()
    boxes.nth(1).uncheck()
    page.get_by_role("button", name="Show what would change").click()
    assert page.url.count("raise=") == 1
    page.get_by_text("Add to the plan").click()
    expect(page.locator(".suggested__use input:checked")).to_have_count(1 if scripts else 0)
    hidden = page.locator(".suggested").filter(has=page.locator(".suggested__use input:not(:checked)"))
    if hidden.count():
        expect(hidden.first.get_by_label("In your words")).to_be_hidden()
    keep_picture(page, f"next-steps-into-the-plan-{'with' if scripts else 'without'}-scripts")
    page.locator(".suggested__use input").first.check()
    words = "Two letters are rewritten with those who get them."
    page.get_by_label("In your words").first.fill(words)
    page.get_by_text("Who leads, when, and how you will know").first.click()
    page.get_by_label("Who leads on it?").first.fill("Head of communications")
    page.get_by_label("Day").first.fill("30")
    page.get_by_text("Add to the plan").last.click()
    expect(page.get_by_text("Enter a real day").first).to_be_visible()
    expect(page.get_by_label("In your words").first).to_have_value(words)
    page.get_by_label("Day").first.fill("")
    page.get_by_text("Add to the plan").last.click()
    expect(page.get_by_text("1 action is in the plan")).to_be_visible()
    expect(page.get_by_text(words).first).to_be_visible()


def test_the_keyboard_is_enough(browse, site):
    page = browse()
    page.goto(site.draft + "/next-steps")
    page.locator(".move input").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What would change")).to_be_visible()
    page.locator(".would__chosen a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".move input").first).to_be_focused()


def test_a_link_to_a_level_of_a_folded_list_opens_it(browse, site):
    page = browse()
    page.goto(site.agreed + "/next-steps?raise=c8-leaders.4")
    page.locator(".would__chosen a").first.click()
    expect(page.locator("#level-c8-leaders")).to_be_in_viewport()
    expect(page.locator("#level-c8-leaders")).to_have_value("c8-leaders.4")
