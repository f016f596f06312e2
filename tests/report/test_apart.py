"""What people gave apart beside what was agreed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from selfassess.language import Translator
from selfassess.report.blocks import Heatmap, Paragraph
from selfassess.report.material import Material
from selfassess.report.parts.apart import apart_and_agreed
from selfassess.voices.proceedings import Agreed, Proceedings
from selfassess.voices.views import LevelSpread, NoView, Responses

Gathered = Callable[..., Material]
t = Translator()
ASKED = {"c1": {"number": "1", "questions": {"a": {}, "b": {}, "c": {}, "d": {}}}}


def settled(question: str, *counts: int, changed: bool = False) -> Agreed:
    people = sum(counts)
    responses = Responses(asked=people, answered=people, not_applicable=0, dont_know=0, unanswered=0)
    apart = LevelSpread(counts=counts) if people > 1 else NoView()
    return Agreed(question=question, apart=apart, responses=responses, changed=changed)


def told(material: Material, *agreed: Agreed) -> tuple[str, list[tuple[str, int | None, int | None]]]:
    """What the paragraph says, and the rows: the name, the middle, what was agreed."""
    _, opening, heatmap = apart_and_agreed(replace(material, proceedings=Proceedings(agreed=agreed)), t)
    assert isinstance(opening, Paragraph)
    assert isinstance(heatmap, Heatmap)
    assert heatmap.none
    return opening.text, [(row.name, row.cells[0].level, row.cells[1].level) for row in heatmap.rows]


def test_each_middle_stands_beside_what_was_agreed(gathered: Gathered) -> None:
    material = gathered(ASKED, {"a": 2, "b": 3, "c": 0, "d": 1})
    said, rows = told(material, settled("b", 0, 3, 0, 0, 0), settled("a", 0, 0, 4, 1, 0), settled("c", 1, 3, 0, 0, 0))
    assert rows == [("1.1 a", 2, 2), ("1.2 b", 1, 3), ("1.3 c", 1, 0)]
    assert said.startswith("Of 3 questions whose middle can be shown, 1 were agreed as that, 1 higher, 1 lower.")


def test_a_middle_that_fewer_than_three_people_gave_is_not_shown(gathered: Gathered) -> None:
    said, rows = told(gathered(ASKED, {"a": 2, "b": "?"}), settled("a", 2, 2, 2, 0, 0), settled("b", 0, 0, 3, 0, 0))
    assert rows == [("1.1 a", None, 2), ("1.2 b", 2, None)]
    assert "A dash stands where fewer than 3 people gave the middle level" in said


@pytest.mark.parametrize("agreed", [(), (settled("a", 1, 1, 0, 0, 0),), (settled("a", 0),),
                                    (settled("a", 0, 3, 0, 0, 0, changed=True),)])  # fmt: skip
def test_without_a_middle_that_may_be_shown_nothing_is_said(gathered: Gathered, agreed: tuple[Agreed, ...]) -> None:
    material = gathered(ASKED, {"a": 2}, proceedings=Proceedings(agreed=agreed))
    assert apart_and_agreed(material, t) == ()
    assert apart_and_agreed(replace(material, proceedings=None), t) == ()
