"""Every page in a real browser: no barrier that axe can find, no sideways scrolling at 320 pixels, and its picture.

Pictures are made where `PAGE_PICTURES` is set, and kept in `artefacts/pages`.
"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

AXE = Axe()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def barriers(page) -> list[str]:
    found = AXE.run(page, options=RULES)
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found.response["violations"]]


def opened(page) -> None:
    """Unfold everything, so that what is folded is looked at too."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")


REPEATED = "tr:nth-child(n+4), svg > :nth-child(n+12), .result:nth-of-type(n+4), .part-2 ~ .part-2 ~ .part-2 ~ .part-2"


def thinned(page) -> None:
    """Leave out what only repeats, for axe takes many seconds for hundreds of the same: rows, lines, sections."""
    page.evaluate(f"document.querySelectorAll('{REPEATED}').forEach(one => one.remove())")


def test_a_page_has_no_barrier_and_fits_every_width(window, site, keep_picture, page_name):
    page = window
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(site.at(page_name))
    keep_picture(page, f"{page_name}-375")
    page.set_viewport_size({"width": 1200, "height": 900})
    keep_picture(page, f"{page_name}-1200")
    opened(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size({"width": 1200, "height": 900})
    thinned(page)
    assert barriers(page) == []


def test_charts_can_be_read_on_the_smallest_screen(browse, site):
    page = browse(width=320, height=640)
    page.goto(site.at("results"))
    assert page.locator(".chart-wide").first.is_hidden()
    # The height of a letter's box is a little more than its size.
    sizes = page.evaluate("""[...document.querySelectorAll('.chart-narrow svg')].map(svg =>
        Math.min(...[...svg.querySelectorAll('text')].map(one => one.getAttribute('font-size')))
        * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)""")
    assert len(sizes) == 2
    assert min(sizes) >= 10
    inside = page.evaluate("""[...document.querySelectorAll('.chart-narrow text')].every(one => {
        const box = one.getBoundingClientRect(); return box.left >= 0 && box.right <= 320; })""")
    assert inside
    page.set_viewport_size({"width": 1200, "height": 900})
    assert page.locator(".chart-narrow").first.is_hidden()


# Twice the size on a laptop, and two windows in which the bar sticks to the lower edge.
@pytest.mark.parametrize(("width", "height"), [(640, 450), (700, 650), (1280, 900)])
def test_what_has_the_focus_is_never_under_the_bar_that_saves(browse, site, width, height):
    page = browse(width=width, height=height)
    page.goto(site.at("section"))
    page.evaluate("document.querySelector('.question input').focus({preventScroll: true})")
    while page.evaluate("!document.activeElement.closest('.save-bar')"):
        seen = page.evaluate("""() => {
            const one = document.activeElement, bar = document.querySelector('.save-bar');
            const shown = (one.labels && one.labels[0] && one.matches('[type=radio]') ? one.labels[0] : one);
            const edge = getComputedStyle(bar).position === 'sticky' ? bar.getBoundingClientRect().top : innerHeight;
            const box = shown.getBoundingClientRect();
            return box.bottom > 0 && box.top < edge - 8; }""")
        assert seen, page.evaluate("document.activeElement.outerHTML")
        page.keyboard.press("Tab")
    bar = page.locator(".save-bar")
    sticky = bar.evaluate("one => getComputedStyle(one).position === 'sticky'")
    assert not sticky or bar.bounding_box()["height"] <= height / 5


def test_a_form_with_problems_has_no_barrier(browse, site, keep_picture):
    page = browse()

    def looked_at(name: str) -> None:
        keep_picture(page, f"{name}-1200")
        assert barriers(page) == []
        page.set_viewport_size({"width": 375, "height": 800})
        keep_picture(page, f"{name}-375")
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
        page.set_viewport_size({"width": 1200, "height": 900})

    page.goto("/questionnaires/pages/1.0.0")
    page.get_by_role("button", name="Start an assessment").click()
    page.get_by_role("button", name="Save and continue").click()
    looked_at("details-problems")
    page.get_by_label("Name of the organisation").fill("Problems")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("link", name="1. Learning").click()
    looked_at("every-type")
    page.get_by_label("Number").fill("many")
    page.get_by_label("Percentage").fill("101")
    page.get_by_label("This does not apply to us").first.check()
    page.get_by_role("button", name="Save and continue").click()
    looked_at("every-type-problems")


def test_a_conflict_has_no_barrier(browse, site, keep_picture):
    mine, theirs = browse(), browse()
    place = site.draft + "/sections/c8"
    mine.goto(place)
    theirs.goto(place)
    theirs.locator(".card-radio").nth(1).click()
    theirs.get_by_label("Comment (optional)").first.fill("We talked about it.")
    theirs.get_by_role("button", name="Save and leave").last.click()
    mine.locator(".card-radio").nth(3).click()
    mine.get_by_role("button", name="Save and continue").click()
    keep_picture(mine, "conflict-1200")
    assert barriers(mine) == []
    mine.set_viewport_size({"width": 375, "height": 800})
    keep_picture(mine, "conflict-375")
    assert mine.evaluate("document.documentElement.scrollWidth") <= 375


def test_pages_work_in_forced_colours_and_in_print(browse, site, keep_picture):
    page = browse(forced_colors="active")
    page.goto(site.at("section"))
    keep_picture(page, "section-forced-colours")
    page.goto(site.at("results"))
    keep_picture(page, "results-forced-colours")
    page = browse()
    page.goto(site.at("results"))
    page.emulate_media(media="print")
    keep_picture(page, "results-print")
    assert not page.get_by_role("link", name="About the method").is_visible()


def test_last_years_answers_are_in_sight(browse, site, keep_picture):
    page = browse()
    page.goto(site.agreed + "/steps/draft")
    page.get_by_label("Why does it go back?").fill("To look at it again.")
    page.get_by_role("button", name="Take it back to draft").click()
    page.get_by_role("link", name="1. Understanding trauma and helping early").click()
    page.get_by_text("In 2025:").first.wait_for()
    keep_picture(page, "section-last-year-1200")
    assert barriers(page) == []
    page.goto(site.agreed + "/steps/agreed")
    page.get_by_role("button", name="Agree the result").click()
