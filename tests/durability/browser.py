"""A browser that asks whichever server it is sent to, as one does behind an address that several servers answer."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPErrorProcessor, Request, build_opener


class _AsItCame(HTTPErrorProcessor):
    """Neither follows nor raises."""

    def http_response(self, request, response):
        return response

    https_response = http_response


@dataclass
class Answer:
    """What a server answered."""

    status: int
    text: str
    headers: dict[str, str]

    @property
    def hidden(self) -> dict[str, str]:
        """What its forms send along: that they are ours, and the revision they were filled from."""
        found: dict[str, str] = {}
        for tag in re.findall(r'<input[^>]*type="hidden"[^>]*>', self.text):
            said = dict(re.findall(r'(name|value)="([^"]*)"', tag))
            found.setdefault(said["name"], html.unescape(said.get("value", "")))
        return found

    def says(self, words: str) -> bool:
        return words in html.unescape(self.text)


class Browser:
    """Keeps its cookies for every port of this machine."""

    def __init__(self) -> None:
        self.cookies = CookieJar()
        self._opener = build_opener(HTTPCookieProcessor(self.cookies), _AsItCame)

    def get(self, address: str) -> Answer:
        return self._open(Request(address))

    def send(self, page: str, to: str | None = None, /, **form: str) -> Answer:
        """Get the page, and send its form, with these fields, to `to` or where the page is."""
        target = to or page
        typed = urlencode(self.get(page).hidden | form).encode()
        origin = "/".join(target.split("/")[:3])
        return self._open(Request(target, typed, {"Origin": origin, "Referer": target}))

    def _open(self, request: Request) -> Answer:
        with self._opener.open(request, timeout=60) as response:
            return Answer(response.status, response.read().decode(errors="replace"), dict(response.headers))
