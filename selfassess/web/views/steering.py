"""What the organisations of a partnership share with its steering group: which questionnaires, and who stands where."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound

from selfassess.disclosure.values import OVERALL, Shown, Withheld, withheld_words
from selfassess.disclosure.views import SteeringView
from selfassess.language import Translator
from selfassess.report.partnership.heatmap import heatmap
from selfassess.report.partnership.signed import signed_table
from selfassess.services.partnership_figures import RowOrder, questionnaires_shared, steering_view
from selfassess.services.place_words import kind_name
from selfassess.services.rights import Action
from selfassess.store.people import Partnership
from selfassess.web.blocks import shown_blocks
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_partnership
from selfassess.web.security.routes import Routes
from selfassess.web.views.spots import Spot
from selfassess.web.views.steering_asked import Asked, asked, kind_choice, order_choice, ways, year_choice
from selfassess.web.wiring import wiring

routes = Routes("steering")

SHARED = "/partnerships/<string:partnership>/shared"
SEE = in_partnership(Action.SEE_SHARED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A questionnaire with something to see; its title, or its id where nothing on offer says."""

    id: str
    title: str


def shared_in(partnership: Partnership) -> list[Offered]:
    """The questionnaires of which the steering group sees anything, by title."""
    use = wiring()
    titles = {
        versions[0].questionnaire.id: use.t.text(versions[0].questionnaire.title)
        for versions in use.catalogue().versions
    }
    found = [
        Offered(id=id, title=titles.get(id, id)) for id in questionnaires_shared(use.database, who(), partnership.id)
    ]
    return sorted(found, key=lambda one: one.title.casefold())


@routes.get(SHARED, SEE)
def shared(partnership: Partnership) -> Response:
    """Which questionnaire to look at."""
    t = wiring().t
    return page(
        "steering/shared.html",
        title=t("What organisations share"),
        caption=partnership.name,
        partnership=partnership,
        offered=shared_in(partnership),
        back=(Spot(thing=partnership).address, partnership.name),
    )


def nothing_shared(partnership: Partnership) -> Response:
    """To the list of what is shared: of what was asked for there is nothing, or nothing any more."""
    return redirect(url_for("steering.shared", partnership=partnership.id), 303)


@routes.get(f"{SHARED}/<string:questionnaire>", SEE)
def organisations(partnership: Partnership, questionnaire: str) -> Response:
    """The organisations that are named, by sections, and who signed; a year, a kind, an order and a page of them."""
    use, wanted = wiring(), asked()
    view = steering_view(
        use.database,
        who(),
        partnership.id,
        questionnaire,
        year=wanted.year,
        kind=wanted.kind,
        order=wanted.order,
        page=wanted.page,
    )
    if view is None or view.year is None:
        return nothing_shared(partnership)
    if view.year not in view.years:
        raise NotFound
    t, whole = use.t, view.cells[OVERALL]
    return page(
        "steering/organisations.html",
        title=t("Organisations and sections, {year}", year=view.year),
        caption=" · ".join([partnership.name, t.text(view.questionnaire.title), *_kind_words(wanted, t)]),
        view=view,
        overall=whole.value if isinstance(whole, Shown) else None,
        withheld=withheld_words(t, whole) if isinstance(whole, Withheld) else "",
        choices=[
            year_choice(view.years, view.year, t),
            kind_choice(view.kinds, wanted.kind, t),
            order_choice(wanted.order, t),
        ],
        here=url_for("steering.organisations", partnership=partnership.id, questionnaire=questionnaire),
        ways=ways(partnership, questionnaire, view.year, "steering.organisations", t),
        told=_told(view, t),
        map=shown_blocks(heatmap(view.questionnaire, view.rows, t, order=_order_words(wanted, t)), t, id="map",
                         frames=use.frames),
        signed=signed_table(view.rows, t),
        why=url_for("steering_figures.figures", partnership=partnership.id, questionnaire=questionnaire,
                    year=view.year, _anchor="withheld"),
        further=_further(partnership, view, wanted),
        back=(url_for("steering.shared", partnership=partnership.id), t("What organisations share")),
    )  # fmt: skip


def _told(view: SteeringView, t: Translator) -> str:
    """How many are named, and which of them stand on this page."""
    if not view.named:
        return t("No organisation shares its result of {year} by name.", year=view.year)
    words = t.plural(
        "{count} organisation shares its result with the steering group by name.",
        "{count} organisations share their results with the steering group by name.",
        view.named,
    )
    if view.pages == 1:
        return words
    return t("{words} This is page {page} of {pages}.", words=words, page=view.page, pages=view.pages)


def _kind_words(wanted: Asked, t: Translator) -> list[str]:
    return [kind_name(t, wanted.kind)] if wanted.kind else []


def _order_words(wanted: Asked, t: Translator) -> str:
    return {
        RowOrder.NAME: t("Organisations stand in alphabetical order: this is no ranking."),
        RowOrder.KIND: t("Organisations stand by kind, then in alphabetical order: this is no ranking."),
        RowOrder.SIGNED: t("Organisations stand by the day their result was signed: this is no ranking."),
    }[wanted.order]


def _further(partnership: Partnership, view: SteeringView, wanted: Asked) -> dict[str, str]:
    """The addresses of the pages before and after this one, where there are any."""

    def at(number: int) -> str:
        return url_for(
            "steering.organisations",
            partnership=partnership.id,
            questionnaire=view.questionnaire.id,
            year=view.year,
            kind=wanted.kind.value if wanted.kind else None,
            order=wanted.order.value,
            page=number,
        )

    before = {"before": at(view.page - 1)} if view.page > 1 else {}
    after = {"after": at(view.page + 1)} if view.page < view.pages else {}
    return before | after
