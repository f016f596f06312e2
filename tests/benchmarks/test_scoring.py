"""Every figure of 10,000 answer sheets beside a plain loop that works out the sections' weighted means and no more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from selfassess.answers.model import AnswerSheet
from selfassess.questionnaire.model import Questionnaire
from selfassess.scoring import score

SHEETS = 10_000
RULES = ({"level": 2}, {"level": 3, "within_months": 24}, {"level": 4, "within_months": 24, "shows": "effect"})


def section_means(questionnaire: Questionnaire, sheet: AnswerSheet) -> list[float | None]:
    """What anybody would write first: one weighted mean a section, in floats."""
    means: list[float | None] = []
    for section in questionnaire.sections:
        points = weights = 0.0
        for question in section.level_questions:
            level = sheet.answer(question.id).level
            if level is not None:
                weight = float(question.weight)
                points += weight * level
                weights += weight
        means.append(100 * points / (questionnaire.top * weights) if weights else None)
    return means


@pytest.fixture(scope="module")
def forty(make_questionnaire: Callable[..., Questionnaire]) -> Questionnaire:
    """Eight sections of five questions, with weights, gates and evidence rules."""
    questions = {"a": {"gate": 2}, "b": {"weight": 2}, "c": {}, "d": {"weight": Decimal("1.5")}, "e": {}}
    sections = {
        f"s{number}": {"questions": {f"s{number}-{id}": keys for id, keys in questions.items()}} for number in range(8)
    }
    return make_questionnaire(sections, evidence=RULES)


@pytest.fixture(scope="module")
def sheets(forty: Questionnaire, make_sheet: Callable[..., AnswerSheet], backed: Any) -> list[AnswerSheet]:
    """Nine of ten questions are answered, half of those with one or two pieces of evidence."""
    chance = Random(40)

    def said() -> Any:
        state = chance.random()
        if state < 0.1:
            return "-" if state < 0.04 else "?" if state < 0.08 else None
        dates = [date(chance.randint(2023, 2026), chance.randint(1, 9), 1) for _ in range(chance.choice((0, 0, 1, 2)))]
        return backed(chance.randint(0, 4), *dates, shows=chance.choice((None, "effect")))

    return [make_sheet({id: said() for id in forty.by_id}) for _ in range(SHEETS)]


def test_every_figure_of_ten_thousand_sheets(
    forty: Questionnaire, sheets: list[AnswerSheet], race: Any, table: Any
) -> None:
    for sheet in sheets[:100]:
        means = [section.answered_mean for section in score(forty, sheet).sections]
        assert [mean and float(mean) for mean in means] == pytest.approx(section_means(forty, sheet))

    def scored(some: Sequence[AnswerSheet]) -> None:
        for sheet in some:
            score(forty, sheet)

    def means_of(some: Sequence[AnswerSheet]) -> None:
        for sheet in some:
            section_means(forty, sheet)

    tenth = sheets[: SHEETS // 10]
    all_of_them, plain, few = race(lambda: scored(sheets), lambda: means_of(sheets), lambda: scored(tenth))
    table.ratio(
        "every figure of 10,000 sheets of 40 questions / a plain loop over section means", all_of_them, plain, 25
    )
    table.figure("microseconds a sheet", 1e6 * all_of_them / SHEETS, "µs")
    table.ratio("a sheet among 10,000 / a sheet among 1,000", all_of_them / SHEETS, few / len(tenth), 1.2)
