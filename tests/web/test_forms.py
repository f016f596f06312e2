"""The form of a section has a control for every type of question, and gives back exactly what it was filled with."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from werkzeug.datastructures import MultiDict

from selfassess.answers.model import Answer, AnswerSheet, Evidence, State
from selfassess.answers.values import VALUE_RULES
from selfassess.language import Translator
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.questions import QUESTION_TYPES
from selfassess.web.forms.by_type import FIELD_FOR_TYPE
from selfassess.web.forms.controls import Area, Day, Hidden, Line, Radios, Tick, Ticks
from selfassess.web.forms.section import SectionForm


@pytest.fixture
def questionnaire(request):
    data = (request.config.rootpath / "tests/questionnaires/pages.yaml").read_bytes()
    return load_questionnaire(data, "pages.yaml").questionnaire


def test_every_type_of_question_has_a_control_and_a_rule():
    assert FIELD_FOR_TYPE.keys() == QUESTION_TYPES.keys() == VALUE_RULES.keys()


def test_the_example_has_every_type_so_that_these_tests_meet_them_all(questionnaire):
    assert {question.type for question in questionnaire.questions()} == QUESTION_TYPES.keys()


SENT = {
    Day: lambda day: [(f"{day.name}_{part}", typed) for part, typed in day.shown],
    Ticks: lambda ticks: [(ticks.name, value) for value in ticks.data],
    Tick: lambda tick: [(tick.name, "yes")] if tick.data else [],
    Radios: lambda radios: [(radios.name, radios.data)] if radios.data else [],
    Line: lambda line: [(line.name, line.shown)],
    Area: lambda area: [(area.name, area.shown)],
    Hidden: lambda hidden: [(hidden.name, hidden.shown)],
}
"""What a browser sends for a control as it stands."""


def as_sent(form: SectionForm) -> MultiDict[str, str]:
    """What a browser sends for a whole form as it stands."""
    parts = [form.part(question.id) for question in form.questions]
    controls = [
        control for part in parts for control in (part.seen, part.value, part.otherwise, part.reason, part.comment)
    ]
    controls += [control for part in parts for piece in part.evidence for control in piece.form]
    return MultiDict([pair for control in controls for pair in SENT[type(control)](control)])


EVIDENCE = (
    Evidence(title="Plan", dated=date(2024, 2, 29), reach="All", shows="effect", link="https://example.org/?a=b&c"),
    Evidence(title="Survey"),
)
ANSWERS = {
    "learn": Answer(state=State.ANSWERED, value=0, comment=" Kept blanks \n\n and lines\n", evidence=EVIDENCE),
    "deeper": Answer(state=State.NOT_APPLICABLE, reason="Nobody.\nReally."),
    "must": Answer(state=State.DONT_KNOW, comment="?"),
    "happens": Answer(state=State.ANSWERED, value="no"),
    "how": Answer(state=State.ANSWERED, value="alone"),
    "who": Answer(state=State.ANSWERED, value=("staff", "board")),
    "many": Answer(state=State.ANSWERED, value=Fraction("0.000000123456789")),
    "share": Answer(state=State.DONT_KNOW),
    "words": Answer(state=State.ANSWERED, value="  two\n lines "),
    "since": Answer(state=State.ANSWERED, value=date(1000, 1, 1)),
    "care": Answer(comment="Not decided."),
}


def test_a_form_sent_as_it_was_filled_gives_the_same_answers(questionnaire):
    sheet = AnswerSheet(organisation="O", period="P", assessed_on=date(2026, 10, 1), questionnaire="pages",
                        version="1.0.0", answers=ANSWERS)  # fmt: skip
    for section in questionnaire.sections:
        filled = SectionForm(section.questions, questionnaire, Translator())
        filled.fill(sheet, {"learn": 7})
        taken = SectionForm(section.questions, questionnaire, Translator())
        taken.take(as_sent(filled))
        answers = taken.answers()
        assert not [fault for fault in taken.faults() if fault.name != "How many?"]
        assert {id: answer for id, answer in answers.items() if id != "many"} == {
            id: sheet.answer(id) for id in answers if id != "many"
        }
        assert taken.seen().get("learn") in (7, None)


@pytest.mark.parametrize("typed", ["1", "900.5", "12.345678901234", "100", "899.999999999999"])
def test_a_number_is_typed_back_exactly(questionnaire, typed):
    question = questionnaire.by_id["many"]
    form = SectionForm([question], questionnaire, Translator())
    form.take(MultiDict({"many_seen": "0", "many_value": typed}))
    answer = form.answers()["many"]
    assert answer.value == Fraction(typed)
    again = SectionForm([question], questionnaire, Translator())
    sheet = AnswerSheet(organisation="O", period="P", assessed_on=date(2026, 10, 1), questionnaire="pages",
                        version="1.0.0", answers={"many": answer})  # fmt: skip
    again.fill(sheet, {})
    assert Fraction(again.part("many").value.data) == answer.value


def test_the_control_of_a_question_is_one_that_a_page_can_draw(questionnaire):
    form = SectionForm(tuple(questionnaire.questions()), questionnaire, Translator())
    form.process()
    assert {form.part(question.id).value.macro for question in form.questions} <= {kind.macro for kind in SENT}
