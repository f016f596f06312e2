"""From three people who answer apart to one signed result: workshop, moderation, signature, report."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from selfassess.cli import main
from selfassess.store.people import Role

pytestmark = pytest.mark.browser

TITLE = "Listening to people"
SAID = {"Ann": "Nobody ever asked me.", "Ben": "Our forum asks everybody.", "Cy": "I was asked once."}
DISSENT = "Two teams are never asked."
NOTE = "Who exactly is asked? Please say."
LOWERED = "The survey is of one team only."
HAS_FOCUS = """([wanted, words]) => document.activeElement.matches(wanted)
    && document.activeElement.textContent.trim().startsWith(words)"""


def card(page: Page, question: str, level: int) -> None:
    """Click the card of a level."""
    page.locator(f"#{question}_question .card-radio").nth(level).locator("label").click()


def go(page: Page, name: str | re.Pattern[str]) -> None:
    """Click the first link or button that is called this; some links look like buttons, and say so."""
    link, button = (page.get_by_role(role, name=name, exact=True) for role in ("link", "button"))
    link.or_(button).first.click()


def tab_to(page: Page, selector: str = "*", words: str = "") -> None:
    """Press Tab until what the selector finds has the focus, with these words at its beginning; then Enter for them."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate(HAS_FOCUS, [selector, words]):
            return page.keyboard.press("Enter") if words else None
    pytest.fail(f"Tab does not lead to {selector} {words}")


def take_step(page: Page, words: str) -> None:
    """From the hub: the step, and yes to the question before it."""
    go(page, words)
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
    page.get_by_role("button", name=words, exact=True).click()


def lead_asks_three(lead: Page, keep_picture) -> str:
    """Start an assessment that a moderator looks at and a signatory signs; gives its address."""
    lead.goto("/")
    go(lead, TITLE)
    go(lead, "Start an assessment")
    lead.get_by_label("Period").fill("2026")
    go(lead, "Save and continue")
    expect(lead.get_by_role("heading", level=1)).to_have_text(TITLE)
    hub = lead.url
    keep_picture(lead, "honest-01-hub-draft")
    go(lead, "Who takes part")
    lead.get_by_label("A moderator looks at it before it is agreed").check()
    lead.get_by_label("A signatory signs the result").check()
    go(lead, "Save")
    go(lead, "Contributors")
    go(lead, "Ask people")
    for name in SAID:
        lead.get_by_label(f"{name} Contributor").check()
    keep_picture(lead, "honest-03-ask-people")
    go(lead, "Ask them")
    lead.goto(hub)
    take_step(lead, "Open it to contributors")
    keep_picture(lead, "honest-05-hub-open")
    return hub


def ann_answers_on_a_phone(ann: Page, hub: str, keep_picture) -> None:
    ann.goto("/")
    keep_picture(ann, "honest-06-home-of-a-contributor-375")
    ann.goto(hub)
    go(ann, "Your sheet")
    keep_picture(ann, "honest-08-own-sheet-375")
    go(ann, "1. Asking")
    card(ann, "ask", 0)
    ann.locator("#ask_comment").fill(SAID["Ann"])
    card(ann, "act", 2)
    keep_picture(ann, "honest-09-own-section-375")
    go(ann, "Save and continue")
    card(ann, "care", 2)
    go(ann, "Save and continue")
    keep_picture(ann, "honest-10-own-check-375")
    ann.goto(f"{hub}/mine")
    go(ann, "This is all")


def ben_answers_without_scripts(ben: Page, hub: str) -> None:
    ben.goto(hub)
    go(ben, "Your sheet")
    go(ben, "1. Asking")
    card(ben, "ask", 3)
    ben.locator("#ask_comment").fill(SAID["Ben"])
    card(ben, "act", 2)
    go(ben, "Save and continue")
    card(ben, "care", 2)
    ben.locator("#care_question summary").last.click()
    ben.get_by_label("What is it?").last.fill("Staff survey")
    go(ben, "Save and continue")
    ben.goto(f"{hub}/mine")
    go(ben, "This is all")


