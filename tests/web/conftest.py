"""A person at the pages: an application on a real database file, and a client that audits every page it is given."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from selfassess.app import create_app
from selfassess.config import load_settings
from selfassess.services.assessments import OpenAssessment, list_assessments, open_assessment

QUESTIONNAIRES = Path(__file__).parents[1] / "questionnaires"
SHOWN = {"input", "textarea", "select"}


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """So that not every test compiles them anew."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(tmp_path: Path, compiled_templates: FileSystemBytecodeCache) -> Iterator[Flask]:
    """The whole application in an instance of its own, which offers `pages 1.0.0` besides what ships."""
    (tmp_path / "questionnaires").mkdir()
    shutil.copy(QUESTIONNAIRES / "pages.yaml", tmp_path / "questionnaires")
    made = create_app(load_settings({"SELFASSESS_INSTANCE": str(tmp_path)}))
    made.jinja_env.bytecode_cache = compiled_templates
    yield made
    made.extensions["selfassess"].database.close()


@pytest.fixture
def person(app: Flask) -> Person:
    return Person(app)


@pytest.fixture
def another(app: Flask) -> Person:
    """Somebody else, in a browser of their own."""
    return Person(app)


@pytest.fixture
def assessment(person: Person) -> str:
    """The address of a new assessment, as a person starts one: a police force, answers to `pages`."""
    return start(person, sector="police")


@pytest.fixture
def start_one() -> Callable[..., str]:
    return start


@pytest.fixture
def stored(app: Flask) -> Callable[[str], OpenAssessment]:
    """What is really in the database, for the address of an assessment."""
    return lambda address: open_assessment(app.extensions["selfassess"].database, address.rsplit("/", 1)[-1])


@pytest.fixture
def all_stored(app: Flask) -> Callable[[], tuple[Any, ...]]:
    return lambda: list_assessments(app.extensions["selfassess"].database)


def start(person: Person, *, sector: str = "", organisation: str = "Example Force", period: str = "2026",
          year: int = 2026) -> str:  # fmt: skip
    """Start an assessment by the pages; gives the address of its list of sections."""
    page = person.get(person.get("/questionnaires/pages/1.0.0").link("Start an assessment"))
    form = page.form() | {"organisation": organisation, "period": period, "assessed_on_day": "1",
                          "assessed_on_month": "10", "assessed_on_year": str(year)}  # fmt: skip
    if sector:
        form["profile_sector"] = sector
    return person.post(page.action(), form | {"action": "continue"}, 303).location


