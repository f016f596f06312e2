"""The one look of pages with a short form: what it is about, its fields, a button, and what else one may do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from werkzeug import Response

from selfassess.services.sign_in import TooOften
from selfassess.web.forms.plain import PlainForm
from selfassess.web.pages import page
from selfassess.web.security.login import waiting_minutes
from selfassess.web.wiring import wiring

WRONG = 422
"""The status of a form that comes back because something in it is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A page with a form. `links` are further ways, each an address and words; `warning` marks what weakens safety."""

    title: str
    action: str
    label: str
    text: Sequence[str] = ()
    links: Sequence[tuple[str, str]] = ()
    back: tuple[str, str] | None = None
    warning: bool = False


def ask(asked: Asked, form: PlainForm | None = None, *, status: int = 200, trouble: str = "") -> Response:
    """The page; `trouble` is said above the form."""
    return page(
        "account/ask.html",
        title=asked.title,
        status=status,
        asked=asked,
        form=form,
        faults=form.faults() if form else (),
        trouble=trouble,
        back=asked.back,
    )


def ask_later(asked: Asked, form: PlainForm | None, often: TooOften) -> Response:
    """The same after too many tries."""
    return later(ask(asked, form, status=429, trouble=too_often_words(often)), often)


def later(response: Response, often: TooOften) -> Response:
    """A page that also tells programs how long to wait."""
    response.headers["Retry-After"] = str(int(often.wait.total_seconds()) + 1)
    return response


def too_often_words(often: TooOften) -> str:
    """How long to wait."""
    t, minutes = wiring().t, waiting_minutes(often.wait)
    return t.plural("That was tried too often. Wait {count} minute, then try again.",
                    "That was tried too often. Wait {count} minutes, then try again.", minutes)  # fmt: skip


def told(title: str, text: Sequence[str], *, status: int = 200, links: Sequence[tuple[str, str]] = ()) -> Response:
    """A page that only says something."""
    return page("account/told.html", title=title, status=status, text=text, links=links)
