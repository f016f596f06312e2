"""Every page in a real browser: no barrier that axe can find, no sideways scrolling at 320 pixels, and its picture."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/",
    "start": "/questionnaires/bnssg-pledge/1.0.0",
    "list": "{draft}",
    "details": "{draft}/details",
    "section": "{draft}/sections/c2",
    "check": "{draft}/check",
    "results-draft": "{draft}/results",
    "results": "{finished}/results",
    "list-finished": "{finished}",
    "report": "{draft}/report",
    "finish": "{draft}/finish",
    "reopen": "{finished}/reopen",
    "delete": "{draft}/delete",
    "import": "/import",
    "help": "/help",
    "accessibility": "/accessibility",
    "privacy": "/privacy",
    "method": "/method",
    "not-found": "/nothing",
}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def go(page, site, name: str) -> None:
    page.goto(PAGES[name].format(draft=site.draft, finished=site.finished))


def barriers(page) -> list[str]:
    found = Axe().run(page, options=RULES)
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found.response["violations"]]


def opened(page) -> None:
    """Unfold everything, so that what is folded is looked at too."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")


@pytest.mark.parametrize("name", PAGES)
def test_no_barrier_is_found_on_a_page(browse, site, keep_picture, name):
    page = browse()
    go(page, site, name)
    keep_picture(page, f"{name}-1200")
    opened(page)
    assert barriers(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_telephone_and_its_smallest_width(browse, site, keep_picture, name):
    page = browse(width=375, height=800)
    go(page, site, name)
    keep_picture(page, f"{name}-375")
    page.set_viewport_size({"width": 320, "height": 640})
    opened(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", [1200, 375])
def test_a_form_with_problems_has_no_barrier(browse, site, keep_picture, width):
    page = browse(width=width)
    start = "/questionnaires/pages/1.0.0"
    page.goto(start)
    page.get_by_role("button", name="Start an assessment").click()
    page.get_by_role("button", name="Save and continue").click()
    keep_picture(page, f"details-problems-{width}")
    assert barriers(page) == []
    page.get_by_label("Name of the organisation").fill(f"Problems {width}")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("link", name="1. Learning").click()
    keep_picture(page, f"every-type-{width}")
    assert barriers(page) == []
    page.get_by_label("Number").fill("many")
    page.get_by_label("Percentage").fill("101")
    page.get_by_label("This does not apply to us").first.check()
    page.get_by_role("button", name="Save and continue").click()
    keep_picture(page, f"every-type-problems-{width}")
    assert barriers(page) == []


@pytest.mark.parametrize("width", [1200, 375])
def test_a_conflict_has_no_barrier(browse, site, keep_picture, width):
    mine, theirs = browse(width=width), browse()
    place = site.draft + "/sections/c8"
    mine.goto(place)
    theirs.goto(place)
    theirs.locator(".card-radio").nth(1).click()
    theirs.get_by_label("Comment (optional)").first.fill(f"We talked about it, {width}.")
    theirs.get_by_role("button", name="Save and leave").last.click()
    mine.locator(".card-radio").nth(3).click()
    mine.get_by_role("button", name="Save and continue").click()
    keep_picture(mine, f"conflict-{width}")
    assert barriers(mine) == []


def test_pages_work_in_forced_colours_and_in_print(browse, site, keep_picture):
    page = browse(forced_colors="active")
    go(page, site, "section")
    keep_picture(page, "section-forced-colours")
    go(page, site, "results")
    keep_picture(page, "results-forced-colours")
    page = browse()
    go(page, site, "results")
    page.emulate_media(media="print")
    keep_picture(page, "results-print")
    assert not page.get_by_role("link", name="About the method").is_visible()


def test_last_years_answers_are_in_sight(browse, site, keep_picture):
    page = browse()
    page.goto(site.finished + "/reopen")
    page.get_by_role("button", name="Reopen").click()
    page.get_by_role("link", name="1. Understanding trauma and helping early").click()
    page.get_by_text("In 2025:").first.wait_for()
    keep_picture(page, "section-last-year-1200")
    assert barriers(page) == []
    page.goto(site.finished + "/finish")
    page.get_by_role("button", name="Finish").click()
