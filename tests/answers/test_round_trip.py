"""What is written as a file comes back the same."""

from datetime import date
from fractions import Fraction
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from selfassess.answers.file import load_answers
from selfassess.answers.model import UNANSWERED, Answer, AnswerSheet, Evidence, Lowered, State
from selfassess.answers.writing import answers_file
from selfassess.language import is_blank, printable_fault
from selfassess.questionnaire.model import Questionnaire

texts = st.text(min_size=1, max_size=60).filter(lambda text: not is_blank(text) and not printable_fault(text))
lines = texts.map(str.strip).filter(lambda text: "\n" not in text and "\r" not in text)
days = st.dates(date(1000, 1, 1), date(2999, 12, 31))
numbers = st.integers(0, 10**6).map(lambda number: Fraction(number, 10**5))
VALUES = {
    "c1-learning": st.integers(0, 3),
    "c1-happens": st.sampled_from(["yes", "no"]),
    "c1-how": st.sampled_from(["alone", "together"]),
    "c1-who": st.sampled_from([("all",), ("some",), ("all", "some")]),
    "c1-many": numbers,
    "c1-share": numbers,
    "c1-words": texts,
    "c1-when": days,
}
pieces = st.builds(
    Evidence,
    title=lines,
    dated=st.none() | days,
    reach=st.none() | lines,
    shows=st.sampled_from([None, "effect"]),
    link=st.sampled_from([None, "https://example.org/a", "Minutes: item 3"]),
)


def lowered(below: int) -> st.SearchStrategy[Lowered]:
    return st.builds(Lowered, level=st.integers(0, below - 1), reason=texts)


@st.composite
def answers(draw: st.DrawFn, question: str) -> Answer:
    state = draw(st.sampled_from([state for state in State if question != "c1-learning" or state != "not_applicable"]))
    value = draw(VALUES[question]) if state is State.ANSWERED else None
    may_be_lowered = isinstance(value, int) and value > 0
    return Answer(
        state=state,
        value=value,
        reason=draw(texts) if state is State.NOT_APPLICABLE else None,
        comment=draw(st.none() | texts),
        evidence=tuple(draw(st.lists(pieces, max_size=2))),
        lowered=draw(st.none() | lowered(below=value)) if may_be_lowered else None,
    )


@st.composite
def sheets(draw: st.DrawFn) -> AnswerSheet:
    said = {question: draw(answers(question)) for question in draw(st.sets(st.sampled_from(sorted(VALUES))))}
    return AnswerSheet(
        organisation=draw(lines),
        period=draw(lines),
        assessed_on=draw(days),
        questionnaire="complete",
        version="1.1.0",
        profile=MappingProxyType(draw(st.sampled_from([{}, {"sector": "police"}, {"staff": "no", "sector": "other"}]))),
        answers=MappingProxyType({question: answer for question, answer in said.items() if answer != UNANSWERED}),
    )


@given(sheet=sheets())
def test_a_sheet_that_was_written_is_read_back_the_same(complete: Questionnaire, sheet: AnswerSheet) -> None:
    loaded = load_answers(answers_file(sheet), "a.json", complete)
    assert (loaded.problems, loaded.sheet) == ((), sheet)
