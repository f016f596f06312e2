"""A workshop in real browsers: the lead records, the screen in the room and the phones follow by themselves."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe

from selfassess.answers.model import Answer, Evidence, State
from selfassess.services.access import OPERATOR
from selfassess.services.accounts import add_account
from selfassess.services.assessments import open_assessment
from selfassess.services.passwords import hashed
from selfassess.store.holders import give_role
from selfassess.store.people import Place, Role

pytestmark = pytest.mark.browser

AXE = Axe()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PASSWORD = "turnip gravel eleven"
NOW = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)


def level(value: int, comment: str = "") -> Answer:
    return Answer(state=State.ANSWERED, value=value, comment=comment or None, evidence=(Evidence(title="Minutes"),))


@pytest.fixture(scope="module")
def workshop(site, contributing) -> str:
    """The address of the workshop of the example's draft: three people, divided over the first question."""
    id = site.draft.rsplit("/", 1)[-1]
    opened = open_assessment(site.database, OPERATOR, id)
    first, second, third, *_ = [one.id for one in opened.questionnaire.sections[0].questions]
    apart = [{first: level(value, f"Because of {value}."), second: level(1), third: level(value // 4 + 1)}
             for value in (0, 2, 4)]  # fmt: skip
    contributing.open_workshop_with(site.database, id, apart, now=NOW)
    with site.database.writing() as session:
        for role in (Role.LEAD, Role.CONTRIBUTOR):
            account = add_account(session, role.value, f"{role.value}@example.org", administrator=False,
                                  password=hashed(PASSWORD), now=NOW)  # fmt: skip
            assert account is not None
            owner = Place(organisation=opened.assessment.organisation_id)
            give_role(session, f"role-{role.value}", owner, account.id, role, NOW)
    return f"{site.draft}/workshop"


@pytest.fixture
def signed_in(browse, workshop):
    def window(role: Role, width: int = 1280, height: int = 900, **given):
        page = browse(width=width, height=height, **given)
        page.goto("/sign-in")
        page.get_by_label("E-mail").fill(f"{role.value}@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        return page

    return window


def barriers(page) -> list[str]:
    found = AXE.run(page, options=RULES)
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found.response["violations"]]


def test_every_page_of_it_has_no_barrier_and_fits_every_width(signed_in, workshop, keep_picture):
    page = signed_in(Role.LEAD)
    page.goto(workshop)
    question = page.locator(".topic__title a").first.get_attribute("href")
    for name, address in {"agenda": workshop, "question": question, "screen": f"{workshop}/screen",
                          "plan": f"{workshop}/plan"}.items():  # fmt: skip
        page.goto(address)
        for width in (320, 375, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} at {width}"
            keep_picture(page, f"workshop-{name}-{width}")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        assert barriers(page) == [], name


def test_the_screen_and_a_phone_follow_the_lead_by_themselves(signed_in, workshop, keep_picture):
    lead, screen = signed_in(Role.LEAD), signed_in(Role.LEAD, 1920, 1080)
    phone = signed_in(Role.CONTRIBUTOR, 375, 800)
    lead.goto(workshop)
    lead.locator(".topic__title a").first.click()
    prompt = lead.locator("h1").inner_text()
    lead.get_by_role("button", name="Show this one on the screen").click()
    for follower in (screen, phone):
        follower.goto(f"{workshop}/screen")
        assert follower.locator("h2.screen__question").inner_text() == prompt
        assert "nothing yet" in follower.locator(".screen__agreed").inner_text()
    lead.locator(".card-radio").nth(2).click()
    lead.get_by_label("Why? (optional)").fill("Most teams do it.")
    lead.get_by_label("Who sees it differently, and why").fill("Nights do not.")
    lead.get_by_role("button", name="Record and stay").click()
    for follower in (screen, phone):
        follower.locator(".screen__agreed--set").wait_for()
        assert "2" in follower.locator(".screen__answer").inner_text()
        assert "Most teams" not in follower.locator("main").inner_text()
    keep_picture(screen, "workshop-screen-1920")
    lead.get_by_role("button", name="Record and go on").click()
    following = lead.locator("h1").inner_text()
    assert following != prompt
    screen.locator("h2.screen__question", has_text=following).wait_for()
    assert barriers(screen) == []


def test_a_question_is_agreed_with_the_keyboard_alone_and_without_scripts(signed_in, workshop):
    for scripts in (True, False):
        page = signed_in(Role.LEAD, scripts=scripts)
        page.goto(workshop)
        page.locator(".topic__title a").first.focus()
        page.keyboard.press("Enter")
        page.locator("#agree .govuk-radios__input").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.get_by_label("Why? (optional)").focus()
        page.keyboard.type("By hand.")
        page.get_by_role("button", name="Record and stay").focus()
        page.keyboard.press("Enter")
        page.get_by_text("Recorded: 1 · ").wait_for()
        assert page.get_by_label("Why? (optional)").input_value().count("By hand.") == 1 + (not scripts)


def test_without_scripts_the_screen_looks_again_by_a_link(signed_in, workshop):
    page = signed_in(Role.CONTRIBUTOR, scripts=False)
    page.goto(f"{workshop}/screen")
    page.get_by_role("link", name="Look again").click()
    assert page.locator("h2.screen__question").is_visible()
