"""Years side by side: chosen, as a page and as files."""

from __future__ import annotations

from flask import make_response, redirect, url_for
from werkzeug import Response
from werkzeug.exceptions import NotFound

from selfassess.language import Translator
from selfassess.render.years import YEARS_RENDERERS
from selfassess.report.blocks import Block, Chart
from selfassess.report.diagrams import profile_radar, score_bars
from selfassess.report.filename import report_filename
from selfassess.report.material import Material
from selfassess.report.parts.last_actions import last_actions
from selfassess.report.parts.worked_years import worked_years
from selfassess.report.parts.year_questions import every_question
from selfassess.report.parts.years import side_by_side
from selfassess.services.results import results
from selfassess.services.rights import Action
from selfassess.services.years import YearsChoice, choose_years
from selfassess.store.people import Organisation
from selfassess.web.blocks import shown_blocks
from selfassess.web.figures import drawn
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_organisation
from selfassess.web.security.routes import Routes
from selfassess.web.views.asking import WRONG
from selfassess.web.views.contributors import today_here
from selfassess.web.views.spots import Spot
from selfassess.web.views.year_choice import asked_years, year_faults, year_ticks
from selfassess.web.wiring import wiring

RADAR_WIDTH, BARS_WIDTH = 420, 520

routes = Routes("years")

_YEARS = "/organisations/<string:organisation>/years/<string:questionnaire>"


@routes.get(_YEARS, in_organisation(Action.SEE_ANSWERS))
def years(organisation: Organisation, questionnaire: str) -> Response:
    """`years` in the address: ids of those to set side by side; nothing for the usual ones."""
    use, asked = wiring(), asked_years()
    choice = choose_years(use.database, who(), organisation.id, questionnaire, asked)
    may_see, ticks = None if choice.faults else _material(choice), year_ticks(choice, use.t)
    return page(
        "years/years.html",
        title=use.t("The years side by side"),
        caption=_caption(organisation, may_see, use.t),
        status=WRONG if choice.faults and asked is not None else 200,
        organisation=organisation,
        questionnaire_id=questionnaire,
        choice=choice,
        ticks=ticks,
        faults=year_faults(ticks) if asked is not None else (),
        asked=asked,
        earlier=[one.id for one in choice.chosen[:-1]],
        renderers=YEARS_RENDERERS,
        example=organisation.example,
        back=(Spot(thing=organisation).address, organisation.name),
        **(_shown(choice, may_see, use.t) if may_see else {}),
    )


def _caption(organisation: Organisation, material: Material | None, t: Translator) -> str:
    title = t.text(material.questionnaire.title) if material else ""
    return " · ".join(filter(None, [organisation.name, title]))


def _shown(choice: YearsChoice, material: Material, t: Translator) -> dict[str, object]:
    """What the page shows of years that stand side by side."""
    frames, found = wiring().frames, material.years
    assert found is not None  # noqa: S101 - a choice without faults has two years
    radar = profile_radar(material, t)
    told = side_by_side(material, t)
    drawings = next(at for at, block in enumerate(told) if isinstance(block, Chart))
    return {
        "material": material,
        "unsettled": _unsettled(choice, t),
        "first": shown_blocks(told[:drawings], t, id="first", frames=frames),
        "radar": drawn(radar, t, id="radar", frames=frames, width=RADAR_WIDTH) if radar else None,
        "bars": drawn(score_bars(material, t), t, id="bars", frames=frames, width=BARS_WIDTH),
        "more": shown_blocks(told[drawings:], t, id="more", frames=frames),
        "questions": every_question(material, t),
        "outcomes": shown_blocks(_outcomes(material, t), t, id="outcomes", frames=frames),
        "worked": shown_blocks(worked_years(found, t)[1:], t, id="worked", frames=frames),
    }


def _unsettled(choice: YearsChoice, t: Translator) -> str:
    """Which of the years are not agreed; empty where all are."""
    periods = [one.details.period for one in choice.chosen if one.agreed_at is None]
    if not periods:
        return ""
    return t.plural(
        "{periods} is not agreed yet: its figures can still change.",
        "{periods} are not agreed yet: their figures can still change.",
        len(periods),
        periods=t.listing(periods),
    )


def _outcomes(material: Material, t: Translator) -> tuple[Block, ...]:
    """What came of the actions of the year before, beside what their questions did."""
    plans = material.plans
    return last_actions(plans.before, plans.current, material.pair, t) if plans and plans.before else ()


def _material(choice: YearsChoice) -> Material:
    use = wiring()
    *further, before, last = choice.chosen
    return results(
        use.database,
        who(),
        last.id,
        catalogue=use.catalogue(),
        earlier=before.id,
        further=[one.id for one in further],
        today=today_here(),
    )


@routes.get(f"{_YEARS}/compare.<string:suffix>", in_organisation(Action.SEE_ANSWERS))
def download(organisation: Organisation, questionnaire: str, suffix: str) -> Response:
    """The same years as a file; to the page, which says why, where they cannot stand side by side."""
    use, renderer = wiring(), YEARS_RENDERERS.get(suffix)
    if renderer is None:
        raise NotFound
    choice = choose_years(use.database, who(), organisation.id, questionnaire, asked_years())
    if choice.faults:
        chosen = list(asked_years() or ())
        here = url_for("years.years", organisation=organisation.id, questionnaire=questionnaire, years=chosen)
        return redirect(here, 303)
    material = _material(choice)
    assert material.years is not None  # noqa: S101 - a choice without faults has two years
    response = make_response(renderer.render(material.years, use.t))
    response.content_type = renderer.media_type
    name = report_filename(material.sheet, f".{suffix}", "years")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
