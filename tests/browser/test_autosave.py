"""What is typed is saved by itself, and is not lost where the line, the server or the window is."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser, Page, expect

from selfassess.answers.model import Answer, State
from selfassess.app import create_app
from selfassess.config import load_settings
from selfassess.services.access import OPERATOR
from selfassess.services.accounts import add_account
from selfassess.services.assessments import open_assessment
from selfassess.services.catalogue import catalogue_of
from selfassess.services.passwords import hashed
from selfassess.services.saving import save_section
from selfassess.services.starting import start_assessment
from selfassess.store.memberships import claim_organisations
from selfassess.store.model import Details
from selfassess.web.serving import Server

pytestmark = pytest.mark.browser

PAGES = Path(__file__).parents[1] / "questionnaires" / "pages.yaml"
STATUS = "[data-autosave-status]"
COMMENT = "#learn_comment"
SAVED = re.compile(r"^Saved \d\d:\d\d$")


class Place:
    """An assessment to answer, served by a server that can be stopped and started again."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self.database: Any = app.extensions["selfassess"].database
        offer = catalogue_of([PAGES], {}).offers[0]
        details = Details(
            organisation="Example Force", period="2026", assessed_on=date(2026, 10, 1), profile={"sector": "police"}
        )
        made = start_assessment(self.database, OPERATOR, offer, details, token="a form", now=datetime.now(UTC))
        self.id, self.port = made.id, 0
        self.start()

    @property
    def address(self) -> str:
        return f"{self._server.address}/assessments/{self.id}/sections/one"

    def start(self) -> None:
        self._server = Server(self._app, "127.0.0.1", self.port)
        self.port = int(self._server.address.rpartition(":")[2])
        self._thread = threading.Thread(target=self._server.run)
        self._thread.start()

    def stop(self) -> None:
        self._server.stop()
        self._thread.join(10)

    def comment(self) -> str | None:
        return open_assessment(self.database, OPERATOR, self.id).sheet.answer("learn").comment

    def set_up_accounts(self, email: str, password: str) -> None:
        """From now on people sign in: this person leads the organisation."""
        now = datetime.now(UTC)
        with self.database.writing() as session:
            account = add_account(session, "Ann", email, administrator=True, password=hashed(password), now=now)
            assert account is not None
            claim_organisations(session, account.id, now)

    def somebody_else_says(self, comment: str, seen: int) -> None:
        said = {"learn": Answer(state=State.UNANSWERED, comment=comment)}
        save_section(self.database, OPERATOR, self.id, "one", said, {"learn": seen}, now=datetime.now(UTC))


@pytest.fixture
def place(tmp_path: Path, compiled_templates: FileSystemBytecodeCache) -> Iterator[Place]:
    (tmp_path / "questionnaires").mkdir()
    shutil.copy(PAGES, tmp_path / "questionnaires")
    app = create_app(load_settings({"SELFASSESS_INSTANCE": str(tmp_path)}))
    app.jinja_env.bytecode_cache = compiled_templates
    made = Place(app)
    yield made
    made.stop()
    made.database.close()


@pytest.fixture
def window(chromium: Browser, place: Place) -> Iterator[Callable[[], Page]]:
    contexts = []

    def open() -> Page:
        context = chromium.new_context()
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(place.address)
        return page

    yield open
    for context in contexts:
        context.close()


def saved(page: Page) -> None:
    expect(page.locator(STATUS)).to_have_text(SAVED, timeout=30_000)


def all_acknowledged(page: Page) -> None:
    """Wait until nothing is kept in the window any more."""
    while page.evaluate("sessionStorage.length"):
        page.wait_for_timeout(50)


def test_what_is_typed_is_saved_without_a_button(place: Place, window: Callable[[], Page]) -> None:
    page = window()
    page.fill(COMMENT, "first")
    saved(page)
    assert place.comment() == "first"
    page.fill(COMMENT, "second")
    expect(page.locator(STATUS)).to_have_text(SAVED)
    all_acknowledged(page)
    assert place.comment() == "second"


def test_a_server_that_is_gone_for_a_while_loses_nothing(place: Place, window: Callable[[], Page]) -> None:
    page = window()
    page.fill(COMMENT, "before")
    saved(page)
    place.stop()
    page.fill(COMMENT, "while it was gone")
    expect(page.locator(STATUS)).to_contain_text("trying again")
    place.start()
    page.locator(COMMENT).press_sequentially(", and after")
    saved(page)
    all_acknowledged(page)
    assert place.comment() == "while it was gone, and after"


