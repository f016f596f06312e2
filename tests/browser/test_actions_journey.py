"""From a result to a plan, through the year, to the next plan; without scripts and with them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def add(page: Page, text: str) -> None:
    page.get_by_role("button", name="Add an action").click()
    page.get_by_label("What will you do?").fill(text)
    page.get_by_label("Who leads on it? (optional)").fill("Head of estates")
    page.get_by_role("button", name="Add it to the plan").click()
    expect(page.get_by_text("The action is in the plan.")).to_be_visible()


@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])
def test_a_result_becomes_a_plan_and_what_is_unfinished_goes_on_into_the_next(site, browse, scripts):
    page = browse(scripts=scripts)
    page.goto(f"{site.draft if scripts else site.agreed}/results")
    page.get_by_role("link", name="Begin a plan of actions with this result").click()
    page.get_by_role("button", name="Begin the plan").click()
    add(page, "Train new colleagues")
    page.get_by_role("radio", name="Done").check()
    page.get_by_label("What happened?").fill("All of them")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It is noted.")).to_be_visible()
    page.get_by_role("link", name="Actions", exact=True).first.click()
    add(page, "Ask people")
    page.get_by_role("link", name="Actions", exact=True).first.click()
    page.get_by_role("link", name="Close it and begin the next").click()
    page.get_by_role("radio", name="It goes on").check()
    page.get_by_role("button", name="Close this plan and begin the next").click()
    expect(page.get_by_text("The next plan is begun.")).to_be_visible()
    expect(page.get_by_role("link", name="Ask people")).to_be_visible()
    expect(page.get_by_role("link", name="Train new colleagues")).to_have_count(0)
    expect(page.get_by_role("heading", name="Earlier plans")).to_be_visible()
