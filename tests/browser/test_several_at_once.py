"""People who come too late or at the same moment, and people who are not who they would have to be."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from selfassess.answers.model import Answer, State
from selfassess.language import Translator
from selfassess.services.access import Actor
from selfassess.services.account_letters import Post
from selfassess.services.assessments import open_assessment
from selfassess.services.contributors import ask_members
from selfassess.services.participating import Wanted
from selfassess.services.rights import Action
from selfassess.services.saving import save_section
from selfassess.services.steps import Moved, move
from selfassess.store.people import Role
from selfassess.voices.steps import WorkStatus

pytestmark = pytest.mark.browser

WORDS = "Typed before the door was shut."


def step(council: Any, lead: Actor, id: str, to: WorkStatus) -> None:
    seen = open_assessment(council.database, lead, id, Action.SEE_ASSESSMENT).assessment.revision
    assert isinstance(move(council.database, lead, id, to, seen=seen, now=council.now), Moved)


def opened(council: Any, lead: Actor, *contributors: Actor) -> str:
    """An assessment that is open to these contributors."""
    id = str(council.start(lead))
    mail = Post(t=Translator(), base_address=council.address)
    accounts = [one.account for one in contributors if one.account]
    ask_members(council.database, lead, id, accounts, Wanted(), mail, now=council.now)
    step(council, lead, id, WorkStatus.OPEN)
    return id


def test_of_two_leads_who_take_a_step_at_once_one_is_told_what_happened(council, keep_picture):
    first, second = (council.person(name, Role.LEAD) for name in ("Lea Lead", "Lou Lead"))
    id = opened(council, first, council.person("Ann Apart", Role.CONTRIBUTOR))
    lea, lou = council.window(first), council.window(second)
    for page in (lea, lou):
        page.goto(f"/assessments/{id}/steps/workshop")
    expect(lea.get_by_text("1 contributor has not finished")).to_be_visible()
    for page in (lea, lou):
        page.get_by_role("button", name="Open the workshop").click()
    expect(
        lea.get_by_role("link", name="Go to the workshop").or_(lea.get_by_role("button", name="Go to the workshop"))
    ).to_be_visible()
    expect(lou.get_by_role("heading", level=1)).to_have_text("The assessment has changed meanwhile")
    expect(lou.locator("main")).to_contain_text("Lea Lead")
    keep_picture(lou, "several-two-leads")
    lou.locator("main").get_by_role("link").or_(lou.locator("main").get_by_role("button")).first.click()
    expect(lou).to_have_url(f"{council.address}/assessments/{id}")


def types_and_sends(page: Page) -> None:
    page.locator("#ask_comment").fill(WORDS)
    page.get_by_role("button", name="Save and continue").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_who_answers_after_closing_sees_their_own_words_to_copy(council, keep_picture, scripts):
    lead, ann = council.person("Lea Lead", Role.LEAD), council.person("Ann Apart", Role.CONTRIBUTOR)
    id = opened(council, lead, ann)
    page = council.window(ann, 375, 800, scripts=scripts)
    page.goto(f"/assessments/{id}/mine/sections/asking")
    step(council, lead, id, WorkStatus.WORKSHOP)
    types_and_sends(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("This could not be saved any more")
    expect(page.locator("textarea")).to_have_value(WORDS)
    keep_picture(page, f"several-too-late-375-{scripts}")


def test_who_is_removed_while_writing_keeps_the_words_and_is_told(council, keep_picture):
    lead, ann = council.person("Lea Lead", Role.LEAD), council.person("Ann Apart", Role.CONTRIBUTOR)
    id = opened(council, lead, ann, council.person("Ben Apart", Role.CONTRIBUTOR))
    page, lea = council.window(ann, scripts=False), council.window(lead)
    page.goto(f"/assessments/{id}/mine/sections/asking")
    lea.goto(f"/assessments/{id}/contributors")
    lea.get_by_role("link", name="Change – Ann Apart").click()
    keep_picture(lea, "several-contributor")
    lea.get_by_role("link", name="End").first.click()
    keep_picture(lea, "several-end-part")
    lea.get_by_role("button", name="End it").click()
    types_and_sends(page)
    expect(page.locator("textarea")).to_have_value(WORDS)
    keep_picture(page, "several-removed")
    page.goto(f"/assessments/{id}")
    expect(page.get_by_role("link", name="Your sheet")).to_have_count(0)


def test_only_a_signatory_signs(council, keep_picture):
    lead = council.person("Lea Lead", Role.LEAD)
    id = str(council.start(lead))
    revisions = open_assessment(council.database, lead, id).revisions
    answers = {"ask": Answer(state=State.ANSWERED, value=1)}
    save_section(council.database, lead, id, "asking", answers, revisions, now=council.now)
    page = council.window(lead)
    page.goto(f"/assessments/{id}/taking-part")
    page.get_by_label("A signatory signs the result").check()
    page.get_by_role("button", name="Save").click()
    step(council, lead, id, WorkStatus.AGREED)
    page.goto(f"/assessments/{id}")
    expect(page.get_by_text("Nobody has the role of signatory yet.")).to_be_visible()
    expect(page.get_by_text("Sign and lock")).to_have_count(1)  # what comes next, and whose it is; no button
    expect(page.get_by_role("button", name="Sign and lock")).to_have_count(0)
    keep_picture(page, "several-nobody-signs")
    response = page.goto(f"/assessments/{id}/sign")
    assert response is not None
    assert response.status == 403
    keep_picture(page, "several-no-signatory")