def test_a_lost_line_loses_nothing(place: Place, window: Callable[[], Page]) -> None:
    page = window()
    page.context.set_offline(True)
    page.fill(COMMENT, "typed on a train")
    expect(page.locator(STATUS)).to_contain_text("trying again")
    page.context.set_offline(False)
    saved(page)
    assert place.comment() == "typed on a train"


def test_what_was_not_saved_is_offered_when_the_page_is_opened_again(place: Place, window: Callable[[], Page]) -> None:
    page = window()
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/sections/one", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.fill(COMMENT, "not lost")
    page.locator("input[name=learn_value]").first.check(force=True)
    expect(page.locator(STATUS)).to_contain_text("trying again")
    page.reload()
    expect(page.locator(".autosave-offer")).to_contain_text("could not be saved then")
    assert page.input_value(COMMENT) == ""
    page.unroute("**/sections/one")
    page.get_by_role("button", name="Put it back").click()
    saved(page)
    assert place.comment() == "not lost"
    assert open_assessment(place.database, OPERATOR, place.id).sheet.answer("learn").level == 0


def test_a_button_pressed_while_something_is_on_its_way_meets_no_conflict(
    place: Place, window: Callable[[], Page]
) -> None:
    page = window()
    for words in ("one", "two", "three"):
        page.goto(place.address)
        page.fill(COMMENT, words)
        with page.expect_request(lambda request: request.method == "POST"):
            pass
        page.locator(COMMENT).press_sequentially(" more")
        page.get_by_role("button", name="Save and leave").last.click()
        expect(page.locator("#notice-1")).to_have_text("Done")
        assert place.comment() == f"{words} more"


def test_an_answer_whose_receipt_was_lost_is_sent_again_as_it_was(place: Place, window: Callable[[], Page]) -> None:
    page = window()
    lost = []

    def lose(route: Any) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())  # it arrives and is kept, but the answer never comes back
            route.abort()
        else:
            route.continue_()

    page.route("**/sections/one", lose)
    page.fill(COMMENT, "arrived")
    expect(page.locator(STATUS)).to_contain_text("trying again")
    page.locator(COMMENT).press_sequentially(" and went on")
    saved(page)
    all_acknowledged(page)
    assert place.comment() == "arrived and went on"


def test_what_somebody_else_answered_meanwhile_is_said_and_both_are_shown(
    place: Place, window: Callable[[], Page]
) -> None:
    page = window()
    place.somebody_else_says("theirs", 0)
    page.fill(COMMENT, "mine")
    expect(page.locator(STATUS)).to_contain_text("answered elsewhere meanwhile")
    assert place.comment() == "theirs"
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator(".clash")).to_contain_text("theirs")
    assert page.input_value(COMMENT) == "mine"


def test_half_a_number_does_not_hold_up_the_others(place: Place, window: Callable[[], Page]) -> None:
    page = window()
    page.locator("summary", has_text="Add evidence").first.click()
    page.fill("#learn_evidence_0_dated_day", "40")
    page.locator("textarea[name$=_comment]").nth(1).fill("kept")
    expect(page.locator(STATUS)).to_contain_text("Not saved yet:")
    other = page.locator("textarea[name$=_comment]").nth(1).get_attribute("name") or ""
    sheet = open_assessment(place.database, OPERATOR, place.id).sheet
    assert sheet.answer(other.partition("_")[0]).comment == "kept"


def test_who_is_no_longer_signed_in_signs_in_beside_it_and_goes_on(place: Place, window: Callable[[], Page]) -> None:
    page = window()
    page.fill(COMMENT, "before")
    saved(page)
    place.set_up_accounts("ann@example.org", "turnip gravel eleven")
    page.fill(COMMENT, "and after")
    expect(page.locator(STATUS)).to_contain_text("no longer signed in")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Sign in in another window").click()
    other = opened.value
    other.fill("#email", "ann@example.org")
    other.fill("#password", "turnip gravel eleven")
    other.locator("button[value=password]").first.click()
    expect(other.get_by_role("button", name="Sign out")).to_be_visible()
    other.close()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")  # a window without a screen gets none by itself
    expect(page.locator(STATUS)).to_contain_text("open too long")
    page.get_by_role("button", name="Save and leave").last.click()
    expect(page.locator("#notice-trouble")).to_be_visible()
    assert page.input_value(COMMENT) == "and after"
    page.get_by_role("button", name="Save and leave").last.click()
    expect(page.locator("#notice-1")).to_have_text("Done")
    assert place.comment() == "and after"
