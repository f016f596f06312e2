"""Asking the application as somebody in the `world`, and what its answer means: a letter of the authorisation table."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import parse_qsl
from zipfile import ZipFile

from flask import Response, g
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from .world import NOWHERE, RAW, World, forbidden

HERE, ELSEWHERE = "http://127.0.0.1:5000", "https://evil.example"
ANSWERS = b"""questionnaire: pages
version: 1.0.0
organisation: Whoever
period: "2026"
assessed_on: 2026-10-01
answers: {}
"""
ACTIONS = b"action\nMeet\n"
ADMITTED = "X-Admitted"
_PART = re.compile(r"<(?:\w+:)?(\w+)>")
_NEW_EACH_TIME = re.compile(rb"nonce(=\"|-)[\w-]+|name=\"csrf_token\" value=\"[^\"]*\"")


def tell_who_was_admitted(response: Response) -> Response:
    """Put on the response whether its view was reached: the status alone does not say."""
    response.headers[ADMITTED] = "yes" if g.get("admitted") else "no"
    return response


def parts_of(address: str) -> list[str]:
    """The names in an address that stand for somebody's things."""
    return [name for name in _PART.findall(address) if name not in RAW and name != "sha256"]


@dataclass(frozen=True)
class Asked:
    """What came back. `flashed`: what the next page will say. `changed`: the tables that held something else then.

    The world is as it was again.
    """

    letter: str
    response: TestResponse
    flashed: str = ""
    changed: set[str] = field(default_factory=set)

    def leaks(self, principal: str, work: str) -> set[str]:
        """The words in it that this principal must never be shown."""
        said = f"{self.response.headers} {self.flashed}".encode() + _unpacked(self.response)
        return {one for one in forbidden(principal, work) if one.encode() in said}

    @property
    def without_what_is_new_each_time(self) -> tuple[int, bytes]:
        return self.response.status_code, _NEW_EACH_TIME.sub(b"", self.response.data)


def _unpacked(response: TestResponse) -> bytes:
    """What came back; of an archive the names and contents of what is in it, where a word can be found."""
    if response.mimetype != "application/zip":
        return response.data
    with ZipFile(BytesIO(response.data)) as archive:
        return b"\n".join(part for name in archive.namelist() for part in (name.encode(), archive.read(name)))


def ask(world: World, principal: str, row: Mapping[str, str], ids: Mapping[str, str], *, from_us: bool = True) -> Asked:
    """Send what the row says; `ids` is what each part of its address, and each `{part}` of what is sent, stands for.

    `from_us`: the form is one that this browser got from us, not from another site.
    """
    method, address, sends = row["method"], row["address"], row["sends"]
    known = RAW | dict(ids) | {"sha256": world.offer.sha256}
    filled = _PART.sub(lambda part: known[part[1]], address)
    data: MultiDict[str, object] = MultiDict(parse_qsl(sends.format_map(known), keep_blank_values=True))
    if method == "POST" and from_us:
        data["csrf_token"] = world.token
    if data.get("file") == "@answers":
        data["file"] = (BytesIO(ANSWERS), "answers.yaml")
    elif data.get("file") == "@questionnaire":
        data["file"] = (BytesIO(world.offer.data.replace(b"version: 1.0.0", b"version: 1.1.0", 1)), "pages.yaml")
    elif data.get("file") == "@actions":
        data["file"] = (BytesIO(ACTIONS), "actions.csv")
    name = world.app.config["SESSION_COOKIE_NAME"]
    client = world.app.test_client(use_cookies=False)
    with closing(sqlite3.connect(world.file)) as watching:
        before = watching.execute("PRAGMA data_version").fetchone()
        response = client.open(
            filled,
            method=method,
            base_url=HERE,
            data=data if method == "POST" else None,
            headers={
                "Origin": HERE if from_us else "https://evil.example",
                "Cookie": f"{name}={world.cookies[principal]}",
            },
            environ_overrides={"REMOTE_ADDR": "127.0.0.1"},
            buffered=True,
        )
        touched = watching.execute("PRAGMA data_version").fetchone() != before
    changed = world.changed() if touched else set()
    if touched:
        world.go_back()
    flashed = _flashed(world, response.headers.get("Set-Cookie", ""), name)
    return Asked(letter=letter_of(response), response=response, flashed=flashed, changed=changed)


def _flashed(world: World, cookie: str, name: str) -> str:
    value = cookie.partition(f"{name}=")[2].partition(";")[0]
    told = world.cookie_signer.loads(value) if value else {}
    return str(told.get("_flashes", ""))


def letter_of(response: TestResponse) -> str:
    """A: done or shown. R: the form comes back. F: not permitted. N: not there. S: to sign in. Else the status."""
    status, admitted = response.status_code, response.headers[ADMITTED] == "yes"
    if status in (403, 404):
        return "F" if status == 403 else "N"
    if status == 303 and not admitted:
        return "S" if response.headers["Location"].startswith("/sign-in") else f"to {response.headers['Location']}"
    if admitted and status in (200, 302, 303, 307):
        return "A"
    return "R" if admitted and status in (400, 409, 422) else str(status)


def nowhere(names: list[str]) -> dict[str, str]:
    """Ids of nothing at all."""
    return dict.fromkeys(names, NOWHERE)