def text_of(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


@dataclass
class Page:
    """A response as a person sees it."""

    address: str
    response: TestResponse
    tree: Element | None = field(default=None, repr=False)

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def location(self) -> str:
        return self.response.headers["Location"]

    @property
    def text(self) -> str:
        """All words on the page, blanks as a reader sees them."""
        assert self.tree is not None
        body = self.tree.find("body")
        assert body is not None
        return text_of(body)

    def all(self, *tags: str) -> list[Element]:
        assert self.tree is not None
        return [element for element in self.tree.iter() if element.tag in tags]

    def by_id(self, id: str) -> Element:
        return next(element for element in self.all_elements() if element.get("id") == id)

    def all_elements(self) -> list[Element]:
        assert self.tree is not None
        return [element for element in self.tree.iter() if isinstance(element.tag, str)]

    def link(self, words: str) -> str:
        """Where the link with these words leads."""
        found = [a.get("href", "") for a in self.all("a") if words in text_of(a)]
        assert found, f"no link {words!r} at {self.address}"
        return found[0]

    def _main_form(self) -> Element:
        forms = [one for one in self.all("form") if one.get("action") != "/example/remove"]
        return forms[-1]

    def action(self) -> str:
        return self._main_form().get("action", "")

    def form(self) -> dict[str, Any]:
        """What a browser would send, without any button: a value, or a list of values, for each name."""
        sent: dict[str, Any] = {}
        for control in self._main_form().iter():
            name, kind = control.get("name"), control.get("type", "text")
            if not name or control.tag not in SHOWN or kind == "submit" or kind == "file":
                continue
            if control.tag == "textarea":
                sent[name] = "".join(control.itertext())
            elif kind in ("radio", "checkbox"):
                if control.get("checked") is not None:
                    sent[name] = [*sent.get(name, []), control.get("value", "on")]
            else:
                sent[name] = control.get("value", "")
        return sent

    def problems(self) -> list[str]:
        """The lines of the error summary."""
        return [
            text_of(a)
            for div in self.all("div")
            if "govuk-error-summary" in (div.get("class") or "").split()
            for a in div.iter("a")
        ]


class Person:
    """Somebody with a browser: gets pages and sends forms; every page is audited on the way."""

    def __init__(self, app: Flask, remote: str = "127.0.0.1") -> None:
        self._app = app
        self._client = app.test_client()
        self._remote = remote

    def get(self, address: str, expect: int = 200, **given: Any) -> Page:
        return self._open(address, expect, method="GET", **given)

    def post(self, address: str, data: Mapping[str, Any], expect: int, **given: Any) -> Page:
        return self._open(address, expect, method="POST", data=data, **given)

    def send(self, page: Page, expect: int = 303, **changes: Any) -> Page:
        """Send the main form of a page with some of its fields changed; `__` in a name stands for a hyphen."""
        return self.post(page.action(), page.form() | changes, expect, base=page.address)

    def follow(self, page: Page) -> Page:
        return self.get(page.location)

    def forget(self) -> None:
        """Lose all cookies, as when the browser was closed over night."""
        self._client = self._app.test_client()

    def _open(self, address: str, expect: int, *, base: str = "/", **given: Any) -> Page:
        target = urljoin(base, address).partition("#")[0]
        given |= {"base_url": "http://127.0.0.1:5000", "buffered": True}
        headers = {"Origin": "http://127.0.0.1:5000"} | given.pop("headers", {})
        environ = {"REMOTE_ADDR": self._remote}
        response = self._client.open(target, environ_overrides=environ, headers=headers, **given)
        page = Page(target, response)
        if (
            response.mimetype == "text/html"
            and response.data
            and response.status_code not in (302, 303, 308)
            and "Content-Disposition" not in response.headers
        ):
            parser = html5lib.HTMLParser(namespaceHTMLElements=False)
            page.tree = parser.parse(response.data)
            assert not parser.errors, f"{target}: {parser.errors[:3]}"
        audit(self._app, page)
        assert page.status == expect, (
            f"{target}: {page.status}, not {expect}: {page.problems() if page.tree is not None else ''}"
        )
        return page


# The audit: what holds for every page that any test visits.


def audit(app: Flask, page: Page) -> None:
    policy = page.response.headers["Content-Security-Policy"]
    for said in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
        assert said in policy
    assert "unsafe" not in policy
    assert page.response.headers["X-Content-Type-Options"] == "nosniff"
    assert page.response.headers["Referrer-Policy"] == "same-origin"
    if not page.address.startswith("/static/"):
        assert page.response.headers["Cache-Control"] == "no-store"
    if page.tree is None:
        return
    nonce = re.search(r"script-src 'nonce-([^']+)'", policy)
    assert nonce
    _no_inline_code(page, nonce[1])
    if page.address.endswith("/report/view"):
        return  # the report's own page, which its room tests
    _one_heading_that_is_the_title(page)
    _whole_frame(page)
    _ids_and_references(page)
    _labels(page)
    _forms(page)
    _links(app, page)


def _no_inline_code(page: Page, nonce: str) -> None:
    for element in page.all_elements():
        assert element.get("style") is None, f"{page.address}: style on {element.tag}"
        assert not [name for name in element.attrib if str(name).startswith("on")], f"{page.address}: {element.tag}"
        if element.tag in ("script", "style") or (element.tag == "link" and element.get("rel") == "stylesheet"):
            assert element.get("nonce") == nonce


def _one_heading_that_is_the_title(page: Page) -> None:
    headings, titles = page.all("h1"), page.all("title")
    assert len(headings) == 1, page.address
    assert text_of(titles[0]).startswith(text_of(headings[0])), page.address
    levels = [int(element.tag[1]) for element in page.all("h1", "h2", "h3", "h4") if text_of(element)]
    first = levels.index(1)
    assert all(later - earlier <= 1 for earlier, later in zip(levels[first:], levels[first + 1 :], strict=False))


def _whole_frame(page: Page) -> None:
    assert page.tree is not None
    assert page.tree.get("lang")
    assert len(page.all("main")) == 1
    if "address is not ours" in page.text:
        return
    assert page.all("header")
    assert page.all("footer")
    assert page.all("a")[0].get("href") == "#main"
    assert "Help and support" in text_of(page.all("footer")[0])


def _ids_and_references(page: Page) -> None:
    ids = [element.get("id") for element in page.all_elements() if element.get("id")]
    assert len(ids) == len(set(ids)), f"{page.address}: twice {sorted(i for i in set(ids) if ids.count(i) > 1)}"
    for element in page.all_elements():
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "data-aria-controls", "form"):
            for target in (element.get(name) or "").split():
                assert target in ids, f"{page.address}: {name}={target} leads nowhere"
        href = element.get("href") or ""
        if element.tag == "a" and href.startswith("#"):
            assert unquote(href[1:]) in ids, f"{page.address}: {href} leads nowhere"


def _labels(page: Page) -> None:
    labelled = {label.get("for") for label in page.all("label") if text_of(label)}
    for control in page.all(*SHOWN):
        if control.get("type") not in ("hidden", "submit"):
            assert control.get("id") in labelled, f"{page.address}: {control.get('name')} has no label"
    for button in page.all("button"):
        assert text_of(button)


def _forms(page: Page) -> None:
    for form in page.all("form"):
        assert form.get("method") == "post"
        assert form.get("action")
        assert any(control.get("name") == "csrf_token" and control.get("value") for control in form.iter("input"))
    for fieldset in page.all("fieldset"):
        assert fieldset[0].tag == "legend"
        assert text_of(fieldset[0])


def _links(app: Flask, page: Page) -> None:
    adapter = app.url_map.bind("127.0.0.1:5000")
    targets = [(a.get("href") or "", "GET") for a in page.all("a", "link") if not (a.get("href") or "").startswith("#")]
    targets += [(form.get("action") or "", "POST") for form in page.all("form")]
    for target, method in targets:
        path = urlsplit(urljoin(page.address, target)).path
        try:
            adapter.match(path, method=method)
        except RequestRedirect:
            pass
        except HTTPException as error:
            raise AssertionError(f"{page.address}: {method} {target} is no page of ours") from error
