"""The front sheet for a board."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from selfassess.language import Translator
from selfassess.report.blocks import Bullets, Report
from selfassess.report.board_sheet import LONGEST, board_sheet
from selfassess.report.material import Material
from selfassess.voices.proceedings import Proceedings, TookPart
from selfassess.voices.steps import Role

Gathered = Callable[..., Material]
Dumped = Callable[[Report], str]
t = Translator()
ONE = {"c1": {"questions": {"a": {}}}}


def test_before_anything_is_answered_it_asks_for_support_and_shows_no_strengths(
    gathered: Gathered, dumped: Dumped
) -> None:
    text = dumped(board_sheet(gathered(ONE, {}), t))
    assert "1. note that nothing is answered yet, and support those who will answer\n[tile]" in text
    assert "What stands well" not in text


def test_where_nothing_applies_it_asks_to_confirm_that(gathered: Gathered, dumped: Dumped) -> None:
    assert "1. confirm that nothing in this questionnaire applies\n[tile]" in dumped(
        board_sheet(gathered(ONE, {"a": "-"}), t)
    )


def test_without_a_plan_it_asks_for_two_key_actions(gathered: Gathered, dumped: Dumped) -> None:
    text = dumped(board_sheet(gathered(ONE, {"a": 0}), t))
    assert "2. agree two key actions" in text
    assert "What stands well" not in text, "level 0 is no strength"
    assert "Reached by" not in text


def test_it_says_how_the_result_was_reached_as_far_as_that_is_kept(gathered: Gathered, dumped: Dumped) -> None:
    lead = TookPart(role=Role.LEAD, people=1, asked=1)
    material = gathered(ONE, {"a": 1}, proceedings=Proceedings(took_part=(lead,)))
    assert "Reached by" not in dumped(board_sheet(material, t))
    met = replace(material, proceedings=Proceedings(took_part=(lead,), workshop_on=date(2026, 9, 3)))
    assert "  Reached by: A workshop on 3 September 2026\n" in dumped(board_sheet(met, t))


def test_no_text_is_so_long_that_the_page_grows(gathered: Gathered) -> None:
    long = {"c1": {"title": "Very " * 60, "questions": {"a": {"prompt": "How long " * 40}}}}
    report = board_sheet(gathered(long, {"a": 3}, asked={"title": "Long " * 80}), t)
    found = [item for block in report.parts[0].blocks if isinstance(block, Bullets) for item in block.items]
    assert max(map(len, (*found, report.parts[0].title))) <= LONGEST + len("… 3 · Level 3")
