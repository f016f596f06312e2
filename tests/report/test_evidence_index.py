"""The index of evidence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from selfassess.answers.model import Answer, Evidence, State
from selfassess.language import Translator
from selfassess.report.blocks import Report, Table
from selfassess.report.evidence_index import evidence_index
from selfassess.report.material import Material

Gathered = Callable[..., Material]
Dumped = Callable[[Report], str]
t = Translator()
RULES = {"evidence": ({"level": 2},)}
REGISTER = Evidence(title="Register", dated=date(2026, 3, 1), shows="effect", link="https://example.org/r")
SURVEY, TALK, POSTER = (
    Evidence(title="survey"),
    Evidence(title="Talk"),
    Evidence(title="Poster", dated=date(2026, 5, 1)),
)


def backed(level: int, *evidence: Evidence) -> Answer:
    return Answer(state=State.ANSWERED, value=level, evidence=evidence)


def rows(report: Report) -> list[tuple[str, ...]]:
    return [row for part in report.parts for block in part.blocks if isinstance(block, Table) for row in block.rows]


def test_each_piece_stands_once_the_newest_first_with_its_questions(gathered: Gathered, dumped: Dumped) -> None:
    asked = {"c1": {"number": "1", "questions": {"a": {}, "b": {}}}, "c2": {"title": "Care", "questions": {"c": {}}}}
    answers = {"a": backed(3, REGISTER, TALK, REGISTER), "b": backed(2, SURVEY), "c": backed(2, POSTER, REGISTER)}
    report = evidence_index(gathered(asked, answers, asked=RULES), t)
    assert rows(report) == [
        ("Poster", "1 May 2026", "Care, 1"),
        ("Register", "1 March 2026", "1.1, Care, 1"),
        ("survey", "Not dated", "1.2"),
        ("Talk", "Not dated", "1.1"),
    ]
    text = dumped(report)
    assert "(lead) 4 pieces of evidence are recorded. 2 of them are not dated.\n" in text
    assert "      Shows: What changed for people\n      Where: https://example.org/r\n" in text
    assert "Every answer has the evidence that its level asks for." in text


def test_evidence_beside_a_question_that_does_not_arise_is_left_out(gathered: Gathered, dumped: Dumped) -> None:
    asked = {"c1": {"questions": {"a": {"applies_if": {"any": ()}}, "b": {}, "c": {"type": "text"}}}}
    text = dumped(evidence_index(gathered(asked, {"a": backed(3, TALK), "b": 3, "c": "So."}, asked=RULES), t))
    assert "(lead) No evidence is recorded yet.\n" in text
    assert "  - 2 b | 3 · Level 3 | Level 2 needs a piece of evidence.\n" in text
    assert text.count("Level 2 needs") == 1


def test_without_rules_nothing_is_missing(gathered: Gathered, dumped: Dumped) -> None:
    text = dumped(evidence_index(gathered({"c1": {"questions": {"a": {}}}}, {"a": 4}), t))
    assert text.endswith("This questionnaire sets no rules for evidence.\n")