def cy_answers_by_keyboard(cy: Page, hub: str) -> None:
    cy.goto(hub)
    tab_to(cy, words="Your sheet")
    expect(cy.get_by_role("heading", level=1)).to_have_text("Your sheet")
    tab_to(cy, words="1. Asking")
    expect(cy.get_by_role("heading", level=1)).to_have_text("1. Asking")
    for question, level in (("ask", 1), ("act", 1)):
        tab_to(cy, f"[name={question}_value]")
        cy.keyboard.press("Space")
        for _ in range(level):
            cy.keyboard.press("ArrowDown")
        if question == "ask":
            tab_to(cy, "#ask_comment")
            cy.keyboard.type(SAID["Cy"])
    tab_to(cy, words="Save and continue")
    expect(cy.get_by_role("heading", level=1)).to_have_text("2. Staff")
    tab_to(cy, "[name=care_value]")
    cy.keyboard.press("Space")
    cy.keyboard.press("ArrowDown")
    cy.keyboard.press("ArrowDown")
    tab_to(cy, words="Save and leave")
    expect(cy.get_by_text("Your answers are saved.")).to_be_visible()
    cy.goto(f"{hub}/mine")
    tab_to(cy, words="This is all")
    expect(cy.get_by_role("button", name="Go on with it")).to_be_visible()


def nobody_sees_the_others(windows: dict[str, Page], hub: str) -> None:
    """On no page that there is for them, of those that show answers, does anybody find what another said."""
    addresses = ("", "/mine", "/mine/check", "/check", "/results", "/report/view", "/contributors", "/workshop",
                 "/sections/asking", "/moderation")  # fmt: skip
    for name, page in windows.items():
        for address in addresses:
            page.goto(hub + address)
            shown = page.content()
            assert [said for one, said in SAID.items() if one != name and said in shown] == [], (name, address)


def workshop(lead: Page, projector: Page, hub: str, keep_picture) -> None:
    """What divides is talked about, with the question on the screen in the room; the rest is accepted."""
    lead.goto(hub)
    take_step(lead, "Open the workshop")
    keep_picture(lead, "honest-13-hub-workshop")
    go(lead, "Go to the workshop")
    keep_picture(lead, "honest-14-agenda")
    projector.goto(f"{hub}/workshop/screen")
    go(lead, re.compile("Go on with question"))
    for said in SAID.values():
        expect(lead.get_by_text(said)).to_be_visible()
    go(lead, "Show this one on the screen")
    expect(projector.locator(".screen__question")).to_have_text("Do we ask people what they need?")
    for said in SAID.values():
        assert said not in projector.content()
    lead.locator(".card-radio").nth(1).locator("label").click()
    lead.get_by_label("Why? (optional)").fill("Most of us were asked once.")
    lead.get_by_label("Who sees it differently, and why").fill(DISSENT)
    keep_picture(lead, "honest-15-workshop-question")
    go(lead, "Record and stay")
    expect(projector.locator(".screen__answer")).to_contain_text("Exploring")
    keep_picture(projector, "honest-16-screen")
    go(lead, "Agenda")
    for title, label in (("Nearly agreed", "Accept this proposal"), ("All agree", "Accept what all agree on")):
        lead.get_by_text(re.compile(f"{title}:")).click()
        go(lead, re.compile(label))
    keep_picture(lead, "honest-17-agenda-settled")
    take_step(lead, "Hand it to the moderator")


def moderator_returns_one(moderator: Page, hub: str, keep_picture) -> None:
    moderator.goto(hub)
    go(moderator, "Moderate the answers")
    go(moderator, re.compile("All answers"))
    keep_picture(moderator, "honest-21-moderation")
    go(moderator, re.compile("Do we ask people|^1.1"))
    moderator.get_by_label("Return it with a note").check()
    moderator.get_by_label("Your note").fill(NOTE)
    keep_picture(moderator, "honest-22-moderation-question")
    go(moderator, "Save and go back to the list")
    take_step(moderator, "Take it back to the workshop")
    expect(moderator.get_by_role("heading", level=1)).to_have_text(TITLE)


def lead_answers_it(lead: Page, late: Page, hub: str, keep_picture) -> None:
    """With what the moderator said in sight; another window keeps the question open, for later."""
    lead.goto(hub)
    keep_picture(lead, "honest-24-hub-returned")
    expect(lead.get_by_text(NOTE)).to_be_visible()
    lead.locator("dl a").first.click()
    keep_picture(lead, "honest-25-returned-question")
    expect(lead.get_by_text(NOTE)).to_be_visible()
    lead.get_by_label("Why? (optional)").fill("Visitors of both offices are asked.")
    go(lead, "Record and stay")
    late.goto(lead.url)
    lead.goto(hub)
    take_step(lead, "Hand it to the moderator")


