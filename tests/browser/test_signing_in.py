"""Signing in with a real browser: the first account, a second step, coming back late, all without scripts too.

Every page on the way has no barrier that axe can find and fits 320 pixels; pictures as for every page.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from passlib.totp import TOTP
from playwright.sync_api import Browser, Page
from sqlalchemy import text

from selfassess.app import create_app
from selfassess.config import load_settings
from selfassess.services.access import OPERATOR
from selfassess.services.assessments import list_assessments
from selfassess.services.example import load_example
from selfassess.services.set_up import new_set_up_link
from selfassess.web.serving import Server
from selfassess.web.wiring import links_begin_with

pytestmark = pytest.mark.browser

AXE = Axe()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PASSWORD = "turnip gravel eleven"


class Place:
    """The pages with the example in them, nobody having an account; the clock can be moved on."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.database = app.extensions["selfassess"].database
        load_example(self.database, OPERATOR, now=datetime.now(UTC))
        drafts = (one.id for one in list_assessments(self.database, OPERATOR) if one.status == "draft")
        self.draft = f"/assessments/{next(drafts)}"
        self.server = Server(app, "127.0.0.1", 0)
        links_begin_with(app, self.server.address)
        self.thread = threading.Thread(target=self.server.run)
        self.thread.start()

    def move_on(self, by: timedelta) -> None:
        wiring = self.app.extensions["selfassess"]
        self.app.extensions["selfassess"] = replace(wiring, now=lambda: wiring.now() + by)

    def link_to(self, address: str) -> str:
        with self.database.reading() as session:
            words = session.scalars(
                text('SELECT text FROM outbox WHERE "to" = :to ORDER BY created_at DESC'), {"to": address}
            )
            return re.findall(r"http\S+/link/[\w-]{32}", "\n".join(words))[0]


@pytest.fixture
def place(tmp_path) -> Iterator[Place]:
    made = Place(create_app(load_settings({"SELFASSESS_INSTANCE": str(tmp_path)})))
    yield made
    made.server.stop()
    made.thread.join(10)
    made.database.close()


@pytest.fixture
def look(keep_picture) -> Callable[[Page, str], None]:
    """Look at a page: its picture wide and narrow, barriers, sideways scrolling."""

    def looked(page: Page, name: str) -> None:
        for width in (1280, 375):
            page.set_viewport_size({"width": width, "height": 800})
            keep_picture(page, f"account-{name}-{width}")
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
        page.set_viewport_size({"width": 1280, "height": 800})
        found = AXE.run(page, options=RULES)
        assert [f"{name}: {one['id']}: {one['nodes'][0]['html'][:200]}" for one in found.response["violations"]] == []

    return looked


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).last.click()


def sign_in(page: Page, place: Place) -> None:
    page.goto(f"{place.server.address}/sign-in")
    page.get_by_label("E-mail address").fill("ann@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")


def set_up(page: Page, place: Place) -> None:
    page.goto(new_set_up_link(place.database, place.server.address, datetime.now(UTC)) or "")
    page.get_by_label("Your name").fill("Ann Example")
    page.get_by_label("E-mail address").fill("ann@example.org")
    page.get_by_label("New password").fill(PASSWORD)
    press(page, "Make the first account")


def test_from_the_first_account_to_a_second_step(chromium: Browser, place: Place, look) -> None:
    page = chromium.new_page()
    page.goto(place.server.address)
    look(page, "alone")
    page.get_by_role("link", name="Set up accounts").first.click()
    look(page, "set-up")
    set_up(page, place)
    assert "you are signed in" in page.inner_text("main")
    look(page, "home")
    page.get_by_role("link", name="Ann Example").click()
    look(page, "account")
    for words in ("name", "e-mail address", "password"):
        page.goto(f"{place.server.address}/account")
        page.locator("dl a").filter(has_text=words).first.click()
        look(page, f"change-{words}")
    page.goto(f"{place.server.address}/account/second-step")
    look(page, "second-step")
    app = TOTP(key=page.inner_text("main code").replace("-", ""), format="base32")
    page.get_by_label("Code").fill("000000")
    press(page, "Set up the second step")
    look(page, "second-step-wrong")
    page.get_by_label("Code").fill(str(app.generate().token))
    press(page, "Set up the second step")
    look(page, "recovery-codes")
    recovery = page.locator("main code").first.inner_text()
    page.goto(f"{place.server.address}/account/sessions")
    look(page, "sessions")
    press(page, "Sign out")
    look(page, "sign-in")
    sign_in(page, place)
    look(page, "code")
    page.get_by_label("Code").fill(recovery)
    press(page, "Sign in")
    assert page.get_by_role("link", name="Ann Example").is_visible()
    place.move_on(timedelta(minutes=20))
    page.goto(f"{place.server.address}/account/second-step/remove")
    look(page, "prove")
    page.close()


def test_coming_back_late_loses_nothing_even_without_scripts(chromium: Browser, place: Place, look) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    set_up(page, place)
    page.goto(place.server.address + place.draft)
    page.locator("a[href*='/sections/']").first.click()
    section = page.url
    typed = page.locator("textarea[name$=_comment]").first
    typed.fill("What took me two hours to write.")
    place.move_on(timedelta(hours=3))
    page.get_by_role("button", name="Save and continue").last.click()
    assert "Nothing is lost" in page.inner_text("main")
    look_without_scripts(page, look, chromium, place)
    page.get_by_label("E-mail address").fill("ann@example.org")
    press(page, "E-mail me a link instead")
    assert "Look in your e-mail" in page.inner_text("h1")
    page.goto(place.link_to("ann@example.org"))
    press(page, "Sign in")
    assert page.inner_text("h1") == "What you typed is still here"
    press(page, "Send it now")
    page.goto(section)
    assert page.locator("textarea[name$=_comment]").first.input_value() == "What took me two hours to write."
    context.close()


def look_without_scripts(page: Page, look, chromium: Browser, place: Place) -> None:
    """Axe needs scripts, so what such a page looks like is looked at in another window."""
    other = chromium.new_page()
    other.context.add_cookies([cookie for cookie in page.context.cookies() if cookie["name"]])
    other.goto(page.url)
    look(other, "late")
    other.close()


def test_what_is_wrong_is_said_in_words(chromium: Browser, place: Place, look) -> None:
    page = chromium.new_page()
    set_up(page, place)
    other = chromium.new_context().new_page()
    for _ in range(6):
        other.goto(f"{place.server.address}/sign-in")
        other.get_by_label("E-mail address").fill("ann@example.org")
        other.get_by_label("Password").fill("wrong")
        press(other, "Sign in")
        if "Wait" not in other.inner_text("main"):
            assert "is not right" in other.inner_text(".govuk-error-summary")
    look(other, "too-often")
    other.goto(f"{place.server.address}/link/used-before")
    look(other, "link-of-no-use")
    other.goto(f"{place.server.address}/forgotten-password")
    look(other, "forgotten")
    page.close()
    other.context.close()
