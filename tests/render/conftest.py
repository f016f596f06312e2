"""Material of a small assessment that shows every kind of block but the rare ones, for renderers to walk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from selfassess.answers.model import Answer, AnswerSheet, Evidence, State
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.material import EarlierYear, Material, gather
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
def material_saying(make_questionnaire: Callable[..., Questionnaire], make_sheet: Callable[..., AnswerSheet]) -> Make:
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
        earlier = EarlierYear(questionnaire=asked, sheet=replace(make_sheet({"a": 2}), period="2025"), sha256="")
        return gather(asked, sheet, "a" * 64, earlier=earlier, proceedings=_proceedings(text), **flags)

    return build
