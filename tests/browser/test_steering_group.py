"""A steering group in a real browser: organisations sign and share in four ways, it looks, prints; one withdraws."""

from __future__ import annotations

import io
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from selfassess.disclosure.sharing import Choice
from selfassess.language import Translator
from selfassess.plan import ActionDraft
from selfassess.services.access import Actor, ActorKind
from selfassess.services.accounts import add_account
from selfassess.services.catalogue import Catalogue
from selfassess.services.pack_making import Making, left_to_make, make_item
from selfassess.services.packs import ask_for_packs, finish_run
from selfassess.store.holders import give_role
from selfassess.store.people import OrganisationKind, Place, Role

from .barriers import trouble_with

pytestmark = pytest.mark.browser

WITHHELD = "withheld: fewer than 5 organisations"
LONG = "Rehabilitation-and-Resettlement Co-ordination, Gloucestershire"
PAGES = {
    "partnership": "{partnership}",
    "shared": "{partnership}/shared",
    "organisations": "{partnership}/shared/honest",
    "organisations-withheld": "{partnership}/shared/honest?kind=police&order=signed",
    "figures": "{partnership}/shared/honest/figures",
    "years": "{partnership}/shared/honest/years",
    "actions": "{partnership}/shared/honest/actions",
    "report": "{partnership}/report/honest/2026",
    "report-view": "{partnership}/report/honest/2026/view",
    "packs": "{partnership}/packs",
    "packs-made": "{partnership}/packs/{run}",
    "organisation": "{organisation}",
    "against": "{organisation}/against/{region}/honest",
    "against-alone": "{organisation}/against/{region}/nothing",
    "sharing": "{signed}/sharing",
    "choose": "{signed}/sharing/{region}",
    "change": "{signed}/sharing/{region}/change?choice=not_shared&seen=1",
    "hub": "{signed}",
    "results": "{signed}/results",
    "sign": "{agreed}/sign",
}


def person(council: Any, name: str, place: Place, *roles: Role) -> Actor:
    """Somebody with these roles there."""
    with council.database.writing() as session:
        account = add_account(session, name, f"{name.lower()}@example.org", password=None, now=council.now)
        assert account is not None
        for role in roles:
            give_role(session, secrets.token_hex(16), place, account.id, role, council.now)
    return Actor(kind=ActorKind.PERSON, account=account.id)


def packs_made(council: Any, lead: Actor, partnership: str, folder: Path) -> str:
    """The id of a run of packs that this person asked for, made by a worker."""
    database, t = council.database, Translator()
    run = ask_for_packs(database, lead, partnership, "2026", ".html", by_job=True, now=council.now)
    assert run is not None
    catalogue = Catalogue(offers=(), broken=())
    making = Making(database=database, who=lead, catalogue=catalogue, t=t, frames=folder, now=council.now)
    for item in left_to_make(database, lead, run.id):
        make_item(making, run.id, item.name)
    assert finish_run(database, lead, run.id, None, now=council.now)
    return run.id


def sign_and_share(page: Page, assessment: str, choice: str) -> None:
    """As the lead of an organisation who signs for it, too."""
    page.goto(f"{assessment}/sign")
    expect(page.get_by_text("Region: Not shared: nobody has chosen yet")).to_be_visible()
    page.get_by_label("Role or post").fill("Chair")
    page.get_by_label("I sign these words").check()
    page.get_by_role("button", name="Sign and lock").click()
    expect(page.get_by_text("nobody outside of the organisation sees it yet")).to_be_visible()
    page.get_by_role("link", name="Choose with whom it is shared").first.click()
    page.get_by_role("link", name="Choose with whom it is shared").click()
    choose(page, choice)


def choose(page: Page, choice: str) -> None:
    """On the form, and on the page that says what changes."""
    page.get_by_label(choice, exact=True).check()
    page.get_by_role("button", name="See what changes").click()
    expect(page.get_by_role("heading", name="Check what changes")).to_be_visible()
    page.get_by_role("button", name="Choose this").click()
    expect(page.get_by_text(f"Region: {choice}.")).to_be_visible()


