"""How an organisation stands beside the others of a partnership, as its own people may see it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import request, url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound

from selfassess.disclosure.values import Cell
from selfassess.disclosure.views import AgainstOthers, NamedResult
from selfassess.language import Translator
from selfassess.report.blocks import Block, Heading, Paragraph
from selfassess.report.partnership.beside import among, beside_sentences, beside_table
from selfassess.report.partnership.heatmap import heatmap
from selfassess.services.partnership_figures import against_others
from selfassess.services.partnerships import partnership_of
from selfassess.services.place_words import kind_name
from selfassess.services.rights import Action
from selfassess.services.sharing import SharedYear, shared_by
from selfassess.services.sharing_words import standing_words
from selfassess.store.people import Organisation, OrganisationKind, Partnership
from selfassess.web.blocks import shown_blocks
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_organisation
from selfassess.web.security.routes import Routes
from selfassess.web.views.spots import Spot
from selfassess.web.views.steering_asked import asked, year_choice
from selfassess.web.wiring import wiring

routes = Routes("against")

_ADDRESS = "/organisations/<string:organisation>/against/<string:partnership>/<string:questionnaire>"
_SEE = in_organisation(Action.SEE_AGAINST_OTHERS, partnership=partnership_of)


@routes.get(_ADDRESS, _SEE)
def against(organisation: Organisation, partnership: Partnership, questionnaire: str) -> Response:
    """The signed result of a year, the latest where none is asked for, beside the figures of the partnership."""
    use, t = wiring(), wiring().t
    own = _own_years(organisation, questionnaire)
    year = asked().year or max(own, default=None)
    found = (
        against_others(use.database, who(), organisation.id, partnership.id, questionnaire, year=year) if year else None
    )
    if year is not None and year not in own:
        raise NotFound
    return page(
        "against.html",
        title=t("How you stand beside the others"),
        caption=f"{organisation.name} · {partnership.name}",
        organisation=organisation,
        partnership=partnership,
        year=year,
        found=found,
        standing=_standing(own[year], partnership, t) if year else "",
        choices=[year_choice(list(own), year, t)] if year and len(own) > 1 else [],
        here=request.path,
        beside=shown_blocks(_beside(found, t), t, id="beside", frames=use.frames) if found else [],
        named=shown_blocks(_named(found, organisation, t), t, id="named", frames=use.frames) if found else [],
        sharing=url_for("sharing.sharing", id=own[year].assessment) if year else "",
        example=organisation.example,
        back=(Spot(thing=organisation).address, organisation.name),
    )


def _own_years(organisation: Organisation, questionnaire: str) -> dict[int, SharedYear]:
    results = shared_by(wiring().database, who(), organisation.id)
    return {one.year: one for one in results if one.questionnaire == questionnaire}


def _standing(own: SharedYear, partnership: Partnership, t: Translator) -> str:
    return next(standing_words(t, one) for one in own.shared if one.partnership.id == partnership.id)


def _beside(found: AgainstOthers, t: Translator) -> tuple[Block, ...]:
    """Beside all organisations, then beside those of the same kind."""
    kind = kind_name(t, OrganisationKind(found.kind))
    return (
        Heading(text=t("Beside all organisations")),
        *_group(found, found.cells, t("You and all organisations, {year}", year=found.year), t),
        Heading(text=t("Beside organisations of your kind: {kind}", kind=kind)),
        *_group(found, found.alike, t("You and the organisations of your kind, {year}", year=found.year), t),
    )


def _group(found: AgainstOthers, cells: Mapping[str, Cell], caption: str, t: Translator) -> tuple[Block, ...]:
    """What is withheld in all is said once; what is withheld in some sections, in the table."""
    told = tuple(Paragraph(text=text) for text in beside_sentences(found.questionnaire, found.own, cells, t))
    return (*told, beside_table(found.questionnaire, found.own, cells, caption, t))


def _named(found: AgainstOthers, organisation: Organisation, t: Translator) -> tuple[Block, ...]:
    """Those that share their result with the members by name, with one's own in its place among them."""
    if not found.others:
        return (
            Paragraph(text=t("No other organisation shares its result of {year} with you by name.", year=found.year)),
        )
    own = NamedResult(
        organisation=organisation.id,
        name=t("{organisation} (you)", organisation=organisation.name),
        kind=found.kind,
        year=found.year,
        assessment="",
        figures=found.own,
        earlier={},
        years=(),
        signatory=None,
    )
    return heatmap(found.questionnaire, among(own, found.others), t)
