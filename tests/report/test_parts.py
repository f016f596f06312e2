"""What the other parts say: sections, profile, method, years, cover, limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from selfassess.answers.model import Answer, Evidence, State
from selfassess.comparison import LookedBack
from selfassess.language import Translator
from selfassess.questionnaire.model import EvidenceRule
from selfassess.report.blocks import Table
from selfassess.report.explanations import overall_explanations, section_explanations
from selfassess.report.material import EarlierYear, Material, gather
from selfassess.report.parts.evidence import rule_words
from selfassess.report.parts.profile import lens_level
from selfassess.report.plans import Plans
from selfassess.report.report import PARTS, build_report
from selfassess.report.year_words import change_words
from selfassess.voices.proceedings import Proceedings

Gathered = Callable[..., Material]
Dump = Callable[..., str]
t = Translator()
THREE = {"c1": {"questions": {"a": {}}}, "c2": {"questions": {"b": {}}}, "c3": {"questions": {"c": {}}}}


def test_the_parts_stand_in_the_order_of_the_table(village: Material, proceedings: Proceedings, plans: Plans) -> None:
    back = LookedBack(confirmed=(), judged=(), otherwise=(), to_look_at=(), new={}, open_then=())
    material = replace(village, proceedings=proceedings, plans=plans, looked_back=back)
    found = [part.id for part in build_report(material, t).parts if part.level == 1]
    assert found == [kind.id for kind in PARTS]


def test_ids_of_parts_are_unique(village: Material) -> None:
    ids = [part.id for part in build_report(village, t).parts]
    assert len(ids) == len(set(ids))


def test_every_row_of_every_table_has_a_cell_for_each_column(village: Material, plans: Plans) -> None:
    parts = build_report(replace(village, plans=plans), t).parts
    tables = [block for part in parts for block in part.blocks if isinstance(block, Table)]
    assert tables
    for table in tables:
        assert all(len(row) == len(table.columns) for row in table.rows), table.caption


@pytest.mark.parametrize(
    ("flags", "status", "marks"),
    [
        ({}, "Self-assessment", ()),
        ({"draft": True}, "Draft: answers may still change", ("Draft",)),
        ({"agreed_on": date(2026, 11, 2)}, "Agreed on 2 November 2026", ()),
        ({"agreed_on": date(2026, 10, 1)}, "Agreed", ()),
        ({"example": True}, "Self-assessment", ("Example: made-up data",)),
    ],
)
def test_the_cover_says_how_final_the_report_is(
    gathered: Gathered, flags: dict[str, Any], status: str, marks: tuple[str, ...]
) -> None:
    report = build_report(gathered(THREE, {"a": 1}, **flags), t)
    assert report.cover.status == status
    assert report.marks == marks


def test_the_cover_names_who_signed(gathered: Gathered) -> None:
    material = gathered(THREE, {"a": 1}, signed_by=("A. Chair", "B. Chief"))
    assert ("Signed by", "A. Chair and B. Chief") in build_report(material, t).cover.facts


def test_each_figure_of_the_card_has_an_explanation(village: Material) -> None:
    figures = [explanation.figure for explanation in overall_explanations(village, t)]
    assert figures == ["score", "low", "high", "stage", "supported_stage"]
    own = ["status", "score", "low", "high", "median", "weakest", "stage", "supported_stage", "route"]
    for section in village.questionnaire.sections:
        assert [explanation.figure for explanation in section_explanations(village, section, t)] == own


def test_each_printed_score_ends_the_arithmetic_that_explains_it(village: Material) -> None:
    """Score, range and stages as printed in the profile are the results that the method part works out."""
    for section in village.questionnaire.sections:
        result = village.card.section(section.id)
        explained = {one.figure: one for one in section_explanations(village, section, t)}
        for figure in ("score", "low", "high"):
            value: Fraction | None = getattr(result, figure)
            if value is None:
                assert explained[figure].result == "None"
            else:
                assert explained[figure].result == t.number(value, 2)
                assert explained[figure].reasoning.arithmetic.endswith(t.number(value, 2))


def test_the_worked_years_end_in_the_figures_of_the_comparison(village: Material, dump: Dump) -> None:
    assert village.earlier
    found = village.earlier.comparison
    assert found.like_for_like
    years = dump(village, "years")
    for figure in (found.before, found.after, found.like_for_like.from_, found.like_for_like.to):
        assert figure is not None
        assert f"| {t.number(figure, 2)} | " in years


def test_a_section_where_nothing_applies_has_words_instead_of_figures(gathered: Gathered, dump: Dump) -> None:
    text = dump(gathered(THREE, {"a": "-", "b": 1, "c": 1}), "section-c1")
    assert "Nothing in this section applies, so it has no figures and counts nowhere." in text
    assert "Reason: It does not arise here." in text
    assert "The shortest way" not in text


def test_a_section_of_questions_that_are_not_asked_is_only_named(gathered: Gathered, dump: Dump) -> None:
    asked = {**THREE, "c3": {"questions": {"c": {"applies_if": {"any": ()}}}}}
    material = gathered(asked, {"a": 1, "b": 1, "c": 2})
    assert dump(material, "section-c3").strip() == (
        "Nothing in this section applies, so it has no figures and counts nowhere."
    )
    worked = "[table] c3\n  | Figure | Result | How it came about\n  - How much is answered | Does not apply | "
    assert worked in dump(material)
    assert "### Answers that were left out" in dump(material, "limits")


def test_a_section_at_the_top_has_no_way_on(gathered: Gathered, dump: Dump) -> None:
    text = dump(gathered(THREE, {"a": 4, "b": 1, "c": 1}), "section-c1")
    assert "This is the highest stage: the work now is to keep it." in text


def test_a_way_on_may_not_be_enough_for_a_score(gathered: Gathered, dump: Dump) -> None:
    asked = {"c1": {"questions": {"a": {"weight": Fraction(3)}, "b": {"weight": Fraction(3)}, "c": {}}}}
    text = dump(gathered(asked, {}, asked={"stage_share": Fraction(1, 10)}), "section-c1")
    assert "reach Level 1.\n" in text
    assert "score would then" not in text


def test_a_way_on_that_leads_further_than_it_was_asked_to_says_so(gathered: Gathered, dump: Dump) -> None:
    asked = {"c1": {"questions": {"a": {"gate": 1}, "b": {}, "c": {}, "d": {}}}}
    text = dump(gathered(asked, {"a": 0, "b": 3, "c": 3, "d": 3}), "section-c1")
    assert "The section’s score would then be 63, and its stage 3 · Level 3." in text


def test_a_question_that_is_not_scored_has_its_answer_below_it(gathered: Gathered, dump: Dump) -> None:
    asked = {"c1": {"questions": {"a": {}, "b": {"type": "yes_no"}, "c": {"type": "text"}}}}
    text = dump(gathered(asked, {"a": 2, "b": "yes"}, asked={"evidence": ({"level": 1},)}), "section-c1")
    assert "  - 2 b | Answered | Not scored\n      Answer: Yes\n" in text
    assert "  - 3 c | Not answered | Not scored\n###" in text


def test_scores_without_a_radar_still_have_bars_and_a_table(gathered: Gathered, dump: Dump) -> None:
    text = dump(gathered({"c1": {"questions": {"a": {}}}}, {"a": 2}), "profile")
    assert "[RadarChart]" not in text
    assert "  - c1 | 50 | no open questions | 2 · Level 2" in text
    assert "lenses" not in text


def test_the_lens_view_counts_from_the_third_level_or_the_top_of_a_shorter_scale(
    make_questionnaire: Callable[..., Any],
) -> None:
    sections = {"c1": {"questions": {"a": {}}}}
    assert lens_level(make_questionnaire(sections, top=2)) == 2
    assert lens_level(make_questionnaire(sections, top=6)) == 3


def test_a_question_not_answered_then_is_shown_so(village: Material, dump: Dump) -> None:
    assert "| Don’t know yet | No level | Don’t know yet\n" in dump(village, "section-care")


def test_evidence_that_is_missing_is_named_by_the_first_rule_that_lacks_it(gathered: Gathered, dump: Dump) -> None:
    rules = ({"level": 3, "within_months": 1}, {"level": 1})
    answer = Answer(state=State.ANSWERED, value=3, evidence=(Evidence(title="Old note", dated=date(2020, 1, 1)),))
    text = dump(gathered(THREE, {"a": answer}, asked={"evidence": rules}), "section-c1")
    assert "  - 1 a | 3 · Level 3 | 2 · Level 2\n" in text
    assert "  Missing: Level 3 needs a piece of evidence from the last month" in text


@pytest.mark.parametrize(
    ("months", "shows", "words"),
    [
        (None, None, "a piece of evidence"),
        (None, "effect", "a piece of evidence that shows what changed for people"),
        (24, None, "a piece of evidence from the last 24 months before the assessment"),
        (
            1,
            "effect",
            "a piece of evidence from the last month before the assessment that shows what changed for people",
        ),
    ],
)
def test_an_evidence_rule_in_words(months: int | None, shows: Any, words: str) -> None:
    assert rule_words(t, EvidenceRule(level=2, within_months=months, shows=shows)) == words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Fraction(0), "none"),
        (Fraction(1, 100), "hardly any"),
        (Fraction(7, 2), "+3.5"),
        (Fraction(-1), "−1"),
    ],
)
def test_a_change_in_words(change: Fraction, words: str) -> None:
    assert change_words(t, change) == words


def test_a_missing_crosswalk_is_said(gathered: Gathered, make_questionnaire: Callable[..., Any], dump: Dump) -> None:
    now = gathered(THREE, {"a": 1, "b": 1, "c": 1})
    then = make_questionnaire(THREE, version="0.9.0")
    sheet = replace(now.sheet, period="2025", version="0.9.0")
    earlier = EarlierYear(questionnaire=then, sheet=sheet, sha256="")
    material = gather(now.questionnaire, now.sheet, "", earlier=earlier)
    assert "[callout] Compared by name only" in dump(material, "years")
    assert "0.9.0 to 1.0.0" in dump(material, "years")
    assert "SHA-256 of its file: Not recorded" in dump(material, "method")


def test_a_statement_without_a_source_is_credited_to_the_questionnaire(gathered: Gathered, dump: Dump) -> None:
    asked = {**THREE, "c1": {"statement": "We will.", "questions": {"a": {}}}}
    assert "> We will. — Example" in dump(gathered(asked, {"a": 1}), "section-c1")


def test_a_fact_that_was_not_given_is_said_so(gathered: Gathered, dump: Dump) -> None:
    facts = ({"id": "staff", "prompt": "Staff?", "options": {"yes": "Some"}},)
    assert "  Staff?: Not said" in dump(gathered(THREE, {"a": 1}, asked={"profile": facts}), "method")
