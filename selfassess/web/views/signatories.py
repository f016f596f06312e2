"""Registers of signatories: of an organisation and of a partnership, as a page and as a table for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask import url_for
from werkzeug import Response

from selfassess.language import Translator
from selfassess.report.blocks import Column, Note, Table
from selfassess.report.filename import signatories_filename
from selfassess.services.rights import Action
from selfassess.services.signatories import PartnershipRegister, RegisterEntry, register_in, register_of
from selfassess.services.signatories_export import signatories_csv
from selfassess.store.people import Organisation, Partnership
from selfassess.store.signatures import Signature
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_organisation, in_partnership
from selfassess.web.security.routes import Routes
from selfassess.web.views.reading import attachment
from selfassess.web.views.spots import Spot
from selfassess.web.wiring import wiring

routes = Routes("signatories")

_OF_ORGANISATION = "/organisations/<string:organisation>/signatures"
_IN_PARTNERSHIP = "/partnerships/<string:partnership>/signatories"
_SEE_ORGANISATION = in_organisation(Action.SEE_ORGANISATION)
_SEE_PARTNERSHIP = in_partnership(Action.SEE_PARTNERSHIP)
_CSV = "text/csv; charset=utf-8"
NOTHING = "–"


@routes.get(_OF_ORGANISATION, _SEE_ORGANISATION)
def of_organisation(organisation: Organisation) -> Response:
    """Every signature there ever was, the one that stands first."""
    t, register = wiring().t, _register_of(organisation)
    return page(
        "signatories/organisation.html",
        title=t("Register of signatures"),
        caption=organisation.name,
        organisation=organisation,
        tables=[_signatures(entry, t) for entry in register],
        example=organisation.example,
        back=(url_for("commitments.listed", organisation=organisation.id), t("Pledges and concordats")),
    )


@routes.get(f"{_OF_ORGANISATION}.csv", _SEE_ORGANISATION)
def of_organisation_csv(organisation: Organisation) -> Response:
    """The same as a table."""
    return attachment(signatories_csv(_register_of(organisation)), _CSV, signatories_filename(organisation.name))


@routes.get(_IN_PARTNERSHIP, _SEE_PARTNERSHIP)
def in_partnership_now(partnership: Partnership) -> Response:
    """Every organisation that belongs or belonged, and who signed for it; a way on for those who make it public."""
    t, register = wiring().t, _register_in(partnership)
    belonging = [one for one in register.entries if one.left_at is None]
    left = [one for one in register.entries if one.left_at is not None]
    signed = [one for one in belonging if one.signatures]
    return page(
        "signatories/partnership.html",
        title=t("Who has signed"),
        caption=partnership.name,
        partnership=partnership,
        signed=len({one.organisation.id for one in signed}),
        organisations=len({one.organisation.id for one in belonging}),
        tables=_by_framework(signed, t),
        missing=[_organisation(one, t) for one in belonging if not one.signatures],
        left=_left(left, t) if left else None,
        runs=register.runs,
        example=any(one.organisation.example for one in register.entries),
        back=(Spot(thing=partnership).address, partnership.name),
    )


@routes.get(f"{_IN_PARTNERSHIP}.csv", _SEE_PARTNERSHIP)
def in_partnership_csv(partnership: Partnership) -> Response:
    """The same as a table."""
    return attachment(signatories_csv(_register_in(partnership).entries), _CSV, signatories_filename(partnership.name))


def _register_of(organisation: Organisation) -> tuple[RegisterEntry, ...]:
    use = wiring()
    return register_of(use.database, who(), use.catalogue(), use.t, organisation.id)


def _register_in(partnership: Partnership) -> PartnershipRegister:
    use = wiring()
    return register_in(use.database, who(), use.catalogue(), use.t, partnership.id)


def _signatures(entry: RegisterEntry, t: Translator) -> Table:
    """A row for each signature of this commitment."""
    titles = (t("Signed by"), t("Role or post"), t("On"), t("Now"))
    return Table(
        caption=entry.framework,
        columns=tuple(Column(title=title) for title in titles),
        rows=tuple((one.name, one.role, t.date(one.signed_on), _now_words(entry, one, t)) for one in entry.signatures),
    )


def _now_words(entry: RegisterEntry, one: Signature, t: Translator) -> str:
    changed = one in entry.changes
    if one is entry.standing:
        return t("Stands, after a change of post-holder") if changed else t("Stands")
    return t("Replaced; was after a change of post-holder") if changed else t("Replaced")


def _by_framework(entries: Sequence[RegisterEntry], t: Translator) -> list[Table]:
    """For each of them the organisations that signed; what was before stands below."""
    titles = (t("Organisation"), t("Signed by"), t("Role or post"), t("On"))
    return [
        Table(
            caption=framework,
            columns=tuple(Column(title=title) for title in titles),
            rows=tuple((_organisation(one, t), *_signed(one, t)) for one in entries if one.framework == framework),
            notes=tuple(tuple(_before(one, t)) for one in entries if one.framework == framework),
        )
        for framework in sorted({one.framework for one in entries}, key=str.casefold)
    ]


def _left(entries: Sequence[RegisterEntry], t: Translator) -> Table:
    """A row for each commitment of those that left, and for each of them that had signed none."""
    titles = (t("Organisation"), t("What was signed"), t("Signed by"), t("Role or post"), t("On"))
    return Table(
        caption=t("Organisations that left, with what had been signed by then"),
        columns=tuple(Column(title=title) for title in titles),
        rows=tuple((_organisation(one, t), one.framework or t("Nothing"), *_signed(one, t)) for one in entries),
        notes=tuple(tuple(_before(one, t)) for one in entries),
    )


def _signed(entry: RegisterEntry, t: Translator) -> tuple[str, str, str]:
    signed = entry.standing
    return (signed.name, signed.role, t.date(signed.signed_on)) if signed else (NOTHING, NOTHING, NOTHING)


def _organisation(entry: RegisterEntry, t: Translator) -> str:
    """Its name, with what is particular about it."""
    about = [
        t("example") if entry.organisation.example else "",
        t("closed") if entry.organisation.closed_at else "",
        t("left on {day}", day=t.date(entry.left_at.date())) if entry.left_at else "",
    ]
    told = t.listing([one for one in about if one])
    return f"{entry.organisation.name} ({told})" if told else entry.organisation.name


def _before(entry: RegisterEntry, t: Translator) -> Iterator[Note]:
    for later, one in zip(entry.signatures, entry.signatures[1:], strict=False):
        said = t("{name}, {role}, {day}", name=one.name, role=one.role, day=t.date(one.signed_on))
        if later in entry.changes:
            said = t("{signature}; then the post-holder changed", signature=said)
        yield Note(term=t("Before"), text=said)
