"""Figures over the organisations of a partnership, over the years, and what they plan: for its steering group."""

from __future__ import annotations

from flask import url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound

from selfassess.disclosure.views import Trend
from selfassess.language import Translator
from selfassess.report.blocks import Heading
from selfassess.report.partnership import parts
from selfassess.report.partnership.actions import actions as planned
from selfassess.report.partnership.trend import median_lines
from selfassess.report.partnership.withheld import what_is_withheld
from selfassess.services.partnership_actions import partnership_actions, partnership_year
from selfassess.services.partnership_figures import trend
from selfassess.store.people import OrganisationKind, Partnership
from selfassess.web.blocks import ShownBlock, shown_blocks
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.routes import Routes
from selfassess.web.views.contributors import today_here
from selfassess.web.views.steering import SEE, SHARED, nothing_shared
from selfassess.web.views.steering_asked import asked, kind_choice, ways, year_choice
from selfassess.web.wiring import wiring

routes = Routes("steering_figures")

TOP = 3
"""The level of a heading right inside a part."""

_OF = f"{SHARED}/<string:questionnaire>"


@routes.get(f"{_OF}/figures", SEE)
def figures(partnership: Partnership, questionnaire: str) -> Response:
    """Stages, medians and quartiles, movement, common strengths and gaps of a year; and what is withheld."""
    use, t = wiring(), wiring().t
    found = _seen(partnership, questionnaire)
    if found is None:
        return nothing_shared(partnership)
    year = _year(found)
    material = partnership_year(use.database, who(), partnership.id, questionnaire, year=year, t=t, today=today_here())
    if material is None:
        return nothing_shared(partnership)
    each = {
        "common": (t("Common strengths and gaps"), parts.common),
        "stages": (t("Stages section by section"), parts.stages),
        "middle": (t("The middle of the organisations"), parts.middle),
        "movement": (t("Movement since the year before"), parts.moved),
        "withheld": (t("What is withheld, and why"), what_is_withheld),
    }
    return page(
        "steering/figures.html",
        title=t("Figures over the organisations, {year}", year=year),
        caption=_caption(partnership, found, t),
        choices=[year_choice([one.year for one in found.years], year, t)],
        here=_here("figures", partnership, questionnaire),
        ways=ways(partnership, questionnaire, year, "steering_figures.figures", t),
        parts=[
            (id, heading, _folded(shown_blocks(blocks(material, t), t, id=id, frames=use.frames)))
            for id, (heading, blocks) in each.items()
        ],
        levels=len(found.questionnaire.scale),
        back=_back(partnership, t),
    )


def _folded(blocks: list[ShownBlock]) -> list[tuple[str, list[ShownBlock]]]:
    """What stands under headings below the part's own ones, under those to be folded; first, without one, the rest."""
    groups: list[tuple[str, list[ShownBlock]]] = [("", [])]
    for one in blocks:
        if isinstance(one.block, Heading) and one.block.level > TOP:
            groups.append((one.block.text, []))
        else:
            groups[-1][1].append(one)
    return groups


@routes.get(f"{_OF}/years", SEE)
def years(partnership: Partnership, questionnaire: str) -> Response:
    """The medians of every year, over all kinds of organisation or one."""
    use, t, kind = wiring(), wiring().t, asked().kind
    found = _seen(partnership, questionnaire, kind)
    if found is None:
        return nothing_shared(partnership)
    lines = median_lines(found.questionnaire, found.years, t)
    return page(
        "steering/years.html",
        title=t("The organisations over the years"),
        caption=_caption(partnership, found, t),
        choices=[kind_choice(found.kinds, kind, t)],
        here=_here("years", partnership, questionnaire),
        ways=ways(partnership, questionnaire, _year(found), "steering_figures.years", t),
        lines=shown_blocks(lines, t, id="years", frames=use.frames),
        first=found.years[-1].year,
        levels=len(found.questionnaire.scale),
        back=_back(partnership, t),
    )


@routes.get(f"{_OF}/actions", SEE)
def actions(partnership: Partnership, questionnaire: str) -> Response:
    """What the organisations that are named plan: by section, what several chose, what is stuck."""
    use, t = wiring(), wiring().t
    found = _seen(partnership, questionnaire)
    if found is None:
        return nothing_shared(partnership)
    year = _year(found)
    together = partnership_actions(
        use.database, who(), partnership.id, found.questionnaire, year=year, today=today_here()
    )
    return page(
        "steering/actions.html",
        title=t("What organisations do next, {year}", year=year),
        caption=_caption(partnership, found, t),
        choices=[year_choice([one.year for one in found.years], year, t)],
        here=_here("actions", partnership, questionnaire),
        ways=ways(partnership, questionnaire, year, "steering_figures.actions", t),
        told=shown_blocks(planned(found.questionnaire, together, t), t, id="planned", frames=use.frames),
        levels=len(found.questionnaire.scale),
        back=_back(partnership, t),
    )


def _seen(partnership: Partnership, questionnaire: str, kind: OrganisationKind | None = None) -> Trend | None:
    found = trend(wiring().database, who(), partnership.id, questionnaire, kind=kind)
    return found if found and found.years else None


def _year(found: Trend) -> int:
    """The year asked for, else the latest."""
    years = [one.year for one in found.years]
    year = asked().year or years[-1]
    if year not in years:
        raise NotFound
    return year


def _caption(partnership: Partnership, found: Trend, t: Translator) -> str:
    return f"{partnership.name} · {t.text(found.questionnaire.title)}"


def _here(view: str, partnership: Partnership, questionnaire: str) -> str:
    return url_for(f"steering_figures.{view}", partnership=partnership.id, questionnaire=questionnaire)


def _back(partnership: Partnership, t: Translator) -> tuple[str, str]:
    return url_for("steering.shared", partnership=partnership.id), t("What organisations share")
