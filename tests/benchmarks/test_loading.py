"""Reading a questionnaire of 1,000 questions beside the bare YAML library, and having it from the cache."""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML

from selfassess.questionnaire.cache import cached_questionnaire
from selfassess.questionnaire.loader import load_questionnaire


def test_a_thousand_questions_are_read_and_checked(written: Any, race: Any, table: Any) -> None:
    data = written("thousand", sections=25, questions=40)

    def bare() -> Any:
        return YAML(typ="safe", pure=True).load(data)  # pure, as ours is: the C parser can be made to crash

    ours = load_questionnaire(data, "thousand.yaml")
    assert ours.questionnaire is not None, ours.problems[:3]
    assert list(ours.questionnaire.by_id) == [
        question["id"] for section in bare()["sections"] for question in section["questions"]
    ]
    checked, plain, cached = race(
        lambda: load_questionnaire(data, "thousand.yaml"), bare, lambda: cached_questionnaire(data, "thousand.yaml")
    )
    table.ratio(f"1,000 questions ({len(data) / 1e6:.1f} MB) read and checked / bare ruamel.yaml", checked, plain, 2)
    table.ratio("the same from the cache / bare ruamel.yaml", cached, plain, 1 / 20)