def moderator_lowers_one(moderator: Page, hub: str, keep_picture) -> None:
    """Accept what was answered anew and the next; of the last the evidence backs less."""
    moderator.goto(f"{hub}/moderation?show=all")
    go(moderator, re.compile("Do we ask people|^1.1"))
    for _ in range(2):
        moderator.get_by_label("Accept it").check()
        go(moderator, "Save and go to the next")
    moderator.get_by_label("Say that the evidence backs less").check()
    moderator.get_by_label("1 · Exploring").check()
    moderator.get_by_label("Your note").fill(LOWERED)
    go(moderator, "Save and go back to the list")
    take_step(moderator, "Agree the result")


def signatory_signs(signatory: Page, hub: str, keep_picture) -> None:
    signatory.goto(hub)
    keep_picture(signatory, "honest-29-hub-of-a-signatory")
    go(signatory, "Sign and lock")
    expect(signatory.get_by_label("Name of the signatory")).to_have_value("Sue Signatory")
    signatory.get_by_label("Role or post").fill("Chief executive")
    signatory.get_by_label("I sign these words").check()
    keep_picture(signatory, "honest-30-sign")
    go(signatory, "Sign and lock")
    expect(signatory.get_by_text("The result is signed and locked.")).to_be_visible()
    keep_picture(signatory, "honest-31-results-signed")


def report_holds_everything(page: Page, hub: str, keep_picture) -> None:
    page.goto(f"{hub}/report")
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF document").click()
    printed = " ".join(" ".join(one.extract_text() for one in PdfReader(download.value.path()).pages).split())
    page.goto(f"{hub}/report/view")
    keep_picture(page, "honest-32-report")
    frame = " ".join(page.locator("body").inner_text().split())
    for words in (DISSENT, LOWERED, "Sue Signatory", "Chief executive"):
        assert words in printed
        assert words in frame


def what_is_said(page: Page, hub: str) -> str:
    page.goto(f"{hub}/check")
    return page.locator("main").inner_text()


def nothing_changes_any_more(late: Page, lead: Page, hub: str, keep_picture) -> None:
    """What was open in another window since before is refused, and shown to be copied; no page offers a change."""
    before = what_is_said(lead, hub)
    late.get_by_label("Why? (optional)").fill("Changed in secret")
    go(late, "Record and stay")
    expect(late.locator("main")).to_contain_text("signed and locked")
    expect(late.locator("main")).to_contain_text("Changed in secret")
    keep_picture(late, "honest-33-too-late")
    lead.goto(hub)
    keep_picture(lead, "honest-34-hub-signed")
    expect(lead.get_by_role("link", name=re.compile("Take it back|Delete"))).to_have_count(0)
    assert what_is_said(lead, hub) == before


def test_three_people_a_workshop_a_moderator_and_a_signatory_make_one_result(
    council, database_url, tmp_path, keep_picture
):
    leader = council.person("Lea Lead", Role.LEAD)
    lead, projector = council.window(leader), council.window(leader, 1600, 900)
    ann, ben, cy = (council.person(f"{name} Contributor", Role.CONTRIBUTOR) for name in SAID)
    moderator = council.window(council.person("Mo Moderator", Role.MODERATOR))
    signatory = council.window(council.person("Sue Signatory", Role.SIGNATORY))
    windows = {
        "Ann": council.window(ann, 375, 800),
        "Ben": council.window(ben, scripts=False),
        "Cy": council.window(cy),
    }
    hub = lead_asks_three(lead, keep_picture)
    ann_answers_on_a_phone(windows["Ann"], hub, keep_picture)
    ben_answers_without_scripts(windows["Ben"], hub)
    cy_answers_by_keyboard(windows["Cy"], hub)
    nobody_sees_the_others({**windows, "Lea": lead, "Mo": moderator, "Sue": signatory}, hub)

    workshop(lead, projector, hub, keep_picture)
    moderator_returns_one(moderator, hub, keep_picture)
    lead_answers_it(lead, projector, hub, keep_picture)
    moderator_lowers_one(moderator, hub, keep_picture)
    signatory_signs(signatory, hub, keep_picture)
    report_holds_everything(lead, hub, keep_picture)
    nothing_changes_any_more(projector, lead, hub, keep_picture)
    checked = CliRunner().invoke(
        main, ["verify"], env={"SELFASSESS_INSTANCE": str(tmp_path), "SELFASSESS_DATABASE_URL": database_url}
    )
    assert checked.exit_code == 0
    assert "1 of 1" in checked.output
