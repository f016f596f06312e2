"""How to read the report: the levels, and what its few terms mean; beside the contents."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.report import wording
from selfassess.report.blocks import Block, Column, Facts, Table
from selfassess.report.material import Material


def guide(material: Material, t: Translator) -> tuple[Block, ...]:
    """The scale with its colours, then stage, score, range and evidence in a line each."""
    questionnaire = material.questionnaire
    return (
        Table(
            caption=t("The levels of this questionnaire"),
            columns=(Column(title=t("Level"), width=2, kind="level"), Column(title=t("What it means"), width=8)),
            rows=tuple(
                (
                    wording.level_words(t, questionnaire, level.value),
                    t.text(level.means) or t("Described in each question"),
                )
                for level in questionnaire.scale
            ),
        ),
        Facts(rows=_terms(material, t)),
    )


def _terms(material: Material, t: Translator) -> tuple[tuple[str, str], ...]:
    share = t.number(100 * material.questionnaire.rules.stage_share, 2)
    rows = [
        (
            t("Stage"),
            t("How far a section has come as a whole: the level that {share}% of it has reached.", share=share),
        ),
        (t("Score"), t("The levels of the answered questions as a mean, from 0 to 100.")),
        (t("Range"), t("What the score could still be, while questions are open or answered “don’t know yet”.")),
    ]
    if material.weighs_evidence:
        rows.append(
            (t("Backed by evidence"), t("The level or stage that the evidence recorded reaches; it may be lower."))
        )
    return tuple(rows)
