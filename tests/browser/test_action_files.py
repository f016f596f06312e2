"""A plan goes out as a file, a file comes back, and examples are ticked, on pages without barriers."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from selfassess.services.access import OPERATOR
from selfassess.services.organisations import Described, add_organisation
from selfassess.services.plans import begin_plan
from selfassess.store.people import Organisation, OrganisationKind

pytestmark = pytest.mark.browser

LONG = "Unbroken" * 12
SOON = datetime.now(UTC).date() + timedelta(days=200)
GOOD = f"""action;measure;owner;due;status;key;reason;colour
Set up a steering group;It has met four times;role: Chief executive;{SOON:%d/%m/%Y};under way;yes;;red
{LONG};{LONG};role: {LONG};;;;;
Rewrite the letter;;;;stopped;;{LONG};
"""
BAD = f"action;owner;due;status\nTrain;{LONG};soon;nearly\n;;12/31/2027;\n"


@pytest.fixture
def plan(site) -> str:
    """The address of a plan of a new organisation, without actions."""
    now = datetime.now(UTC)
    place = add_organisation(
        site.database, OPERATOR, Described(name=f"Trust of {now}", kind=OrganisationKind.CHARITY), now=now
    )
    assert isinstance(place, Organisation)
    made = begin_plan(site.database, OPERATOR, place.id, "bnssg-pledge", starts_on=now.date(), assessment=None, now=now)
    return f"/organisations/{place.id}/plans/{made.id}"


def has_no_barrier(page: Page) -> bool:
    """Nothing that axe can find, and no sideways scrolling at 320 pixels."""
    size = page.viewport_size or {"width": 1200, "height": 900}
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size(size)
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
    assert [one["nodes"][0]["html"] for one in found.response["violations"]] == []
    return True


def choose(page: Page, plan: str, data: bytes | str, name: str = "actions.csv") -> None:
    page.goto(f"{plan}/file")
    content = data if isinstance(data, bytes) else data.encode("utf-8-sig")
    page.set_input_files("#file", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
    page.get_by_role("button", name="Read the file").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_file_is_mended_looked_at_and_taken_in(browse, plan, keep_picture, scripts):
    page = browse(scripts=scripts)
    choose(page, plan, BAD)
    expect(page.get_by_text("It has 5 problems").first).to_be_visible()
    assert not scripts or has_no_barrier(page)
    keep_picture(page, "action-file-problems")
    choose(page, plan, GOOD)
    expect(page.get_by_role("heading", name="3 actions are added")).to_be_visible()
    assert not scripts or has_no_barrier(page)
    keep_picture(page, "action-file-preview")
    page.get_by_role("button", name="Take it into the plan").click()
    expect(page.get_by_text("3 actions are added.")).to_be_visible()
    expect(page.get_by_role("link", name="Set up a steering group")).to_be_visible()
    assert not scripts or has_no_barrier(page)


def test_a_workbook_is_taken_along_changed_and_brought_back(browse, plan, tmp_path, keep_picture):
    page = browse()
    choose(page, plan, GOOD)
    page.get_by_role("button", name="Take it into the plan").click()
    with page.expect_download() as found:
        page.get_by_role("link", name="workbook (XLSX)").click()
    path = Path(tmp_path / "actions.xlsx")
    found.value.save_as(path)
    book = load_workbook(path)
    book["Actions"]["C2"] = "It has met six times"
    book["Actions"].append([None, "=Meet the partnership"])
    book["Actions"]["B5"].data_type = "s"
    book.save(path)
    choose(page, plan, path.read_bytes(), "actions.xlsx")
    expect(page.get_by_role("cell", name="It has met six times")).to_be_visible()
    assert has_no_barrier(page)
    keep_picture(page, "action-file-changes")
    page.get_by_role("button", name="Take it into the plan").click()
    expect(page.get_by_text("1 action is added and 1 is changed.")).to_be_visible()
    with page.expect_download() as found:
        page.get_by_role("link", name="table (CSV)").click()
    rows = list(csv.DictReader(io.StringIO(Path(found.value.path()).read_text("utf-8-sig"))))
    assert [rows[0]["measure of success"], rows[3]["action"]] == ["It has met six times", "'=Meet the partnership"]


def test_examples_are_ticked_with_the_keyboard_and_added(browse, plan, keep_picture):
    page = browse()
    page.goto(f"{plan}/examples")
    assert has_no_barrier(page)
    keep_picture(page, "action-examples")
    page.locator("#example-1").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Add to the plan").press("Enter")
    expect(page.get_by_text("1 action is added. Say who leads it and by when.")).to_be_visible()
    page.goto(f"{plan}/examples")
    expect(page.get_by_text("It stands in the plan already.")).to_be_visible()
    assert has_no_barrier(page)


def test_the_page_that_asks_for_a_file_has_no_barrier(browse, plan, keep_picture):
    page = browse()
    page.goto(f"{plan}/file")
    assert has_no_barrier(page)
    keep_picture(page, "action-file")
