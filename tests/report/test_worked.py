"""The compact table of worked figures: nothing is said twice, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from selfassess.language import Translator
from selfassess.report.blocks import Table
from selfassess.report.briefs import BRIEFS
from selfassess.report.explanations import section_explanations
from selfassess.report.material import Material
from selfassess.report.parts.method import method
from selfassess.report.parts.worked import worked_rows

Gathered = Callable[..., Material]
t = Translator()
TWO = {"c1": {"questions": {"a": {}, "b": {}}}}


def rows(material: Material) -> dict[str, tuple[str, str]]:
    (section,) = material.questionnaire.sections
    return {title: (result, text) for title, result, text in worked_rows(section_explanations(material, section, t), t)}


def test_figures_that_came_about_alike_share_a_row(gathered: Gathered) -> None:
    found = rows(gathered(TWO, {"a": 2, "b": 1}))
    assert found["Score, lowest, highest"] == ("37.5", "100 × (1×2 + 1×1) ÷ (4 × (1 + 1)) = 37.5")
    assert "Stage, also backed" in found
    assert "Stage" not in found


def test_with_an_open_question_score_lowest_and_highest_have_their_own(gathered: Gathered) -> None:
    found = rows(gathered(TWO, {"a": 2}, asked={"minimum_answered": Fraction(1, 2)}))
    assert [found[name][0] for name in ("Score", "Lowest possible score", "Highest possible score")] == [
        "50",
        "25",
        "75",
    ]


def test_what_a_row_has_said_is_not_said_again(gathered: Gathered) -> None:
    found = rows(gathered(TWO, {"a": 2, "b": 2}, asked={"evidence": ({"level": 2},)}))
    assert found["Stage backed by evidence"][1].startswith("1 is at 2, backed at 1.")
    stages = " ".join(text for _, text in found.values())
    assert stages.count("Stage 1, enough") == 1


def test_every_printed_figure_of_every_section_has_a_row_with_its_result(village: Material) -> None:
    tables = [block for block in method(village, t) if isinstance(block, Table) and block.small]
    assert len(tables) == 1 + len(village.questionnaire.sections)
    for table, section in zip(tables[1:], village.questionnaire.sections, strict=True):
        printed = {row[1] for row in table.rows}
        result = village.card.section(section.id)
        for figure in (result.score, result.low, result.high):
            assert figure is None or t.number(figure, 2) in printed
        for stage in (result.stage, result.supported_stage):
            assert stage is None or any(words.startswith(f"{stage} · ") for words in printed)


def test_the_score_that_the_way_on_promises_is_worked_out(village: Material) -> None:
    tables = {block.caption: block for block in method(village, t) if isinstance(block, Table)}
    assert ("Score after that way", "66.67", "100 × (1×2 + 2×3) ÷ (4 × (1 + 2)) ≈ 66.67") in tables["1. Learning"].rows


def test_a_brief_rule_uses_only_values_that_its_rule_has() -> None:
    for rule, brief in BRIEFS.items():
        names = {part.split("}")[0] for part in brief.split("{")[1:]}
        assert names <= {part.split("}")[0] for part in rule.split("{")[1:]}, rule
