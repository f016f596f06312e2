"""Every question with its level in each year, on the page and as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from selfassess.answers.model import AnswerSheet
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.render.years import YEARS_RENDERERS
from selfassess.report.blocks import Paragraph
from selfassess.report.material import EarlierYear, Material, gather
from selfassess.report.parts.year_questions import every_question
from selfassess.report.parts.years import side_by_side, years

t = Translator()
Build = Callable[..., Questionnaire]
Say = Callable[..., AnswerSheet]
SECTIONS = {"s": {"questions": {"a": {}, "b": {}}}, "u": {"questions": {"c": {}}}}


def over(asked: Questionnaire, make_sheet: Say, *answers: dict[str, Any]) -> Material:
    """One questionnaire answered in so many years, the last in 2026."""
    first = 2027 - len(answers)
    *earlier, now = [
        replace(make_sheet(said), period=str(first + at), assessed_on=date(first + at, 10, 1))
        for at, said in enumerate(answers)
    ]
    given = [EarlierYear(questionnaire=asked, sheet=sheet, sha256="") for sheet in earlier]
    return gather(asked, now, "", earlier=given[-1] if given else None, further=given[:-1])


def test_a_table_a_section_has_each_year_and_which_way_it_went(make_questionnaire: Build, make_sheet: Say) -> None:
    asked = make_questionnaire(SECTIONS)
    first, second = every_question(over(asked, make_sheet, {"a": 1, "b": 2, "c": 3}, {"a": 2, "b": 2, "c": 1}), t)
    assert [column.title for column in first.columns] == ["Question", "2025", "2026", "Since 2025"]
    assert [(row[1].partition(" ")[0], row[2].partition(" ")[0], row[3]) for row in (*first.rows, *second.rows)] == [
        ("1", "2", "up"),
        ("2", "2", "the same"),
        ("3", "1", "down"),
    ]


def test_with_many_years_the_digits_stand_alone(make_questionnaire: Build, make_sheet: Say) -> None:
    asked = make_questionnaire(SECTIONS)
    first, _ = every_question(over(asked, make_sheet, *({"a": level} for level in (0, 1, 1, 3))), t)
    assert first.rows[0][1:] == ("0", "1", "1", "3", "up")
    assert first.rows[1][1:] == ("Not answered",) * 4 + ("It is not answered now",)


def test_what_was_not_asked_then_is_not_comparable_and_why_is_said(make_questionnaire: Build, make_sheet: Say) -> None:
    then, now = make_questionnaire({"s": {"questions": {"a": {}}}}), make_questionnaire(SECTIONS, version="1.1.0")
    before = replace(make_sheet({"a": 1}), period="2025", assessed_on=date(2025, 10, 1))
    earlier = EarlierYear(questionnaire=then, sheet=before, sha256="")
    found = gather(now, replace(make_sheet({"a": 1, "b": 2}), version="1.1.0"), "", earlier=earlier)
    first, _ = every_question(found, t)
    assert (first.rows[1][1], first.rows[1][3]) == ("Not comparable", "It is new")
    assert found.years is not None
    table = YEARS_RENDERERS["csv"].render(found.years, t).decode("utf-8-sig").splitlines()
    assert table[2].endswith(",,2,,added")


def test_without_an_earlier_year_there_is_nothing(make_questionnaire: Build, make_sheet: Say) -> None:
    alone = over(make_questionnaire(SECTIONS), make_sheet, {"a": 1})
    assert every_question(alone, t) == side_by_side(alone, t) == years(alone, t) == ()


def test_years_on_scales_of_different_length_are_told_so(make_questionnaire: Build, make_sheet: Say) -> None:
    then = make_questionnaire(SECTIONS, top=2)
    before = replace(make_sheet({"a": 1}), period="2025", assessed_on=date(2025, 10, 1))
    earlier = EarlierYear(questionnaire=then, sheet=before, sha256="")
    now = make_questionnaire(SECTIONS, version="1.1.0")
    lead, *_ = side_by_side(gather(now, replace(make_sheet({"a": 1}), version="1.1.0"), "", earlier=earlier), t)
    assert isinstance(lead, Paragraph)
    assert lead.text == (
        "The levels of 2025 and 2026 are on scales of different length, so no answer can be compared. "
        "This part shows each year on its own."
    )
