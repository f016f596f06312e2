"""Material of a small assessment that shows every kind of block but the rare ones, for renderers to walk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from selfassess.answers.model import Answer, AnswerSheet, Evidence, State
from selfassess.plan import Action, ActionPlan, ActionStatus, Check, Note, Owner
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.material import EarlierYear, Material, gather
from selfassess.report.plans import Plans
from selfassess.voices.proceedings import Agreed, ModerationNote, Outcome, Proceedings, Signature, TookPart
from selfassess.voices.steps import Role
from selfassess.voices.views import LevelSpread, Responses

Make = Callable[..., Material]


def _proceedings(text: str) -> Proceedings:
    two = Responses(asked=3, answered=2, not_applicable=0, dont_know=1, unanswered=0)
    spread = LevelSpread(counts=(1, 0, 1, 0, 0))
    return Proceedings(
        took_part=(TookPart(role=Role.CONTRIBUTOR, people=3, asked=3, about=text),),
        agreed=(Agreed(question="a", apart=spread, responses=two, reason=text, dissent=(text,)),),
        notes=(ModerationNote(question="a", outcome=Outcome.RETURNED, note=text),),
        signatures=(Signature(name=text, role=text, signed_on=date(2026, 11, 3), statement=text),),
    )


@pytest.fixture(scope="session")
def plans_saying(make_action: Callable[..., Action], make_plan: Callable[..., ActionPlan]) -> Callable[[str], Plans]:
    """`plans_saying("text")`: a plan and the one before it in which every text is that text."""

    def build(text: str) -> Plans:
        words = {"text": text, "measure": text, "owner": Owner(account=None, name=text), "questions": ("a", "e")}
        noted = (Note(number=1, noted_on=date(2026, 12, 1), text=text, status=ActionStatus.UNDER_WAY),)
        stopped = {"status": ActionStatus.STOPPED, "reason": text, "ended_on": date(2027, 1, 1)}
        actions = (make_action("x", key=True, notes=noted, **words), make_action("y", **stopped, **words))
        last = make_plan(*actions, starts_on=date(2026, 9, 1), ends_on=date(2026, 10, 31))
        check = Check(number=1, due_on=date(2027, 8, 1), done_on=date(2027, 8, 1), note=text)
        return Plans(current=make_plan(*actions, checks=(check,)), before=last, today=date(2027, 9, 1))

    return build


@pytest.fixture(scope="session")
def material_saying(
    make_questionnaire: Callable[..., Questionnaire],
    make_sheet: Callable[..., AnswerSheet],
    plans_saying: Callable[[str], Plans],
) -> Make:
    """`material_saying("text")`: an assessment in which every text that people write is that text."""

    def build(text: str, **flags: Any) -> Material:
        words = {"prompt": text, "levels": dict.fromkeys(range(5), text)}
        action = {"from": 1, "do": text, "effort": "low"}
        sections = {
            "c1": {
                "title": text,
                "statement": text,
                "number": "1",
                "questions": {
                    "a": {**words, "actions": (action,), "gate": 2, "weight": Fraction(1, 10)},
                    "b": words,
                    "c": {"type": "text", "prompt": text},
                    "n": {"type": "number", "prompt": "Number", "unit": text},
                    "d": {"type": "choices", "prompt": "Which?", "options": {"x": text, "y": "Y"}},
                },
            },
            "c2": {"title": text, "questions": {"e": words}},
            "c3": {"title": "Third", "questions": {"f": {**words, "applies_if": {"any": ()}}}},
        }
        asked = make_questionnaire(sections, evidence=({"level": 2},), title=text)
        answers = {
            "a": Answer(state=State.ANSWERED, value=1, comment=text, evidence=(Evidence(title=text, reach=text),)),
            "b": Answer(state=State.NOT_APPLICABLE, reason=text),
            "c": Answer(state=State.ANSWERED, value=text),
            "n": Answer(state=State.ANSWERED, value=Fraction(-5, 2)),
            "d": Answer(state=State.ANSWERED, value=("y", "x")),
            "e": "?",
            "f": 2,
        }
        sheet = replace(make_sheet(answers), organisation=text)
        then = replace(make_sheet({"a": 2}), period="2025", assessed_on=date(2025, 10, 1))
        earlier = EarlierYear(questionnaire=asked, sheet=then, sha256="")
        told = {"proceedings": _proceedings(text), "plans": plans_saying(text), **flags}
        return gather(asked, sheet, "a" * 64, earlier=earlier, **told)

    return build
