"""From a result over what would change to a plan, through the year, to the next plan; without scripts and with them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def choose_next_steps(page: Page, results: str) -> None:
    """From a result: tick two steps, see what they would change, and put an action for each into the plan."""
    page.goto(results)
    page.get_by_role("button", name="Choose next steps").click()
    for box in page.get_by_role("group").get_by_role("checkbox").all()[:2]:
        box.check()
    page.get_by_role("button", name="Show what would change").first.click()
    expect(page.get_by_role("heading", name="What would change")).to_be_visible()
    page.get_by_role("button", name="Add to the plan").click()
    for at, words in enumerate(("Train new colleagues", "Ask people")):
        page.get_by_label("In your words").nth(at).fill(words)
    page.get_by_label("This is one of our key actions").first.check()
    page.get_by_role("button", name="Add to the plan").click()
    expect(page.get_by_role("link", name="Train new colleagues")).to_be_visible()


def look_at_it_together(page: Page) -> None:
    """After nine months: what was found, of the first check."""
    page.get_by_role("link", name="Look at the plan together").click()
    page.get_by_label("What was found? (optional)").first.fill("On its way")
    today = datetime.now(UTC)
    done = page.get_by_role("group", name="When was it done?").first
    for name, part in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        done.get_by_label(name).fill(str(part))
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("The check is saved.")).to_be_visible()


@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])
def test_a_result_becomes_a_plan_and_what_is_unfinished_goes_on_into_the_next(site, browse, scripts):
    page = browse(scripts=scripts)
    choose_next_steps(page, f"{site.draft if scripts else site.agreed}/results")
    page.get_by_role("link", name="Train new colleagues").click()
    page.get_by_role("radio", name="Done").check()
    page.get_by_label("What happened?").fill("All of them")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It is noted.")).to_be_visible()
    page.get_by_role("link", name="Actions", exact=True).first.click()
    look_at_it_together(page)
    page.get_by_role("link", name="Actions", exact=True).first.click()
    page.get_by_role("link", name="Close it and begin the next").click()
    expect(page.get_by_role("main")).to_contain_text("Train new colleagues")
    page.get_by_role("radio", name="It goes on").check()
    page.get_by_role("button", name="Close this plan and begin the next").click()
    expect(page.get_by_text("The next plan is begun.")).to_be_visible()
    expect(page.get_by_role("link", name="Ask people")).to_be_visible()
    expect(page.get_by_role("link", name="Train new colleagues")).to_have_count(0)
    expect(page.get_by_role("heading", name="Earlier plans")).to_be_visible()
