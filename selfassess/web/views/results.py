"""Where the organisation stands and why, what is going well, and the shortest way on; beside an earlier year."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for
from markupsafe import Markup
from werkzeug import Response

from selfassess.language import Translator
from selfassess.plan import SectionSteps
from selfassess.questionnaire.model import Section
from selfassess.report import wording
from selfassess.report.blocks import Chart, Column, Table
from selfassess.report.diagrams import level_cells, level_columns, profile_radar, question_label, score_bars
from selfassess.report.explanations import Explanation, overall_explanations, section_explanations
from selfassess.report.material import Material
from selfassess.report.parts.years import years
from selfassess.scoring.card import SectionResult
from selfassess.services.assessments import open_assessment
from selfassess.services.results import LATEST, earlier_assessments
from selfassess.services.results import results as figures
from selfassess.web.figures import picture
from selfassess.web.pages import page
from selfassess.web.security.routes import Policy, Routes
from selfassess.web.wiring import wiring

NO_YEAR = "none"
RADAR_WIDTH, BARS_WIDTH = 460, 520

routes = Routes("results")


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A chart with its picture."""

    id: str
    chart: Chart
    picture: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionShown:
    """Everything about one section. `backed` and `range` are words, empty where there is nothing to say."""

    section: Section
    result: SectionResult
    earlier: SectionResult | None
    backed: str
    range: str
    weakest: str
    steps: SectionSteps | None
    unanswered: frozenset[str]
    levels: Table | None
    explained: tuple[Explanation, ...]


@routes.get("/assessments/<string:id>/results", Policy.LOCAL_LEAD)
def results(id: str) -> Response:
    """`earlier` in the address: an id, `none`, or nothing for the latest year before."""
    use = wiring()
    others = earlier_assessments(use.database, id)
    asked = request.args.get("earlier", LATEST)
    chosen = "" if asked == NO_YEAR or not others else others[0].id if asked == LATEST else asked
    material = figures(use.database, id, catalogue=use.catalogue(), earlier=chosen or None)
    questionnaire = material.questionnaire
    radar = profile_radar(material, use.t)
    return page(
        "results.html",
        title=use.t("Results"),
        assessment=open_assessment(use.database, id).assessment,
        questionnaire=questionnaire,
        material=material,
        others=others,
        chosen=chosen,
        radar=_drawn(radar, "radar", RADAR_WIDTH) if radar else None,
        bars=_drawn(score_bars(material, use.t), "bars", BARS_WIDTH),
        overall_explained=overall_explanations(material, use.t),
        years=years(material, use.t),
        same_scale=material.earlier is not None and material.earlier.questionnaire.top == questionnaire.top,
        names={section.id: wording.section_name(use.t, section) for section in questionnaire.sections},
        sections=[_section(material, section, use.t) for section in questionnaire.sections],
        back=(url_for("assessments.hub", id=id), use.t("All sections")),
    )


def _drawn(chart: Chart, id: str, width: float) -> Drawn:
    use = wiring()
    return Drawn(id=id, chart=chart, picture=picture(chart, use.t, id=id, frames=use.frames, width=width))


def _section(material: Material, section: Section, t: Translator) -> SectionShown:
    result = material.card.section(section.id)
    year = material.comparable
    return SectionShown(
        section=section,
        result=result,
        earlier=year.section(section.id) if year else None,
        backed=wording.supported_words(t, material.questionnaire, result.stage, result.supported_stage),
        range=wording.range_words(t, result.low, result.high),
        weakest=t.listing([question_label(section, question, t) for question in result.weakest]),
        steps=material.steps_of(section.id),
        unanswered=frozenset(question.id for question in result.questions if question.level is None),
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
