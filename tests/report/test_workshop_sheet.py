"""The sheet that a workshop is held with, on paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from selfassess.answers.model import Answer, Evidence, State
from selfassess.language import Translator
from selfassess.questionnaire.questions import QUESTION_TYPES
from selfassess.report.blocks import Report, WritingSpace
from selfassess.report.material import Material
from selfassess.report.workshop_sheet import workshop_sheet
from selfassess.voices.agenda import Agenda, Contribution, agenda
from selfassess.voices.time_plan import time_plan

t = Translator()
Dumped = Callable[[Report], str]


def said(value: object, comment: str | None = None) -> Answer:
    return Answer(state=State.ANSWERED, value=value, comment=comment)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def apart(village: Material) -> Agenda:
    """Three contributors of the village, who differ on some questions and agree on others."""
    check = Evidence(title="Spot check", dated=date(2026, 3, 1))
    no = Answer(state=State.NOT_APPLICABLE, reason="We have no building.")
    unsure = Answer(state=State.DONT_KNOW)
    sheets = (
        {"learn-all": said(0), "learn-use": said(2), "learn-courses": said(Fraction(12)), "care-staff": said(3),
         "care-leaders": said(4), "doors-access": no, "learn-when": said(date(2026, 3, 4))},
        {"learn-all": said(4, "All of us."), "learn-use": said(3), "learn-courses": said(Fraction(9)),
         "care-staff": said(3), "care-leaders": unsure, "doors-access": said(1), "learn-when": said(date(2026, 3, 4))},
        {"learn-all": Answer(state=State.ANSWERED, value=4, comment="Not the new ones.", evidence=(check,)),
         "learn-use": said(3), "learn-courses": said(Fraction(12)), "care-staff": said(3), "doors-access": unsure},
    )  # fmt: skip
    own = replace(village.sheet, profile={"staff": "yes"})
    return agenda(village.questionnaire, [Contribution(sheet=replace(own, answers=answers)) for answers in sheets])


def test_a_question_that_nobody_was_asked_says_so(village: Material, dumped: Dumped) -> None:
    first, *others = (section.id for section in village.questionnaire.sections)
    said_apart = [Contribution(sheet=replace(village.sheet, answers={}), sections=frozenset(others))]
    of_nobody = agenda(village.questionnaire, said_apart, replace(village.sheet, answers={}))
    assert "Given apart: nobody was asked" in dumped(workshop_sheet(village, t, agenda=of_nobody))
    assert first in {topic.section for topic in of_nobody.discuss if not topic.responses.asked}


def test_each_question_to_discuss_has_a_page_in_the_order_of_the_agenda(
    village: Material, apart: Agenda, dumped: Dumped
) -> None:
    report = workshop_sheet(village, t, agenda=apart, plan=time_plan(apart, 60))
    pages = [part for part in report.parts if part.level == 2]
    assert [part.id for part in pages] == [f"question-{topic.question}" for topic in apart.discuss]
    assert [part.starts_page for part in pages] == [False] + [True] * (len(pages) - 1)
    first = dumped(report).partition("[question-learn-all]")[2].partition("\n\n")[0]
    assert first.splitlines()[1:] == [
        "  Question id: learn-all",
        "  Time: 12 minutes, from minute 13",
        "  2025: 2 · Developing. The first group began.",
        "  Given apart: from 0 to 4 (divided)",
        "[table] The levels: tick the one that is agreed",
        "  | Level | In practice | Given apart | Agreed",
        "  - 0 · Not started | Nobody yet. | 1 | ",
        "  - 1 · Exploring | A few. | 0 | ",
        "  - 2 · Developing | One group. | 0 | ",
        "  - 3 · Embedding | Most. | 0 | ",
        "  - 4 · Sustaining | Everybody. | 2 | ",
        "### Comments given apart",
        "* All of us.",
        "* Not the new ones.",
        "### Evidence given",
        "* Spot check (dated 1 March 2026)",
        "[3 lines] What we agree, and why",
        "[2 lines] Who sees it differently, and why",
    ]


def test_folded_questions_are_listed_with_their_proposal(village: Material, apart: Agenda, dumped: Dumped) -> None:
    text = dumped(workshop_sheet(village, t, agenda=apart))
    near = text.partition("[near]")[2].partition("\n\n")[0]
    assert (
        "  - 1.2 How far is the learning used? | learn-use | from 2 to 3 (close agreement) | 3 · Embedding | " in near
    )
    assert (
        "1.4 When was the last one? | learn-when | 4 March 2026 (2 people); 1 has not answered | 4 March 2026 | "
        in text
    )
    assert "2.2 How are staff looked after? | care-staff | all at 3 | 3 · Embedding | " in text


def test_what_was_given_apart_is_told_for_every_kind_of_view(village: Material, apart: Agenda, dumped: Dumped) -> None:
    text = dumped(workshop_sheet(village, t, agenda=apart))
    assert "Given apart: 12 courses (2 people); 9 courses (1 person)" in text
    assert "Given apart: one answer: 4 · Sustaining; 1 doesn’t know yet; 1 has not answered" in text
    assert "Given apart: one answer: 1 · Exploring; 1 says it does not apply; 1 doesn’t know yet" in text
    assert "### Why it may not apply\n* We have no building." in text


def test_the_cover_says_who_and_how_long(village: Material, apart: Agenda) -> None:
    report = workshop_sheet(village, t, agenda=apart, plan=time_plan(apart, 30))
    assert report.cover.facts == (("Contributors", "3 people"), ("Time", "30 minutes, and breaks"))
    assert report.title == "Workshop sheet: Little Mere parish council, 2026"
    assert report.marks == ("Draft",)


def test_what_there_is_no_time_for_has_a_page_without_minutes(village: Material, apart: Agenda, dumped: Dumped) -> None:
    plan = time_plan(apart, 8)
    assert plan.left_over
    text = dumped(workshop_sheet(village, t, agenda=apart, plan=plan))
    assert text.count("  Time: ") - 1 == len(plan.slots)  # and once on the cover


def test_without_an_agenda_every_question_has_its_page(village: Material, dumped: Dumped) -> None:
    report = workshop_sheet(village, t)
    asked = [question.id for question in village.questionnaire.questions()]
    assert [part.id.removeprefix("question-") for part in report.parts if part.level == 2] == asked
    text = dumped(report)
    assert "Given apart" not in text
    assert "  2025: 2 · Developing. The first group began." in text
    assert "  2025: Don’t know yet" in text
    assert report.cover.facts == ()


def test_a_type_that_is_not_scored_has_room_to_write_and_no_levels(village: Material) -> None:
    report = workshop_sheet(village, t)
    by_id = village.questionnaire.by_id
    for part in (part for part in report.parts if part.level == 2):
        names = [type(block).__name__ for block in part.blocks]
        assert ("Table" in names) == (by_id[part.id.removeprefix("question-")].type == "level")
        assert sum(isinstance(block, WritingSpace) for block in part.blocks) == 2
    assert {question.type for question in by_id.values()} <= set(QUESTION_TYPES)


def test_an_agenda_on_which_all_agree_has_only_its_table(village: Material) -> None:
    nobody = replace(village, earlier=None)
    sheet = replace(village.sheet, answers={"learn-all": said(2)})
    found = agenda(village.questionnaire, [Contribution(sheet=sheet, sections=frozenset({"learn"}))])
    same = replace(found, discuss=())
    report = workshop_sheet(nobody, t, agenda=same)
    assert [part.id for part in report.parts] == ["guide", "agreed"]
