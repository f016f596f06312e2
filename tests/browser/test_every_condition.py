"""Every page under every condition a person may come with: no scripts, keyboard, zoom, own colours, paper."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

STOPS = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')].filter(one =>
    one.checkVisibility({visibilityProperty: true}) && !one.disabled && one.type !== 'hidden' && one.tabIndex >= 0)"""

WATCH = """() => { window.stops = new Set(); window.unseen = []; document.addEventListener('focusin', event => {
    const one = event.target, style = getComputedStyle(one), label = one.nextElementSibling;
    window.stops.add(one.type === 'radio' ? 'radio ' + one.name : one);
    const shown = style.outlineStyle !== 'none' || style.boxShadow !== 'none'
        || (label && getComputedStyle(label, '::before').boxShadow !== 'none');
    if (!shown) window.unseen.push(one.outerHTML.slice(0, 120)); }); }"""


@pytest.fixture
def address(page_name, site):
    return site.at(page_name)


def test_without_scripts_all_words_and_controls_are_there(window, window_without_scripts, address):
    page, bare = window, window_without_scripts
    page.goto(address)
    bare.goto(address)
    assert bare.locator("h1").inner_text() == page.locator("h1").inner_text()
    for controls in ("a[href]", "button", "fieldset", "textarea"):
        assert bare.locator(controls).count() == page.locator(controls).count()


def test_the_tab_key_reaches_everything_and_shows_where_it_is(window, address):
    page = window
    page.goto(address)
    # A group of radio buttons is one stop, moved in by arrows; so what is counted is names for those, and all the rest.
    wanted = page.evaluate(
        f"() => new Set(({STOPS})().map((one, i) => one.type === 'radio' ? 'radio ' + one.name : i)).size"
    )
    page.evaluate(WATCH)
    for _ in range(wanted + 3):
        page.keyboard.press("Tab")
    assert page.evaluate("() => window.unseen") == []
    assert page.evaluate("() => window.stops.size") >= wanted


BARE = """() => [...document.querySelectorAll('button, input[type=text], textarea, .govuk-button')].filter(one =>
    one.checkVisibility() && one.ariaHidden !== 'true' && getComputedStyle(one).borderTopStyle === 'none'
    && getComputedStyle(one).textDecorationLine === 'none').map(one => one.outerHTML.slice(0, 120))"""


def test_zoomed_in_in_own_colours_and_on_paper_the_page_holds(window, address):
    page = window
    page.set_viewport_size({"width": 640, "height": 450})  # what a window of 1280 by 900 leaves at 200 %
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    assert page.locator("h1").is_visible()

    page.set_viewport_size({"width": 1200, "height": 900})
    page.emulate_media(forced_colors="active")
    assert page.locator("h1").is_visible()
    assert page.evaluate(BARE) == [], "a control without an edge or a line cannot be seen in one's own colours"

    page.set_viewport_size({"width": 794, "height": 1123})
    page.emulate_media(forced_colors="none", media="print")
    assert page.locator("h1").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 794
    assert not page.get_by_role("link", name="About the method").is_visible()
