"""All answers of an assessment in words, to be checked and changed; and those that do not count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from werkzeug import Response

from selfassess.answers.applicability import applicability
from selfassess.answers.model import Answer
from selfassess.comparison import LookedBack
from selfassess.language import Translator
from selfassess.questionnaire.model import Section
from selfassess.questionnaire.questions import Question
from selfassess.report import wording
from selfassess.services.assessments import OpenAssessment
from selfassess.services.rights import Action
from selfassess.web.pages import page
from selfassess.web.security.policies import in_assessment
from selfassess.web.security.routes import Routes
from selfassess.web.views.looked_back import became_words_of, looked_back, looked_back_line
from selfassess.web.views.shown import moderated_words
from selfassess.web.views.way import shown_way
from selfassess.web.wiring import wiring

routes = Routes("assessments")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One question and what was said to it; `since` is what that makes of last year's level."""

    question: Question
    answer: Answer
    said: str
    moderated: tuple[str, str]
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSection:
    """The questions of a section that apply."""

    section: Section
    rows: tuple[Checked, ...]


@routes.get("/assessments/<string:id>/check", in_assessment(Action.SEE_ANSWERS))
def check(here: OpenAssessment) -> Response:
    """Every answer in words, each with a way to change it; and the answers that do not count."""
    use = wiring()
    back = looked_back(here)
    sections, ignored = checked(here, here.questionnaire.sections, use.t, back)
    return page(
        "check.html",
        title=use.t("Check your answers"),
        assessment=here.assessment,
        questionnaire=here.questionnaire,
        may_answer=here.may_answer,
        way=shown_way(here),
        sections=sections,
        ignored=ignored,
        looked_back=looked_back_line(back, use.t),
        back=(url_for("assessments.hub", id=here.assessment.id), use.t("All sections")),
    )


def checked(
    opened: OpenAssessment, sections: Sequence[Section], t: Translator, back: tuple[str, LookedBack] | None = None
) -> tuple[list[CheckedSection], list[Checked]]:
    """What was said in these sections, and what was said in them that does not count any more."""
    questionnaire, sheet = opened.questionnaire, opened.sheet
    what_applies = applicability(questionnaire, sheet)

    def one(question: Question) -> Checked:
        answer = sheet.answer(question.id)
        return Checked(
            question=question,
            answer=answer,
            said=wording.answer_words(t, questionnaire, question, answer),
            moderated=moderated_words(opened, question.id, t),
            since=became_words_of(question.id, back, t),
        )

    ignored = set(what_applies.ignored)
    return [
        CheckedSection(
            section=section,
            rows=tuple(one(question) for question in section.questions if question.id in what_applies.applies),
        )
        for section in sections
    ], [one(question) for section in sections for question in section.questions if question.id in ignored]
