"""A real browser at a real server: Chromium, waitress on a free port, a database file with the example in it."""

from __future__ import annotations

import os
import secrets
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from selfassess.app import create_app
from selfassess.config import load_settings
from selfassess.services.access import OPERATOR, Actor, ActorKind
from selfassess.services.accounts import add_account
from selfassess.services.assessments import list_assessments
from selfassess.services.catalogue import catalogue_of
from selfassess.services.example import load_example
from selfassess.services.organisations import Described, add_organisation
from selfassess.services.sessions import start_session
from selfassess.services.starting import start_assessment
from selfassess.store.holders import give_role
from selfassess.store.model import Details
from selfassess.store.people import Organisation, OrganisationKind, Place, Role
from selfassess.web.serving import Server

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "artefacts/pages"
HIGHEST_PICTURE = 12_000  # pixels; a whole report is six times as high, and nobody looks so far
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage",
             "--disable-component-update", "--no-first-run")  # fmt: skip
PAGES = {
    "home": "/",
    "start": "/questionnaires/bnssg-pledge/1.0.0",
    "start-concordat": "/questionnaires/hips-concordat/1.0.0",
    "list": "{draft}",
    "details": "{draft}/details",
    "section": "{draft}/sections/c2",
    "check": "{draft}/check",
    "results-draft": "{draft}/results",
    "results": "{agreed}/results",
    "next-steps": "{agreed}/next-steps",
    "next-steps-draft": "{draft}/next-steps",
    "next-steps-chosen": "{agreed}/next-steps?raise=c2-gaps.2&raise=c8-letters.2&raise=c8-leaders.4",
    "next-steps-plan": "{agreed}/next-steps/plan?raise=c2-gaps.2&raise=c8-letters.3",
    "list-agreed": "{agreed}",
    "report": "{draft}/report",
    "report-documents": "{agreed}/report?document=board&annex=answers&annex=evidence",
    "report-board": "{agreed}/report/view?document=board",
    "report-view": "{agreed}/report/view",
    "agree": "{draft}/steps/agreed",
    "take-back": "{agreed}/steps/draft",
    "next": "{agreed}/next",
    "delete": "{draft}/delete",
    "years": "{school}/years/bnssg-pledge",
    "targets": "{school}/targets/bnssg-pledge",
    "versions": "/questionnaires/bnssg-pledge/versions",
    "difference": "/questionnaires/bnssg-pledge/versions/difference",
    "rehearsal": "/questionnaires/bnssg-pledge/versions/rehearsal",
    "draft-check": "/questionnaires/draft",
    "import": "/import",
    "help": "/help",
    "accessibility": "/accessibility",
    "privacy": "/privacy",
    "method": "/method",
    "not-found": "/nothing",
}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


class Site:
    """The pages, served. `address` is where; `agreed` and `draft` are the example's assessments.

    `school` is the example's organisation with three years.
    """

    def __init__(self, instance: Path, migrated_file: Path, compiled_templates: FileSystemBytecodeCache) -> None:
        (instance / "questionnaires").mkdir()
        shutil.copy(ROOT / "tests/questionnaires/pages.yaml", instance / "questionnaires")
        settings = load_settings({"SELFASSESS_INSTANCE": str(instance)})
        shutil.copy(migrated_file, settings.database_url.removeprefix("sqlite:///"))
        app = create_app(settings)
        app.jinja_env.bytecode_cache = compiled_templates
        self.database: Any = app.extensions["selfassess"].database
        load_example(self.database, OPERATOR, now=datetime.now(UTC))
        self._server = Server(app, "127.0.0.1", 0)
        self._thread = threading.Thread(target=self._server.run)
        self._thread.start()
        self.address = self._server.address
        listed = list_assessments(self.database, OPERATOR)
        self.agreed = f"/assessments/{next(one.id for one in listed if one.status == 'agreed')}"
        self.draft = f"/assessments/{next(one.id for one in listed if one.status == 'draft')}"
        owner = next(one.organisation_id for one in listed if one.details.period == "2024")
        self.school = f"/organisations/{owner}"

    def at(self, name: str) -> str:
        """The address of a page of the table."""
        return PAGES[name].format(draft=self.draft, agreed=self.agreed, school=self.school)

    def close(self) -> None:
        self._server.stop()
        self._thread.join(10)
        self.database.close()


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, migrated_file: Path, compiled_templates: FileSystemBytecodeCache
) -> Iterator[Site]:
    served = Site(tmp_path_factory.mktemp("instance"), migrated_file, compiled_templates)
    yield served
    served.close()


@pytest.fixture(params=PAGES)
def page_name(request: pytest.FixtureRequest) -> str:
    """A test that asks for it runs for every page of the table."""
    return str(request.param)


