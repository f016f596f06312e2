"""What was confirmed of last year and what was judged anew, in the report, on the page and for other programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from selfassess.answers.model import AnswerSheet
from selfassess.comparison import Confirmed
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.blocks import Paragraph, Table
from selfassess.report.looked_back_json import looked_back_as_json
from selfassess.report.looked_back_words import became_words, looked_back_words, still_words
from selfassess.report.material import EarlierYear, Material, gather
from selfassess.report.parts.looked_back import looked_back
from selfassess.report.report import build_report

Build = Callable[..., Questionnaire]
Say = Callable[..., AnswerSheet]
Beside = Callable[..., Material]
t = Translator()
SECTIONS = {"s": {"questions": {"a": {}, "b": {}}}, "u": {"questions": {"c": {}, "d": {}, "e": {}}}}
LOOKED = date(2026, 5, 4)


@pytest.fixture
def beside(make_questionnaire: Build, make_sheet: Say) -> Beside:
    """`beside({"a": 1}, {"a": 2}, confirmed…)`: 2025 and 2026 by one questionnaire."""
    asked = make_questionnaire(SECTIONS)

    def made(then: dict[str, Any], now: dict[str, Any], *confirmed: Confirmed) -> Material:
        earlier = replace(make_sheet(then), period="2025", assessed_on=date(2025, 10, 1))
        given = EarlierYear(questionnaire=asked, sheet=earlier, sha256="")
        return gather(asked, make_sheet(now), "", earlier=given, confirmed=confirmed)

    return made


def still(question: str, reason: str = "", on: date | None = LOOKED) -> Confirmed:
    return Confirmed(question=question, earlier=question, reason=reason, true_on=on)


def tables(material: Material) -> list[Table]:
    return [block for block in looked_back(material, t) if isinstance(block, Table)]


def test_confirmed_and_judged_anew_are_counted_and_listed(beside: Beside) -> None:
    material = beside(
        {"a": 2, "b": 2, "c": 1, "d": 1, "e": 1}, {"a": 2, "b": 3, "c": 1, "d": "?"}, still("a", "looked at it again")
    )
    first = looked_back(material, t)[0]
    assert isinstance(first, Paragraph)
    assert first.text == "2026 beside 2025: 1 confirmed, 3 judged anew and 1 still to look at."
    confirmed, judged = tables(material)
    assert [row[1:] for row in confirmed.rows] == [("2 · Level 2", "Checked on 4 May 2026: looked at it again")]
    assert [row[1:] for row in judged.rows] == [("2", "none", "none", "none"), ("none", "1", "none", "2")]
    assert "looked-back" in [part.id for part in build_report(material, t).parts]


def test_questions_that_pair_with_none_of_then_are_counted(village: Material) -> None:
    assert village.earlier is not None
    question, earlier = next(iter(village.earlier.comparison.pairs.items()))
    one = Confirmed(question=question, earlier=earlier, reason="So.")
    before = EarlierYear(questionnaire=village.earlier.questionnaire, sheet=village.earlier.sheet, sha256="")
    material = gather(village.questionnaire, village.sheet, "", earlier=before, confirmed=[one])
    found = material.looked_back
    assert found is not None
    assert f"{len(found.new)} new or asked differently" in looked_back_words(t, found)


def test_where_everything_was_confirmed_there_is_no_table_of_what_was_judged(beside: Beside) -> None:
    material = beside({"a": 2}, {"a": 2}, still("a"))
    assert [table.caption for table in tables(material)] == ["Levels of 2025 that were confirmed"]


def test_where_no_confirmation_holds_only_what_was_judged_is_told(beside: Beside) -> None:
    material = beside({"a": 2}, {"a": 3}, still("a"))
    assert [table.caption for table in tables(material)] == ["Levels that were judged anew"]


def test_without_confirmations_nothing_is_told(beside: Beside) -> None:
    material = beside({"a": 2}, {"a": 2})
    assert material.looked_back is None
    assert looked_back(material, t) == ()


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (still("a"), "checked on 4 May 2026"),
        (still("a", "nothing changed", None), "nothing changed"),
        (still("a", "nothing changed"), "checked on 4 May 2026: nothing changed"),
    ],
)
def test_why_a_level_is_still_true_is_a_reason_a_day_or_both(one: Confirmed, words: str) -> None:
    assert still_words(t, one) == words


def test_what_became_of_a_level_is_said_with_its_year() -> None:
    assert became_words(t, "2025", "confirmed", LOOKED) == "Confirmed: still as in 2025, checked on 4 May 2026"
    assert became_words(t, "2025", "confirmed") == "Confirmed: still as in 2025"
    assert became_words(t, "2025", "down") == "Judged anew: lower than in 2025"


def test_other_programs_get_all_of_it(beside: Beside) -> None:
    found = beside(
        {"a": 2, "b": 2, "c": 1, "d": 1}, {"a": 2, "b": 3, "c": "?"}, still("a", "so", None), still("e")
    ).looked_back
    assert found is not None
    assert looked_back_as_json(found, "2025") == {
        "period": "2025",
        "confirmed": [{"question": "a", "earlier": "a", "reason": "so", "true_on": None}],
        "judged": [{"question": "b", "earlier": "b", "from": 2, "to": 3}],
        "no_level_now": ["c"],
        "to_look_at": ["d"],
        "new": {},
        "open_then": ["e"],
    }
