"""Where the organisation stands and why, what is going well, and where to begin; beside an earlier year."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for
from werkzeug import Response

from selfassess.answers.completeness import completeness
from selfassess.language import Translator
from selfassess.questionnaire.model import Section
from selfassess.report import wording
from selfassess.report.blocks import Column, Table
from selfassess.report.diagrams import level_cells, level_columns, profile_radar, question_label, score_bars
from selfassess.report.explanations import Explanation, overall_explanations, section_explanations
from selfassess.report.material import Material
from selfassess.report.parts.looked_back import looked_back
from selfassess.report.parts.years import years
from selfassess.scoring.card import Overall, SectionResult
from selfassess.services.assessments import OpenAssessment
from selfassess.services.plans import current_plan
from selfassess.services.results import LATEST
from selfassess.services.results import results as figures
from selfassess.services.rights import Action
from selfassess.web.figures import drawn
from selfassess.web.pages import page
from selfassess.web.security.actors import who
from selfassess.web.security.policies import in_assessment
from selfassess.web.security.routes import Routes
from selfassess.web.views.earlier import earlier_years
from selfassess.web.views.next_year import next_of
from selfassess.web.views.progress import Counted
from selfassess.web.views.sharing_shown import sharing_told
from selfassess.web.wiring import wiring

NO_YEAR = "none"
RADAR_WIDTH, BARS_WIDTH = 420, 520

routes = Routes("results")


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionShown:
    """Everything about one section. `backed` and `open` are words, empty where there is nothing to say.

    `lowered`: each question whose supported level a moderator set lower, and what was done and why.
    """

    section: Section
    result: SectionResult
    earlier: SectionResult | None
    counted: Counted
    backed: str
    open: str
    weakest: str
    lowered: tuple[tuple[str, str], ...]
    levels: Table | None
    explained: tuple[Explanation, ...]


@routes.get("/assessments/<string:id>/results", in_assessment(Action.SEE_ANSWERS))
def results(here: OpenAssessment) -> Response:
    """`earlier` in the address: an id, `none`, or nothing for the latest year before."""
    use, id = wiring(), here.assessment.id
    others = [one.assessment for one in earlier_years(use, who(), id)]
    asked = request.args.get("earlier", LATEST)
    chosen = "" if asked == NO_YEAR or not others else others[0].id if asked == LATEST else asked
    material = figures(use.database, who(), id, catalogue=use.catalogue(), earlier=chosen or None)
    questionnaire = material.questionnaire
    radar = profile_radar(material, use.t)
    counts = completeness(questionnaire, material.sheet)
    return page(
        "results.html",
        title=use.t("Results"),
        assessment=here.assessment,
        next=next_of(here.assessment),
        sharing=sharing_told(here),
        questionnaire=questionnaire,
        material=material,
        others=others,
        may_set_targets=Action.SET_TARGETS in here.may,
        plan_link=_plan_link(here),
        chosen=chosen,
        counted=Counted.of(counts),
        open=_open_words(material.card.overall, use.t),
        radar=drawn(radar, use.t, id="radar", frames=use.frames, width=RADAR_WIDTH) if radar else None,
        bars=drawn(score_bars(material, use.t), use.t, id="bars", frames=use.frames, width=BARS_WIDTH),
        overall_explained=overall_explanations(material, use.t),
        years=years(material, use.t),
        looked_back=looked_back(material, use.t),
        same_scale=material.earlier is not None and material.earlier.questionnaire.top == questionnaire.top,
        names={section.id: wording.section_name(use.t, section) for section in questionnaire.sections},
        sections=[
            _section(material, section, Counted.of([count]), use.t)
            for section, count in zip(questionnaire.sections, counts, strict=True)
        ],
        back=(url_for("assessments.hub", id=id), use.t("All sections")),
    )


def _plan_link(here: OpenAssessment) -> tuple[str, str] | None:
    """The way to what will be done, or where nothing is planned yet to planning it."""
    use, organisation = wiring(), here.assessment.organisation_id
    if Action.SEE_PLAN not in here.may:
        return None
    if current_plan(use.database, who(), organisation, here.assessment.questionnaire):
        return url_for("plans.board", organisation=organisation), use.t("The plan of actions")
    if Action.KEEP_PLAN not in here.may:
        return None
    begin = url_for("plans.begin_page", organisation=organisation, result=here.assessment.id)
    return begin, use.t("Begin a plan of actions with this result")


def _open_words(result: SectionResult | Overall, t: Translator) -> str:
    """What the open questions leave open about a score."""
    if result.low is None or result.high is None:
        return ""
    if result.low == result.high:
        return t("nothing left open")
    return t("could still be {range}", range=wording.range_words(t, result.low, result.high))


def _section(material: Material, section: Section, counted: Counted, t: Translator) -> SectionShown:
    result = material.card.section(section.id)
    year = material.comparable
    return SectionShown(
        section=section,
        result=result,
        earlier=year.section(section.id) if year else None,
        counted=counted,
        backed=wording.supported_words(t, material.questionnaire, result.stage, result.supported_stage),
        open=_open_words(result, t),
        weakest=t.listing([question_label(section, question, t) for question in result.weakest]),
        lowered=tuple(
            (question_label(section, one.id, t), wording.lowered_words(t, material.questionnaire, one.lowered))
            for one in result.questions
            if one.lowered
        ),
        levels=_levels(material, section, result, t),
        explained=section_explanations(material, section, t),
    )


def _levels(material: Material, section: Section, result: SectionResult, t: Translator) -> Table | None:
    """Each question with its level, what its evidence backs, and last year's."""
    if not result.questions:
        return None
    return Table(
        caption=t("Question by question: {section}", section=wording.section_name(t, section)),
        columns=(Column(title=t("Question"), width=5), *level_columns(material, t)),
        rows=tuple((question_label(section, one.id, t), *level_cells(material, one, t)) for one in result.questions),
    )
