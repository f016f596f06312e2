"""A person in a hurry, who reads a page without checking it: for tests that look at hundreds of pages."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import TestResponse

HERE = "http://127.0.0.1:5000"


class Page(HTMLParser):
    """What stands in the controls, the words, and where the error summary leads."""

    def __init__(self, address: str, response: TestResponse) -> None:
        super().__init__()
        self.address, self.html = address, response.text
        self.status, self.location = response.status_code, response.headers.get("Location", "")
        self.controls: dict[str, str] = {}
        self.problems: dict[str, str] = {}
        """Address of a field on the page: the line of the error summary about it."""
        self._parts: list[str] = []
        self._textarea = self._problem = ""
        self._in_summary = False
        self.feed(self.html)
        self.words = "".join(self._parts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "input" and (told.get("type") not in ("radio", "checkbox", "submit") or "checked" in told):
            self.controls[told["name"]] = told.get("value", "")
        elif tag == "textarea":
            self._textarea = told["name"]
            self.controls[self._textarea] = ""
        elif tag == "a" and self._in_summary:
            self._problem = told["href"].removeprefix("#")
            self.problems[self._problem] = ""
        elif tag == "ul":
            self._in_summary = "govuk-error-summary__list" in told.get("class", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.controls[self._textarea] = self.controls[self._textarea].removeprefix("\n")  # as browsers do
            self._textarea = ""
        elif tag == "a":
            self._problem = ""
        elif tag == "ul":
            self._in_summary = False

    def handle_data(self, data: str) -> None:
        self._parts.append(data)
        if self._textarea:
            self.controls[self._textarea] += data
        if self._problem:
            self.problems[self._problem] += data


class Hurry:
    """Gets pages and sends forms."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()

    def get(self, address: str) -> Page:
        return self._open(address, method="GET")

    def post(self, address: str, fields: Mapping[str, str]) -> Page:
        # A lone surrogate goes as the three bytes that a careless program would send.
        body = urlencode(fields, errors="surrogatepass")
        return self._open(address, method="POST", data=body, content_type="application/x-www-form-urlencoded")

    def _open(self, address: str, **given: Any) -> Page:
        environ = {"REMOTE_ADDR": "127.0.0.1"}
        given |= {"base_url": HERE, "headers": {"Origin": HERE}, "environ_overrides": environ}
        return Page(address, self._client.open(address, **given))
