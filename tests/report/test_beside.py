"""One's own figures beside those of the others: the middle of them, or that it is withheld."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from fractions import Fraction

import pytest

from selfassess.disclosure.values import OVERALL, Cell, Figures, Quartiles, Scores, Shown, Stages, Withheld
from selfassess.disclosure.views import NamedResult, SectionFigure
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.partnership.beside import among, beside_sentences, beside_table

t = Translator()
WITHHELD = "withheld: fewer than 5 organisations"


@pytest.fixture
def asked(make_questionnaire: Callable[..., Questionnaire]) -> Questionnaire:
    ids = ("care", "learn", "lead")
    return make_questionnaire(
        {id: {"number": str(number), "questions": {f"q{number}": {}}} for number, id in enumerate(ids, 1)}
    )


def cell(stage: int, score: int, quartiles: tuple[int, int] | None = None) -> Cell:
    """Twelve organisations whose median is this."""
    half = Shown(Quartiles(lower=Fraction(quartiles[0]), upper=Fraction(quartiles[1]))) if quartiles else Withheld(11)
    stages = Stages(counts=(0,) * stage + (12,), median=stage, quartiles=Withheld(11))
    return Shown(
        Figures(
            organisations=12,
            score=Scores(median=Fraction(score), quartiles=half),
            stage=stages,
            supported_stage=stages,
            moved=Withheld(),
            as_of=datetime(2026, 10, 1, tzinfo=UTC),
        )
    )


def own(stage: int | None, score: int | None) -> SectionFigure:
    return SectionFigure(score=None if score is None else Fraction(score), stage=stage, supported_stage=stage)


OWN = {OVERALL: own(2, 55), "care": own(3, 80), "learn": own(1, 30), "lead": own(None, None)}


def test_a_row_has_the_own_stage_and_score_and_the_middle_of_the_others(asked: Questionnaire) -> None:
    cells = {OVERALL: cell(1, 40, (30, 50)), "care": cell(3, 70), "learn": Withheld(), "lead": cell(2, 60)}
    table = beside_table(asked, OWN, cells, "You and all", t)
    assert [column.title for column in table.columns] == [
        "Section", "Your stage", "Median stage", "Your score", "Median score", "Middle half", "Organisations"
    ]  # fmt: skip
    whole, care, learn, lead = (row[1:] for row in table.rows)
    assert whole[2:] == ("55", "40", "30 to 50", "12")
    assert care[4] == "withheld: fewer than 11 organisations"
    assert learn[1:] == (WITHHELD, "30", "–", "–", "–")
    assert (lead[0], lead[2]) == ("No stage", "no score")


def test_quartiles_that_are_all_withheld_are_said_once_and_have_no_column(asked: Questionnaire) -> None:
    table = beside_table(asked, OWN, {OVERALL: cell(1, 40), "care": cell(3, 70)}, "You and all", t)
    assert table.caption == "You and all (quartiles withheld: fewer than 11 organisations)"
    assert "Middle half" not in [column.title for column in table.columns]
    assert {len(row) for row in table.rows} == {6}


def test_where_all_of_the_others_is_withheld_the_own_figures_stand_alone(asked: Questionnaire) -> None:
    table = beside_table(asked, OWN, {}, "You and all", t)
    assert [column.title for column in table.columns] == ["Section", "Your stage", "Your score"]
    assert beside_sentences(asked, OWN, {}, t) == (f"The figures of the others: {WITHHELD}.",)


def test_sections_above_at_and_below_the_median_are_named(asked: Questionnaire) -> None:
    cells = {OVERALL: cell(1, 40), "care": cell(2, 70), "learn": cell(2, 50), "lead": cell(2, 60)}
    whole, above, below = beside_sentences(asked, OWN, cells, t)
    assert whole.startswith("Overall you stand at 2 · ")
    assert "the median of 12 organisations is 1 · " in whole
    assert above.startswith("Above the median stage: 1. ")
    assert below.startswith("Below the median stage: 2. ")
    (_, at) = beside_sentences(asked, OWN, {OVERALL: cell(1, 40), "care": cell(3, 70), "learn": Withheld()}, t)
    assert at.startswith("At the median stage: 1. ")


def test_the_own_row_stands_among_the_others_in_the_order_of_the_alphabet() -> None:
    def row(name: str) -> NamedResult:
        return NamedResult(organisation=name, name=name, kind="council", year=2026, assessment="", figures={},
                           earlier={}, years=(), signatory=None)  # fmt: skip

    assert [one.name for one in among(row("board"), (row("Abbey"), row("Council")))] == ["Abbey", "board", "Council"]
