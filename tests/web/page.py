"""A page as a person sees it: its words, links, controls and problems, found in the html."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from werkzeug.test import TestResponse

SHOWN = {"input", "textarea", "select"}


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