@pytest.fixture
def region(council: Any, regions: Any) -> Any:
    """Where things are done today, as the browser does them."""
    return regions(council.database, datetime.now(UTC))


def test_organisations_share_in_four_ways_and_the_steering_group_sees_what_it_may(council: Any, region: Any) -> None:
    choices = {"Abbey": "Named to the steering group", "Borough": "Named to all members", "Cloister": "Counted only",
               "Dale": "Not shared"}  # fmt: skip
    leads: dict[str, tuple[Page, str]] = {}
    for at, (name, choice) in enumerate(choices.items()):
        organisation = region.organisation(f"{name} Council")
        id = region.agreed(organisation, 1 + at % 3)
        lead = person(council, name, Place(organisation=organisation.id), Role.LEAD, Role.SIGNATORY)
        page = council.window(lead, scripts=at % 2 == 0)
        leads[name] = page, f"/assessments/{id}"
        sign_and_share(page, f"/assessments/{id}", choice)
    stella = council.window(person(council, "Stella", Place(partnership=region.partnership.id), Role.STEERING_GROUP))
    look(stella)
    print_it(stella)
    withdraw(*leads["Abbey"])
    stella.reload()
    expect(stella.get_by_role("rowheader", name="Borough Council").first).to_be_visible()
    expect(stella.get_by_text("Abbey")).to_have_count(0)
    beside_the_others(*leads["Cloister"])


def look(page: Page) -> None:
    """From home to the organisations that are named; a kind that nobody named belongs to."""
    page.goto("/")
    page.get_by_role("link", name="What organisations share").click()
    page.get_by_role("link", name="Listening to people").click()
    expect(page.get_by_text("2 organisations share their results with the steering group by name.")).to_be_visible()
    for name in ("Abbey Council", "Borough Council"):
        expect(page.get_by_role("row", name=name)).to_have_count(2)  # in the heatmap, and among those who signed
    for name in ("Cloister", "Dale"):
        expect(page.get_by_text(name)).to_have_count(0)
    page.get_by_label("In the order of").select_option("Day it was signed")
    page.get_by_label("Kind of organisation").select_option("Council")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("by the day their result was signed: this is no ranking")).to_be_visible()
    page.get_by_role("link", name="Figures").click()
    expect(page.get_by_role("heading", name="What is withheld, and why")).to_be_visible()
    page.get_by_role("link", name="Organisations", exact=True).click()
    expect(page.get_by_role("heading", name="Organisations and sections, ")).to_be_visible()


def print_it(page: Page) -> None:
    """On paper stand the names and digits, and not what is there to be clicked."""
    words = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages)
    assert "Abbey Council" in words
    assert "Borough Council" in words
    assert "Kind of organisation" not in words
    assert "Over the years" not in words


def withdraw(page: Page, assessment: str) -> None:
    """What goes at once, and what nobody can call back, is said first."""
    page.goto(assessment)
    page.get_by_role("link", name="Sharing", exact=True).click()
    page.get_by_role("link", name="Change").click()
    page.get_by_label("Not shared", exact=True).check()
    page.get_by_role("button", name="See what changes").click()
    expect(page.get_by_text("disappear from the pages at once for the steering group")).to_be_visible()
    expect(page.get_by_text("nobody can call back what was printed or saved")).to_be_visible()
    page.get_by_role("button", name="Choose this").click()
    expect(page.get_by_text("Region: Not shared.")).to_be_visible()


def beside_the_others(page: Page, assessment: str) -> None:
    """Who is only counted sees the one that is named to all members, and that nothing can be told of the rest."""
    page.goto(f"{assessment}/sharing")
    page.get_by_role("link", name="How you stand beside the others").click()
    expect(page.get_by_role("row", name="Borough Council")).to_be_visible()
    expect(page.get_by_text("Abbey")).to_have_count(0)


