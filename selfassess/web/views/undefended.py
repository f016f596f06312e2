"""High answers whose evidence does not reach as far: what a challenge would ask about first, and what would help."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from werkzeug import Response

from selfassess.language import Translator
from selfassess.report import wording
from selfassess.report.undefended_words import needed_words, why_words
from selfassess.scoring.undefended import Undefended, undefended
from selfassess.services.assessments import OpenAssessment
from selfassess.services.rights import Action
from selfassess.web.pages import page
from selfassess.web.security.policies import in_assessment
from selfassess.web.security.routes import Routes
from selfassess.web.wiring import wiring

routes = Routes("undefended")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One answer on the list. `level` is what was claimed, `supported` what stands behind it; `needed` may be empty."""

    link: str
    prompt: str
    section: str
    level: int
    supported: int
    why: str
    needed: str


@routes.get("/assessments/<string:id>/undefended", in_assessment(Action.SEE_ANSWERS))
def answers(here: OpenAssessment) -> Response:
    """Those furthest from their evidence first."""
    use = wiring()
    rows = undefended_rows(here, use.t)
    return page(
        "evidence/undefended.html",
        title=use.t("High answers to look at"),
        assessment=here.assessment,
        questionnaire=here.questionnaire,
        rows=rows,
        may_answer=here.may_answer,
        back=(url_for("assessments.hub", id=here.assessment.id), use.t("All sections")),
    )


def undefended_rows(here: OpenAssessment, t: Translator) -> list[Row]:
    """The same for other pages: `undefended_list` of macros/evidence.html draws them."""
    return [_row(here, one, t) for one in undefended(here.questionnaire, here.sheet)]


def _row(here: OpenAssessment, one: Undefended, t: Translator) -> Row:
    section = next(section for section in here.questionnaire.sections if section.id == one.section)
    id = here.assessment.id
    if here.may_answer:
        anchor = f"{one.question}_question"
        link = url_for("sections.section", id=id, section=section.id, open=one.question, _anchor=anchor)
    else:
        link = url_for("assessments.check", id=id, _anchor=f"{one.question}_row")
    return Row(
        link=link,
        prompt=t.text(here.questionnaire.by_id[one.question].prompt),
        section=wording.section_name(t, section),
        level=one.level,
        supported=one.supported_level,
        why=why_words(t, here.questionnaire, one, here.sheet.answer(one.question)),
        needed=needed_words(t, here.questionnaire, one),
    )
