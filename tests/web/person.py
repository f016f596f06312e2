"""Somebody with a browser, who gets pages and sends forms; every page is audited on the way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

import html5lib
from flask import Flask

from .audit import audit
from .page import Page


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
            and response.status_code not in (302, 303, 307, 308)
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


def start(person: Person, *, sector: str = "", organisation: str = "Example Force", period: str = "2026",
          year: int = 2026) -> str:  # fmt: skip
    """Start an assessment by the pages; gives the address of its list of sections."""
    page = person.get(person.get("/questionnaires/pages/1.0.0").link("Start an assessment"))
    form = page.form() | {"organisation": organisation, "period": period, "assessed_on_day": "1",
                          "assessed_on_month": "10", "assessed_on_year": str(year)}  # fmt: skip
    if sector:
        form["profile_sector"] = sector
    return person.post(page.action(), form | {"action": "continue"}, 303).location
