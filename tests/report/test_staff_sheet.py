"""The two pages in plain words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from selfassess.language import Translator
from selfassess.plan import Action, ActionPlan
from selfassess.report.blocks import Report
from selfassess.report.material import EarlierYear, Material, gather
from selfassess.report.plans import Plans
from selfassess.report.staff_sheet import MOST_ACTIONS, MOST_IN_CLEAR_PRINT, staff_sheet
from selfassess.voices.proceedings import Proceedings, TookPart
from selfassess.voices.steps import Role

Gathered = Callable[..., Material]
Dumped = Callable[[Report], str]
t = Translator()
ONE = {"c1": {"questions": {"a": {}}}}


def sections(count: int) -> dict[str, object]:
    return {f"c{at}": {"questions": {f"q{at}": {}}} for at in range(count)}


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "We have not answered any question yet.\n"),
        ({"a": "-"}, "Nothing we were asked about applies to us.\n"),
        ({"a": 2}, "Taken together, we are at “Level 2”. That is step 2 of 4.\n"),
    ],
)
def test_it_says_where_we_are_in_a_sentence(
    gathered: Gathered, dumped: Dumped, answers: dict[str, object], said: str
) -> None:
    assert said in dumped(staff_sheet(gathered(ONE, answers), t))


@pytest.mark.parametrize(
    ("before", "said"), [(0, "Up 2 steps"), (1, "Up 1 step"), (2, "The same"), (4, "Down 2 steps")]
)
def test_it_says_what_moved_since_the_year_before(gathered: Gathered, dumped: Dumped, before: int, said: str) -> None:
    then = gathered(ONE, {"a": before})
    earlier = replace(then.sheet, period="2025", assessed_on=date(2025, 10, 1))
    now = gathered(ONE, {"a": 2})
    material = gather(
        now.questionnaire, now.sheet, "", earlier=EarlierYear(questionnaire=now.questionnaire, sheet=earlier, sha256="")
    )
    assert f"  - c1 | 2 · Level 2 | {said}\n" in dumped(staff_sheet(material, t))


def test_at_the_top_nothing_is_left_to_get_better_at(gathered: Gathered, dumped: Dumped) -> None:
    text = dumped(staff_sheet(gathered(ONE, {"a": 4}), t))
    assert "get better at" not in text
    assert "  4 · Level 4: Described in each question\n###" in text


def test_it_names_the_key_actions_of_the_plan_as_sentences(
    gathered: Gathered, dumped: Dumped, make_action: Callable[..., Action], make_plan: Callable[..., ActionPlan]
) -> None:
    actions = [replace(make_action(f"a{at}", key=True), text=f"Meet monthly {at}") for at in range(MOST_ACTIONS + 1)]
    plan = Plans(current=make_plan(*actions), before=None, today=date(2026, 12, 1))
    text = dumped(staff_sheet(gathered(ONE, {"a": 1}, plans=plan), t))
    assert "* Meet monthly 0. Who leads it: Nobody yet. By when: No day yet.\n" in text
    assert text.count("Meet monthly") == MOST_ACTIONS


def test_without_a_workshop_it_says_only_that_people_answered_alone(gathered: Gathered, dumped: Dumped) -> None:
    apart = Proceedings(took_part=(TookPart(role=Role.CONTRIBUTOR, people=1, asked=2),))
    text = dumped(staff_sheet(gathered(ONE, {"a": 1}, proceedings=apart), t))
    assert "1 person answered the questions alone first.\n" in text


def test_with_many_sections_the_print_is_ordinary_so_that_a_page_stays_one(gathered: Gathered) -> None:
    assert staff_sheet(gathered(sections(MOST_IN_CLEAR_PRINT), {}), t).clear
    assert not staff_sheet(gathered(sections(MOST_IN_CLEAR_PRINT + 1), {}), t).clear
