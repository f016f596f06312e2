"""What holds for every page that any test visits."""

from __future__ import annotations

import re
from urllib.parse import unquote, urljoin, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from .page import SHOWN, Page, text_of


def audit(app: Flask, page: Page) -> None:
    policy = page.response.headers["Content-Security-Policy"]
    for said in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
        assert said in policy
    assert "unsafe" not in policy
    assert page.response.headers["X-Content-Type-Options"] == "nosniff"
    assert page.response.headers["Referrer-Policy"] == "same-origin"
    if page.address.startswith("/calendar/") and page.status < 400:
        assert page.response.headers["Cache-Control"] == "private, no-cache"
    elif not page.address.startswith("/static/"):
        assert page.response.headers["Cache-Control"] == "no-store"
    if page.tree is None:
        return
    nonce = re.search(r"script-src 'nonce-([^']+)'", policy)
    assert nonce
    _no_inline_code(page, nonce[1])
    if page.address.partition("?")[0].endswith(("/view", "/certificate")):
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
        assert form.get("action")
        if form.get("method") == "get":  # asks, and changes nothing: the token has no place in an address
            assert not [control for control in form.iter("input") if control.get("name") == "csrf_token"]
            continue
        assert form.get("method") == "post"
        assert any(control.get("name") == "csrf_token" and control.get("value") for control in form.iter("input"))
    for fieldset in page.all("fieldset"):
        assert fieldset[0].tag == "legend"
        assert text_of(fieldset[0])


def _links(app: Flask, page: Page) -> None:
    adapter = app.url_map.bind("127.0.0.1:5000")
    found = [(a.get("href") or "", a.get("rel") or "") for a in page.all("a", "link")]
    abroad = [href for href, rel in found if "external" in rel.split()]
    assert all(href.lower().startswith(("https://", "http://")) for href in abroad), f"{page.address}: {abroad}"
    ours = [href for href, rel in found if "external" not in rel.split()]
    targets = [(href, "GET") for href in ours if not href.startswith(("#", "mailto:", "tel:"))]
    targets += [(form.get("action") or "", (form.get("method") or "").upper()) for form in page.all("form")]
    for target, method in targets:
        path = urlsplit(urljoin(page.address, target)).path
        try:
            adapter.match(path, method=method)
        except RequestRedirect:
            pass
        except HTTPException as error:
            raise AssertionError(f"{page.address}: {method} {target} is no page of ours") from error
