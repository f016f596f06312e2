"""All answers of an assessment in words, to be checked and changed; and those that do not count."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from werkzeug import Response

from selfassess.answers.applicability import applicability
from selfassess.answers.model import Answer
from selfassess.questionnaire.model import Section
from selfassess.questionnaire.questions import Question
from selfassess.report import wording
from selfassess.services.access import Action
from selfassess.services.assessments import OpenAssessment
from selfassess.web.pages import page
from selfassess.web.security.policies import in_assessment
from selfassess.web.security.routes import Routes
from selfassess.web.views.way import shown_way
from selfassess.web.wiring import wiring

routes = Routes("assessments")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One question and what was said to it."""

    question: Question
    answer: Answer
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSection:
    """The questions of a section that apply."""

    section: Section
    rows: tuple[Checked, ...]


@routes.get("/assessments/<string:id>/check", in_assessment(Action.SEE_ANSWERS))
def check(here: OpenAssessment) -> Response:
    """Every answer in words, each with a way to change it; and the answers that do not count."""
    use = wiring()
    questionnaire, sheet = here.questionnaire, here.sheet
    what_applies = applicability(questionnaire, sheet)

    def checked(question: Question) -> Checked:
        answer = sheet.answer(question.id)
        said = wording.answer_words(use.t, questionnaire, question, answer)
        return Checked(question=question, answer=answer, said=said)

    return page(
        "check.html",
        title=use.t("Check your answers"),
        assessment=here.assessment,
        questionnaire=questionnaire,
        may_answer=here.may_answer,
        way=shown_way(here),
        sections=[
            CheckedSection(
                section=section,
                rows=tuple(checked(question) for question in section.questions if question.id in what_applies.applies),
            )
            for section in questionnaire.sections
        ],
        ignored=[checked(questionnaire.by_id[question]) for question in what_applies.ignored],
        back=(url_for("assessments.hub", id=here.assessment.id), use.t("All sections")),
    )