def test_a_partnership_of_three_sees_names_and_what_is_withheld(council: Any, region: Any) -> None:
    region.result(region.organisation("Abbey"), 2, Choice.STEERING)
    for name in ("Counted", "Hidden"):
        region.result(region.organisation(name, OrganisationKind.CHARITY), 1, Choice.COUNTED)
    stella = council.window(person(council, "Stella", Place(partnership=region.partnership.id), Role.STEERING_GROUP))
    stella.goto(region.shared)
    expect(stella.get_by_role("row", name="Abbey")).to_have_count(2)
    stella.get_by_label("Kind of organisation").select_option("Charity or community group")
    stella.get_by_role("button", name="Show").click()
    expect(stella.get_by_text(WITHHELD)).to_have_count(3)
    stella.get_by_role("link", name="Figures").click()
    for caption in ("Overall score by kind of organisation", "Overall stage by kind of organisation"):
        table = stella.get_by_role("table", name=caption)
        expect(table.get_by_role("row", name="Charity or community group")).to_contain_text(WITHHELD)
    for name in ("Counted", "Hidden"):
        expect(stella.get_by_text(name, exact=True)).to_have_count(0)


class TestEveryPage:
    """No barrier that axe can find, and no sideways scrolling at 320 pixels."""

    @pytest.fixture
    def database_url(self, tmp_path: Path) -> str:
        """What a page looks like is not up to the database, so one kind is enough."""
        return f"sqlite:///{tmp_path / 'selfassess.db'}"

    @pytest.fixture
    def scene(self, region: Any) -> dict[str, str]:
        """Named and counted ones, two years, actions, and a result that waits for its signatory."""
        region.organisation("Nobody yet", OrganisationKind.POLICE)
        for number in range(5):
            region.result(region.organisation(f"Counted {number}"), number % 4, Choice.COUNTED)
        for name in ("Abbey Council", LONG):
            organisation = region.organisation(name)
            region.result(organisation, 1, Choice.MEMBERS, year=2025)
            signed = region.result(organisation, 3, Choice.MEMBERS, backed=False)
            late = ActionDraft(text=f"Late in {LONG}", due_on=region.now.date(), questions=("care",))
            region.plan(organisation, signed, ActionDraft(text="Ask more people", questions=("ask",)), late)
        return {
            "partnership": f"/partnerships/{region.partnership.id}",
            "region": region.partnership.id,
            "place": organisation.id,
            "organisation": f"/organisations/{organisation.id}",
            "signed": f"/assessments/{signed}",
            "agreed": f"/assessments/{region.agreed(organisation, year=2024)}",
        }

    def test_has_no_barrier_and_fits_the_smallest_screen(
        self, council: Any, region: Any, scene: dict[str, str], keep_picture: Any, tmp_path: Path
    ) -> None:
        lead = person(council, "Lee", Place(organisation=scene["place"]), Role.LEAD, Role.SIGNATORY)
        with council.database.writing() as session:
            steers = Place(partnership=region.partnership.id)
            give_role(session, secrets.token_hex(16), steers, lead.account, Role.STEERING_GROUP, council.now)
        scene["run"] = packs_made(council, lead, region.partnership.id, tmp_path)
        page, wrong = council.window(lead), {}
        for name, pattern in PAGES.items():
            answer = page.goto(pattern.format_map(scene))
            assert answer.status == 200, name
            if trouble := trouble_with(page, keep_picture, f"steering-{name}"):
                wrong[name] = trouble
        assert wrong == {}

    @pytest.mark.usefixtures("scene")
    def test_a_wide_heatmap_scrolls_in_a_region_of_its_own_by_the_keyboard(self, council: Any, region: Any) -> None:
        stella = person(council, "Stella", Place(partnership=region.partnership.id), Role.STEERING_GROUP)
        page = council.window(stella, 320, 640)
        page.goto(region.shared)
        page.evaluate("document.querySelectorAll('.heatmap td').forEach(one => { one.style.minWidth = '9rem'; })")
        map = page.get_by_role("region", name="Stage of each organisation by section, 2026")
        map.focus()
        for _ in range(5):
            page.keyboard.press("ArrowRight")
        page.wait_for_function("document.activeElement.scrollLeft > 0")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
