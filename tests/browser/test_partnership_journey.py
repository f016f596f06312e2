"""From the first account to two organisations in a partnership, each with a lead who came by an e-mail."""

from __future__ import annotations

import email
import email.policy
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from selfassess.app import create_app
from selfassess.config import load_settings
from selfassess.mail.folder import FolderTransport
from selfassess.services.outbox import deliver
from selfassess.services.set_up import new_set_up_link
from selfassess.web.serving import Server
from selfassess.web.wiring import links_begin_with

pytestmark = pytest.mark.browser

PASSWORD = "turnip gravel eleven"


@dataclass
class Empty:
    """An installation without accounts, served; its e-mails go into a folder."""

    address: str
    set_up: str
    database: Any
    letters: Path

    def letter_to(self, address: str) -> tuple[str, str]:
        """The words and the link of the last e-mail to this address."""
        transport = FolderTransport(self.letters)
        deliver(self.database, transport, sender="selfassess@example.org", clock=lambda: datetime.now(UTC))
        read = [email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
                for file in sorted(self.letters.glob("*.eml"), key=lambda one: one.stat().st_mtime_ns)]  # fmt: skip
        words = [str(one.get_body(("plain",)).get_content()) for one in read if address in str(one["To"])][-1]
        return words, re.findall(r"http\S+/invitations/\S+", words)[0]


@pytest.fixture
def empty(tmp_path: Path, database_url: str) -> Iterator[Empty]:
    """On SQLite and on PostgreSQL."""
    variables = {"SELFASSESS_INSTANCE": str(tmp_path), "SELFASSESS_DATABASE_URL": database_url}
    app = create_app(load_settings(variables))
    database = app.extensions["selfassess"].database
    server = Server(app, "127.0.0.1", 0)
    links_begin_with(app, server.address)
    thread = threading.Thread(target=server.run)
    thread.start()
    link = new_set_up_link(database, server.address, datetime.now(UTC))
    yield Empty(address=server.address, set_up=str(link), database=database, letters=tmp_path / "letters")
    server.stop()
    thread.join(10)
    database.close()


@pytest.fixture
def window(chromium: Browser, empty: Empty) -> Iterator[Callable[..., Page]]:
    """A browser of somebody's own."""
    opened = []

    def open_one(**given: Any) -> Page:
        context = chromium.new_context(base_url=empty.address, **given)
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    yield open_one
    for context in opened:
        context.close()


def make_account(page: Page, name: str, button: str, address: str = "") -> None:
    page.get_by_label("Your name").fill(name)
    if address:
        page.get_by_label("E-mail address").fill(address)
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name=button).click()


def add_organisation(page: Page, name: str, kind: str) -> None:
    page.get_by_role("link", name="Add an organisation").click()
    page.get_by_label("Name of the organisation").fill(name)
    page.get_by_label(kind, exact=True).check()
    page.get_by_role("button", name="Add the organisation").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_an_administrator_makes_a_partnership_whose_organisations_get_leads(empty, window, keep_picture):
    administrator = window(viewport={"width": 1280, "height": 900})
    administrator.goto(empty.set_up)
    make_account(administrator, "Ada Admin", "Make the first account", "ada@example.org")
    expect(administrator.get_by_role("heading", name="You manage this installation")).to_be_visible()
    keep_picture(administrator, "places-no-role")
    administrator.get_by_role("navigation", name="Main").get_by_role("link", name="Administration").click()
    administrator.get_by_role("link", name="Add a partnership").click()
    administrator.get_by_label("Name of the partnership").fill("Harbour Partnership")
    administrator.get_by_role("button", name="Add the partnership").click()
    administrator.get_by_role("link", name="Invite somebody").click()
    keep_picture(administrator, "places-invite-to-partnership")
    administrator.get_by_label("Name", exact=True).fill("Pat Partner")
    administrator.get_by_label("E-mail address").fill("pat@example.org")
    administrator.get_by_label("Partnership administrator").check()
    administrator.get_by_role("button", name="Invite").click()
    expect(administrator.get_by_text("The invitation is on its way to pat@example.org.")).to_be_visible()
    keep_picture(administrator, "places-people-of-partnership")

    words, link = empty.letter_to("pat@example.org")
    assert "Ada Admin invites you to Harbour Partnership, as partnership administrator." in words
    partner = window(java_script_enabled=False, viewport={"width": 375, "height": 800})
    partner.goto(link)
    keep_picture(partner, "places-invitation-375")
    make_account(partner, "Pat Partner", "Accept the invitation")
    expect(partner.get_by_role("heading", level=1)).to_have_text("Harbour Partnership")
    for name, kind in (("Harbour Council", "Council"), ("Harbour Police", "Police")):
        partner.get_by_role("link", name="Harbour Partnership").first.click()
        add_organisation(partner, name, kind)
    keep_picture(partner, "places-outline-375")

    for name, lead in (("Harbour Council", "Lee"), ("Harbour Police", "Lou")):
        partner.get_by_role("link", name="Harbour Partnership").first.click()
        partner.get_by_role("link", name=f"Invite its lead – {name}").click()
        partner.get_by_label("Name", exact=True).fill(f"{lead} Lead")
        partner.get_by_label("E-mail address").fill(f"{lead.lower()}@example.org")
        partner.get_by_role("button", name="Invite").click()
        _, link = empty.letter_to(f"{lead.lower()}@example.org")
        leader = window(viewport={"width": 1280, "height": 900})
        leader.goto(link)
        keep_picture(leader, f"places-invitation-{lead.lower()}")
        make_account(leader, f"{lead} Lead", "Accept the invitation")
        expect(leader.get_by_role("heading", level=1)).to_have_text(name)
        expect(leader.get_by_text("Welcome. You are lead now.")).to_be_visible()
        keep_picture(leader, f"places-organisation-{lead.lower()}")
        leader.goto(link)
        expect(leader.get_by_role("heading", level=1)).to_have_text("This invitation was accepted already")

    partner.get_by_role("link", name="Harbour Partnership").first.click()
    expect(partner.get_by_text("Led by Lee Lead")).to_be_visible()
    expect(partner.get_by_text("Led by Lou Lead")).to_be_visible()
    expect(partner.get_by_role("link", name="Invite its lead")).to_have_count(0)
    keep_picture(partner, "places-partnership-375")

    leader.get_by_role("navigation", name="Main").get_by_role("link", name="Assessments").click()
    leader.get_by_role("link", name="Trauma-informed pledge: where do we stand?", exact=True).first.click()
    leader.get_by_role("button", name="Start an assessment").click()
    leader.get_by_label("Harbour Police").check()
    leader.get_by_label("Period").fill("2026")
    leader.get_by_role("button", name="Save and continue").click()
    hub = leader.url
    expect(leader.get_by_role("heading", level=1)).to_contain_text("where do we stand?")
    keep_picture(leader, "places-hub")
    leader.get_by_role("navigation", name="Main").get_by_role("link", name="Assessments").click()
    keep_picture(leader, "places-home")
    for stranger in (administrator, partner):
        response = stranger.goto(hub)
        assert response is not None
        assert response.status == 404
    administrator.goto(empty.address + "/administration")
    keep_picture(administrator, "places-administration")