class Windows:
    """Windows on the site, each a browser of its own; `complaints` is what was refused by the policy or failed."""

    def __init__(self, chromium: Browser, address: str) -> None:
        self._chromium, self._address = chromium, address
        self._opened: list[BrowserContext] = []
        self.complaints: list[str] = []

    def open(self, width: int = 1200, height: int = 900, *, scripts: bool = True, **given: Any) -> Page:
        context = self._chromium.new_context(base_url=self._address, viewport={"width": width, "height": height},
                                             java_script_enabled=scripts, reduced_motion="reduce", **given)  # fmt: skip
        self._opened.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _listen(self, message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def close(self) -> None:
        for context in self._opened:
            context.close()


@pytest.fixture
def browse(chromium: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """`browse(width=…, scripts=…)`: a new window; nothing may be refused by the policy or fail in it."""
    windows = Windows(chromium, site.address)
    yield windows.open
    windows.close()
    assert windows.complaints == []


@pytest.fixture(scope="module")
def kept_windows(chromium: Browser, site: Site) -> Iterator[tuple[Windows, Page, Page]]:
    windows = Windows(chromium, site.address)
    yield windows, windows.open(), windows.open(scripts=False)
    windows.close()


@pytest.fixture
def window(kept_windows: tuple[Windows, Page, Page]) -> Iterator[Page]:
    """A window that goes on from test to test, for those that only look at pages; its size and colours are as new."""
    windows, page, _ = kept_windows
    page.set_viewport_size({"width": 1200, "height": 900})
    page.emulate_media(media="screen", forced_colors="none")
    windows.complaints.clear()
    yield page
    assert windows.complaints == []


@pytest.fixture
def window_without_scripts(kept_windows: tuple[Windows, Page, Page]) -> Page:
    """The same, with scripts switched off."""
    return kept_windows[2]


@pytest.fixture
def keep_picture() -> Callable[[Page, str], None]:
    """Keep what a page looks like in `artefacts/pages`, to be looked at; where nobody asked for it, nothing."""

    def keep(page: Page, name: str) -> None:
        if "PAGE_PICTURES" not in os.environ:
            return
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.wait_for_load_state()
        # A window as high as the page, or what sticks to its lower edge would stand in the middle of the picture.
        size = page.viewport_size or {"width": 1200, "height": 900}
        height = min(page.evaluate("document.body.scrollHeight"), HIGHEST_PICTURE)
        page.set_viewport_size({"width": size["width"], "height": height})
        page.screenshot(path=PICTURES / f"{name}.png")
        page.set_viewport_size(size)

    return keep


HONEST = ROOT / "tests/questionnaires/honest.yaml"


class Council:
    """One organisation with people in it, served; everybody has a browser of their own, and is signed in there."""

    def __init__(self, app: Flask, chromium: Browser) -> None:
        self._app = app
        self.database: Any = app.extensions["selfassess"].database
        made = add_organisation(
            self.database, OPERATOR, Described(name="Harbour Council", kind=OrganisationKind.COUNCIL), now=self.now
        )
        assert isinstance(made, Organisation)
        self.organisation = made
        self._server = Server(app, "127.0.0.1", 0)
        self._thread = threading.Thread(target=self._server.run)
        self._thread.start()
        self.address = self._server.address
        self.windows = Windows(chromium, self.address)

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    def person(self, name: str, *roles: Role) -> Actor:
        """Somebody with these roles in the organisation."""
        email = f"{name.replace(' ', '.').lower()}@example.org"
        with self.database.writing() as session:
            account = add_account(session, name, email, password=None, now=self.now)
            assert account is not None
            for role in roles:
                give_role(session, secrets.token_hex(16), Place(organisation=self.organisation.id), account.id, role,
                          self.now)  # fmt: skip
        return Actor(kind=ActorKind.PERSON, account=account.id)

    def window(self, who: Actor, width: int = 1280, height: int = 900, *, scripts: bool = True) -> Page:
        """A browser in which this person is signed in."""
        assert who.account is not None
        with self.database.writing() as session:
            told = {"secret": start_session(session, who.account, "a browser", self.now)}
        signer = SecureCookieSessionInterface().get_signing_serializer(self._app)
        assert signer is not None
        page = self.windows.open(width, height, scripts=scripts)
        name = self._app.config["SESSION_COOKIE_NAME"]
        page.context.add_cookies([{"name": name, "value": str(signer.dumps(told)), "url": self.address}])
        return page

    def start(self, lead: Actor) -> str:
        """The id of a new assessment by the questionnaire of `honest.yaml`."""
        offer = catalogue_of([HONEST], {}).offers[0]
        details = Details(organisation=self.organisation.name, period="2026", assessed_on=date(2026, 10, 1), profile={})
        made = start_assessment(self.database, lead, offer, details, organisation=self.organisation.id,
                                token=secrets.token_hex(8), now=self.now)  # fmt: skip
        return made.id

    def close(self) -> None:
        self.windows.close()
        self._server.stop()
        self._thread.join(10)
        self.database.close()


@pytest.fixture
def council(
    tmp_path: Path, database_url: str, chromium: Browser, compiled_templates: FileSystemBytecodeCache
) -> Iterator[Council]:
    """A test that asks for it runs on SQLite and on PostgreSQL; nothing may be refused by the policy or fail."""
    (tmp_path / "questionnaires").mkdir()
    shutil.copy(HONEST, tmp_path / "questionnaires")
    variables = {"SELFASSESS_INSTANCE": str(tmp_path), "SELFASSESS_DATABASE_URL": database_url}
    app = create_app(load_settings(variables))
    app.jinja_env.bytecode_cache = compiled_templates
    made = Council(app, chromium)
    yield made
    made.close()
    assert made.windows.complaints == []
