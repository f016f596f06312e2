"""The words of the one-page summary, for an ordinary year and for every odd one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from selfassess.answers.model import Answer
from selfassess.report.material import EarlierYear, Material, gather

Gathered = Callable[..., Material]
Dump = Callable[..., str]
THREE = {"c1": {"questions": {"a": {}}}, "c2": {"questions": {"b": {}}}, "c3": {"questions": {"c": {}}}}
ACTIONS = (
    {"from": 0, "do": "Talk about it.", "effort": "high"},
    {"from": 0, "do": "Write it down.", "effort": "low"},
    {"from": 1, "do": "Only later.", "effort": "low"},
)
RULES = ({"level": 2},)


def test_with_nothing_answered_it_asks_for_support_and_judges_nothing(gathered: Gathered, dump: Dump) -> None:
    text = dump(gathered(THREE, {}), "summary")
    assert "Nothing is answered yet. The board is asked to support those who will answer." in text
    assert "[tile] Overall stage: 0 · Level 0 (open questions count as level 0 until they are answered)" in text
    assert "[tile] Score out of 100: Not enough answers to score (between 0 and 100)" in text
    assert "Strengths show here as soon as questions are answered." in text
    assert "Chart]" not in text, "a chart without a single score shows nothing"
    assert "[ScoreBars]" not in text


def test_with_nothing_applicable_it_asks_to_confirm_that(gathered: Gathered, dump: Dump) -> None:
    text = dump(gathered(THREE, {"a": "-", "b": "-", "c": "-"}), "summary")
    assert "Nothing in this questionnaire applies. The board is asked to confirm that." in text
    assert "[tile] Overall stage: No stage ()" in text
    assert "[tile] Score out of 100: Nothing applies ()" in text
    assert "[tile] Answered: 0 of 0" in text
    assert "Nothing applies, so nothing is left to do here." in text


def test_with_too_few_answers_the_score_gives_way_to_its_range(gathered: Gathered, dump: Dump) -> None:
    text = dump(gathered(THREE, {"a": 2, "b": "?"}), "summary")
    assert "Not enough answers to score (between 17 and 83)" in text
    assert "* a 2 · Level 2" in text


def test_at_the_top_stage_the_work_is_to_keep_it(gathered: Gathered, dump: Dump) -> None:
    text = dump(gathered(THREE, {"a": 4, "b": 4, "c": 4}), "summary")
    assert "[tile] Overall stage: 4 · Level 4 ()" in text
    assert "[tile] Score out of 100: 100 (no open questions)" in text
    assert "Every section is at the highest stage: the work now is to keep it." in text
    assert "Two key actions for the next 12 months: none recorded yet, so write them in here." in text
    assert text.count("- To be written in |") == 2


def test_what_the_evidence_does_not_back_yet_is_said_without_blame(gathered: Gathered, dump: Dump) -> None:
    text = dump(gathered(THREE, {"a": 3, "b": 3, "c": 3}, asked={"evidence": RULES}), "summary")
    assert "[tile] Overall stage: 3 · Level 3 (claimed 3, supported 1)" in text
    assert "* a 3 · Level 3 (supported 1)" in text


def test_what_the_evidence_backs_needs_no_remark(gathered: Gathered, dump: Dump, backed: Callable[..., Answer]) -> None:
    text = dump(gathered(THREE, {"a": backed(3, date(2026, 1, 1))}, asked={"evidence": RULES}), "summary")
    assert "* a 3 · Level 3\n" in text


def test_everything_at_the_first_level_is_an_honest_start(gathered: Gathered, dump: Dump) -> None:
    text = dump(gathered(THREE, {"a": 0, "b": 0, "c": 0}), "summary")
    assert "No question is above the first level yet: an honest place to start from." in text


def test_one_section_is_shown_as_a_bar_not_as_a_radar(gathered: Gathered, dump: Dump) -> None:
    text = dump(gathered({"c1": {"questions": {"a": {}}}}, {"a": 2}), "summary")
    assert "[ScoreBars]" in text
    assert "[RadarChart]" not in text


def test_more_sections_than_a_radar_can_label_are_left_to_the_profile(gathered: Gathered, dump: Dump) -> None:
    many = {f"s{number}": {"questions": {f"q{number}": {}}} for number in range(21)}
    material = gathered(many, {"q1": 2})
    assert "out of 100 by section" not in dump(material, "summary")
    assert "[ScoreBars]" in dump(material, "profile")


def test_the_candidates_are_the_suggestions_of_least_effort_for_the_first_step(gathered: Gathered, dump: Dump) -> None:
    asked = {**THREE, "c2": {"questions": {"b": {"actions": ACTIONS}}}}
    text = dump(gathered(asked, {"a": 0, "b": 0, "c": 0}), "summary")
    assert "  - Write it down. |  | \n  - Talk about it. |  | " in text
    assert "Only later." not in text


def test_a_single_candidate_leaves_a_line_to_write_in(gathered: Gathered, dump: Dump) -> None:
    asked = {**THREE, "c2": {"questions": {"b": {"actions": ACTIONS[1:]}}}}
    text = dump(gathered(asked, {"a": 0, "b": 0, "c": 0}), "summary")
    assert "  - Write it down. |  | \n  - To be written in |  | " in text


def test_without_an_earlier_year_nothing_is_said_of_one(gathered: Gathered, dump: Dump) -> None:
    text = dump(gathered(THREE, {"a": 2, "b": 2, "c": 2}))
    assert "Compared with" not in text
    assert "[years]" not in text


def _with_earlier(gathered: Gathered, now: dict[str, object], then: dict[str, object]) -> Material:
    this, last = gathered(THREE, now), gathered(THREE, then)
    earlier = EarlierYear(questionnaire=last.questionnaire, sheet=replace(last.sheet, period="2025"), sha256="e" * 64)
    return gather(this.questionnaire, this.sheet, "f" * 64, earlier=earlier)


def test_an_earlier_year_with_nothing_in_common_is_shown_but_not_compared(gathered: Gathered, dump: Dump) -> None:
    material = _with_earlier(gathered, {"a": 2}, {"b": 3})
    assert "2025" not in dump(material, "summary")
    years = dump(material, "years")
    assert "No question was answered in both 2025 and 2026 in a way that can be compared" in years
    assert "As scored, each year by its own questions | 75 | 50 | −25" in years
    assert "Like for like" not in years.replace("Like for like: both years", "")
    assert "Why the score moved" not in years


def test_two_years_without_an_answer_leave_only_words(gathered: Gathered, dump: Dump) -> None:
    years = dump(_with_earlier(gathered, {}, {}), "years")
    assert "As scored, each year by its own questions | Not answered | Not answered | None to show" in years
    assert "How these figures came about" not in years


def test_two_equal_years_have_nothing_that_cannot_be_compared(gathered: Gathered, dump: Dump) -> None:
    years = dump(_with_earlier(gathered, {"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 2, "c": 3}), "years")
    assert "Like for like, over the common questions | 50 | 50 | none" in years
    assert "What cannot be compared" not in years
