"""The audit record of an organisation, of a partnership and of everything: a page at a time, or as a file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any

from flask import Response as Streamed
from flask import request, url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound

from selfassess.services.audit_export import EXPORT_FORMATS
from selfassess.services.audit_reading import Told, audit_page, every_event
from selfassess.services.rights import Action
from selfassess.store.audit import Choice
from selfassess.store.people import Organisation, Partnership
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import ADMINISTRATOR, in_organisation, in_partnership
from selfassess.web.security.routes import Routes
from selfassess.web.wiring import wiring

_LONGEST = 80

routes = Routes("audit")


@routes.get("/audit", ADMINISTRATOR)
def everything() -> Response:
    """What was done in the whole installation."""
    return _record("everything", {}, Choice())


@routes.get("/audit.<string:suffix>", ADMINISTRATOR)
def everything_as(suffix: str) -> Response:
    """The same as a file."""
    return _file(suffix, Choice(), "audit")


@routes.get("/organisations/<string:organisation>/audit", in_organisation(Action.RUN_ORGANISATION))
def of_organisation(organisation: Organisation) -> Response:
    """What was done in an organisation."""
    place = Choice(organisation=organisation.id)
    return _record("of_organisation", {"organisation": organisation.id}, place, caption=organisation.name)


@routes.get("/organisations/<string:organisation>/audit.<string:suffix>", in_organisation(Action.RUN_ORGANISATION))
def of_organisation_as(organisation: Organisation, suffix: str) -> Response:
    """The same as a file."""
    return _file(suffix, Choice(organisation=organisation.id), "audit-organisation")


@routes.get("/partnerships/<string:partnership>/audit", in_partnership(Action.RUN_PARTNERSHIP))
def of_partnership(partnership: Partnership) -> Response:
    """What was done in a partnership."""
    place = Choice(partnership=partnership.id)
    return _record("of_partnership", {"partnership": partnership.id}, place, caption=partnership.name)


@routes.get("/partnerships/<string:partnership>/audit.<string:suffix>", in_partnership(Action.RUN_PARTNERSHIP))
def of_partnership_as(partnership: Partnership, suffix: str) -> Response:
    """The same as a file."""
    return _file(suffix, Choice(partnership=partnership.id), "audit-partnership")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the record is filtered by, as it stands in the address; `fault` says what of it makes no sense."""

    person: str
    event: str
    since: str
    until: str
    fault: str

    @property
    def query(self) -> dict[str, Any]:
        """What a link must repeat."""
        said = {"person": self.person, "event": self.event, "since": self.since, "until": self.until}
        return {name: value for name, value in said.items() if value}


def _asked() -> Asked:
    said = {name: _plain(request.args.get(name, "")) for name in ("person", "event", "since", "until")}
    readable = all(_day(said[name]) for name in ("since", "until") if said[name])
    fault = "" if readable else wiring().t("Give days like 2026-10-31.")
    return Asked(**said, fault=fault)


def _plain(value: str) -> str:
    """What no database stumbles over; a filter that is forged beyond that is none."""
    return value if value.isprintable() and len(value) <= _LONGEST else ""


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _chosen(place: Choice, asked: Asked) -> Choice:
    since, until = _day(asked.since), _day(asked.until)
    return replace(
        place,
        actor=asked.person or None,
        event=asked.event or None,
        since=_midnight(since) if since else None,
        until=_midnight(until + timedelta(days=1)) if until and until < date.max else None,
    )


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _record(endpoint: str, values: dict[str, Any], place: Choice, caption: str = "") -> Response:
    use, asked = wiring(), _asked()
    wanted = request.args.get("page", "1")
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 9 else 1
    found = audit_page(use.database, who(), use.t, _chosen(place, asked), page=number)

    def link(page_number: int) -> str:
        return url_for(f"audit.{endpoint}", **values, **asked.query, page=page_number)

    return page(
        "audit.html",
        title=use.t("Audit record"),
        caption=caption,
        found=found,
        days=_by_day(found.events),
        asked=asked,
        here=url_for(f"audit.{endpoint}", **values),
        before=link(found.page - 1) if found.page > 1 else "",
        after=link(found.page + 1) if found.page < found.pages else "",
        files={kind: url_for(f"audit.{endpoint}_as", **values, **asked.query, suffix=kind) for kind in EXPORT_FORMATS},
    )


def _by_day(events: tuple[Told, ...]) -> list[tuple[date, list[Told]]]:
    return [(day, list(those)) for day, those in groupby(events, key=lambda told: told.recorded.at.date())]


def _file(suffix: str, place: Choice, name: str) -> Response:
    """Sent event by event: a record of years need not fit into memory."""
    wanted = EXPORT_FORMATS.get(suffix)
    if wanted is None:
        raise NotFound
    use = wiring()
    events = every_event(use.database, who(), use.t, _chosen(place, _asked()))
    response = Streamed(wanted.pieces(events), content_type=wanted.media_type)
    filename = f"{name}-{use.now().date().isoformat()}.{suffix}"
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response
