"""Answers files: the contract's forms, and every problem at its place."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfassess.answers.file import load_answers, peek
from selfassess.answers.model import UNANSWERED, Answer, AnswerSheet, Evidence, Lowered, State
from selfassess.questionnaire.model import Questionnaire

HEAD = """\
organisation: Example Council
period: "2026"
assessed_on: 2026-10-01
questionnaire: complete
version: 1.1.0
"""


def answered(value: object, **more: object) -> Answer:
    return Answer(state=State.ANSWERED, value=value, **more)


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("c1-learning: 2", answered(2)),
        ("c1-learning: {level: 2}", answered(2)),
        ("c1-learning: dont-know", Answer(state=State.DONT_KNOW)),
        ("c1-learning: {dont_know: true, comment: Ask Sam.}", Answer(state=State.DONT_KNOW, comment="Ask Sam.")),
        ("c2-care: {not_applicable: No services.}", Answer(state=State.NOT_APPLICABLE, reason="No services.")),
        ("c1-learning:", UNANSWERED),
        ("c1-learning: {level: null}", UNANSWERED),
        ("c1-learning: {}", UNANSWERED),
        ("c1-learning: {comment: Later.}", Answer(comment="Later.")),
        ("c1-happens: {value: 'yes'}", answered("yes")),
        ("c1-how: {value: alone}", answered("alone")),
        ("c1-who: {value: [some, all]}", answered(("all", "some"))),
        ("c1-many: {value: 2.5}", answered(Fraction(5, 2))),
        ("c1-share: {value: 12}", answered(Fraction(12))),
        ("c1-words: {value: dont-know}", answered("dont-know")),
        ("c1-when: {value: 2026-03-01}", answered(date(2026, 3, 1))),
        (
            ("c1-learning: {level: 3, evidence: [{title: Plan}, {title: T, dated: 2026-03-01, reach: R, shows: effect,"
            ' link: "https://example.org"}, {title: M, dated: null, link: "Minutes: item 3"}]}'),
            answered(3, evidence=(
                Evidence(title="Plan"),
                Evidence(title="T", dated=date(2026, 3, 1), reach="R", shows="effect", link="https://example.org"),
                Evidence(title="M", link="Minutes: item 3"),
            )),
        ),
        (
            "c1-learning: {level: 3, supported: {level: 1, reason: One team only.}}",
            answered(3, lowered=Lowered(level=1, reason="One team only.")),
        ),
        ("c1-learning: {level: 3, supported: }", answered(3)),
        (
            "c1-how: {not_applicable: None., comment: So far., evidence: [{title: M}]}",
            Answer(state=State.NOT_APPLICABLE, reason="None.", comment="So far.", evidence=(Evidence(title="M"),)),
        ),
    ],
)  # fmt: skip
def test_each_form_of_an_answer_is_read(read: Callable[[str], AnswerSheet], written: str, answer: Answer) -> None:
    sheet = read(f"{HEAD}answers:\n  {written}\n")
    assert sheet.answer(written.partition(":")[0]) == answer
    assert (answer == UNANSWERED) == (len(sheet.answers) == 0)


def test_the_head_of_a_file_is_read_and_profile_and_answers_may_be_left_out(read: Callable[[str], AnswerSheet]) -> None:
    assert read(HEAD) == AnswerSheet(
        organisation="Example Council",
        period="2026",
        assessed_on=date(2026, 10, 1),
        questionnaire="complete",
        version="1.1.0",
    )
    assert read(HEAD.replace('"2026"', "2026")).period == "2026"
    assert dict(read(HEAD + "profile: {sector: police, staff: }").profile) == {"sector": "police"}


def test_the_same_answers_may_be_written_in_json(read: Callable[[str], AnswerSheet]) -> None:
    json = """{
\t"organisation": "Example Council", "period": "2026", "assessed_on": "2026-10-01",
\t"questionnaire": "complete", "version": "1.1.0",
\t"answers": {"c1-learning": {"level": 2, "comment": "\\ud83d\\ude00"}}}"""
    assert read(json) == read(HEAD + "answers: {c1-learning: {level: 2, comment: 😀}}")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("c1-learning: 4", "16: answers.c1-learning: Give a level from 0 to 3; found the number 4"),
        ("c1-learning: true", "16: answers.c1-learning: Give a level from 0 to 3; found the truth value true"),
        ("c1-learning: yes",
         '16: answers.c1-learning: write "yes" in quotes: some programs read it as a truth value'),
        ("c1-learning: {value: 2}",
         "24: answers.c1-learning.value: write level for a question of type level, not value"),
        ("c1-how: {level: 2}", "19: answers.c1-how.level: write value for a question of type choice, not level"),
        ("c1-how: alone",
         '11: answers.c1-how: write {value: …} for a question of type choice; found the text "alone"'),
        ("c1-how: {value: alon}",
         '19: answers.c1-how.value: Choose one of alone, together; found the text "alon"; did you mean "alone"?'),
        ("c1-lerning: 2",
         '3: answers.c1-lerning: there is no question "c1-lerning"; did you mean "c1-learning"?'),
        ("c1-learning: {not_applicable: Never.}",
         "33: answers.c1-learning.not_applicable: this question cannot be answered 'does not apply'"),
        ("c1-how: {not_applicable: }",
         "12: answers.c1-how.not_applicable: give the reason why it does not apply, as a text; found nothing"),
        ('c1-how: {not_applicable: " "}',
         ("28: answers.c1-how.not_applicable: give the reason why it does not apply, as a text;"
         ' found the text ""')),
        ("c1-how: {not_applicable: true}",
         ("28: answers.c1-how.not_applicable: give the reason why it does not apply, as a text;"
         " found the truth value true: put it in quotes")),
        ("c1-how: {dont_know: false}", "23: answers.c1-how.dont_know: expected true; found the truth value false"),
        ("c1-how: {value: alone, dont_know: true}",
         "11: answers.c1-how: an answer has one state; found value and dont_know"),
        ("c1-how: {coment: x}",
         '12: answers.c1-how.coment: the key "coment" is unknown; did you mean "comment"?'),
        ("c1-how: {comment: 3}", "21: answers.c1-how.comment: Write a text; found the number 3: put it in quotes"),
        ("c1-how: {evidence: Plan}",
         '22: answers.c1-how.evidence: expected a list of pieces of evidence; found the text "Plan"'),
        ("c1-how: {evidence: [Plan]}",
         ("23: answers.c1-how.evidence[0]: expected a mapping such as {title: …, dated: 2026-03-01};"
         ' found the text "Plan"')),
        ("c1-how: {evidence: [{dated: 2026-03-01}]}",
         "23: answers.c1-how.evidence[0].title: a piece of evidence needs a title; found nothing"),
        ("c1-how: {evidence: [{title: T, dated: March}]}",
         ("41: answers.c1-how.evidence[0].dated: expected a whole date written as YYYY-MM-DD, such as 2026-10-01;"
         ' found the text "March"')),
        ("c1-how: {evidence: [{title: T, shows: efect}]}",
         ('41: answers.c1-how.evidence[0].shows: expected effect, or nothing; found the text "efect";'
         ' did you mean "effect"?')),
        ("c1-how: {evidence: [{title: T, link: 'javascript:alert(1)'}]}",
         ("40: answers.c1-how.evidence[0].link: an address starts with https:// or http://;"
         " in a reference put a space behind the colon")),
        ('c1-how: {evidence: [{title: T, link: "java\\tscript:alert(1)"}]}',
         ("40: answers.c1-how.evidence[0].link: an address starts with https:// or http://;"
         " in a reference put a space behind the colon")),
        ("c1-how: {evidence: [{title: T, where: x}]}",
         ('34: answers.c1-how.evidence[0].where: the key "where" is unknown; known here are title, dated, reach,'
         " shows, link")),
        ("c1-learning: {level: 2, supported: 1}",
         "38: answers.c1-learning.supported: expected a mapping such as {level: 1, reason: …}; found the number 1"),
        ("c1-learning: {level: 2, supported: {level: 1.5, reason: R}}",
         "46: answers.c1-learning.supported.level: expected a whole number from 0; found the number 1.5"),
        ("c1-learning: {level: 2, supported: {level: true, reason: R}}",
         "46: answers.c1-learning.supported.level: expected a whole number from 0; found the truth value true"),
        ("c1-learning: {level: 2, supported: {level: -1, reason: R}}",
         "46: answers.c1-learning.supported.level: expected a whole number from 0; found the number -1"),
        ("c1-learning: {level: 2, supported: {reason: R}}",
         "38: answers.c1-learning.supported.level: expected a whole number from 0; found nothing"),
        ("c1-learning: {level: 2, supported: {level: 2, reason: R}}",
         "46: answers.c1-learning.supported.level: expected a level below the one claimed, 2; found the number 2"),
        ("c1-learning: {level: 0, supported: {level: 0, reason: R}}",
         "46: answers.c1-learning.supported.level: expected a level below the one claimed, 0; found the number 0"),
        ("c1-learning: {level: 2, supported: {level: 1}}",
         ("38: answers.c1-learning.supported.reason: give the reason why the supported level is set lower, as a text;"
         " found nothing")),
        ("c1-learning: {level: 2, supported: {level: 1, reason: R, by: M}}",
         '60: answers.c1-learning.supported.by: the key "by" is unknown; known here are level, reason'),
        ("c1-learning: {dont_know: true, supported: {level: 1, reason: R}}",
         ("45: answers.c1-learning.supported: only a level that is given has a supported level,"
         " which may be set lower")),
        ("c1-how: {value: alone, supported: {level: 1, reason: R}}",
         "37: answers.c1-how.supported: only a level that is given has a supported level, which may be set lower"),
        ("c1-learning: {level: 9, supported: {level: 1, reason: R}}",
         "24: answers.c1-learning.level: Give a level from 0 to 3; found the number 9"),
    ],
)  # fmt: skip
def test_an_answer_that_is_none_is_told(told: Callable[[str], list[str]], written: str, expected: str) -> None:
    assert told(f"{HEAD}answers:\n  {written}\n") == [f"7:{expected}"]


@pytest.mark.parametrize(
    ("piece", "other", "expected"),
    [
        ("organisation: Example Council\n", "", ['1:1: organisation: the key "organisation" is missing']),
        ("Example Council", "", ['1:1: organisation: the key "organisation" is missing']),
        ("Example Council", "3", ["1:15: organisation: Write a text; found the number 3: put it in quotes"]),
        ("Example Council", "x" * 301, [
            ("1:15: organisation: Write at most 300 characters; there are 301; found the text"
            f' "{"x" * 59}…"'),
        ]),
        ("2026-10-01", "2026-02-30", [
            ("3:14: assessed_on: expected a whole date written as YYYY-MM-DD, such as 2026-10-01;"
            ' found the text "2026-02-30"'),
        ]),
        ("2026-10-01", "20261001", [
            ("3:14: assessed_on: expected a whole date written as YYYY-MM-DD, such as 2026-10-01;"
            " found the number 20261001"),
        ]),
        ("questionnaire: complete", "questionnaire: other", [
            ('4:16: questionnaire: expected "complete", as these answers are read with complete 1.1.0;'
            ' found the text "other"'),
        ]),
        ("1.1.0", "1.0.0", [
            '5:10: version: expected "1.1.0", as these answers are read with complete 1.1.0; found the text "1.0.0"',
        ]),
        ("1.1.0", "1.1", ["5:10: version: Write a text; found the number 1.1: put it in quotes"]),
        ("version:", "profil: {}\nversion:", ['5:1: profil: the key "profil" is unknown; did you mean "profile"?']),
        ("version:", "profile: 3\nversion:", ["5:10: profile: expected a mapping of keys; found the number 3"]),
        ("version:", "answers: []\nversion:", ["5:10: answers: expected a mapping of keys; found a list of 0"]),
        ("version:", "profile: {secter: police, sector: polic}\nversion:", [
            '5:11: profile.secter: there is no profile fact "secter"; did you mean "sector"?',
            '5:35: profile.sector: expected police or other; found the text "polic"; did you mean "police"?',
        ]),
    ],
)  # fmt: skip
def test_a_head_that_is_wrong_is_told(
    told: Callable[[str], list[str]], piece: str, other: str, expected: list[str]
) -> None:
    assert told(HEAD.replace(piece, other, 1)) == expected


def test_answers_to_another_version_are_one_problem_not_one_each(told: Callable[[str], list[str]]) -> None:
    problems = told(HEAD.replace("1.1.0", "1.0.0") + "answers: {gone: 2, c1-learning: 9}\nprofile: {x: y}\n")
    assert len(problems) == 1


def test_all_problems_of_a_file_are_told_at_once_and_in_order(told: Callable[[str], list[str]]) -> None:
    problems = told(HEAD.replace("2026-10-01", "soon") + "answers:\n  c1-learning: 9\n  c1-happens: no\n  zzz: 1\n")
    assert [problem.split(":")[:2] for problem in problems] == [["3", "14"], ["7", "16"], ["8", "15"], ["9", "3"]]


def test_thousands_of_unknown_ids_end_in_a_short_list(told: Callable[[str], list[str]]) -> None:
    facts = "profile:\n" + "".join(f"  f{n}: x\n" for n in range(300))
    assert len(told(HEAD + facts)) == 201
    assert len(told(HEAD + "answers:\n" + "".join(f"  q{n}: 1\n" for n in range(2000)))) == 201


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["1:1: file: the file is empty"]),
        ("[]", ["1:1: file: expected a mapping of keys; found a list of 0"]),
        ("a: [", [("1:5: file: this cannot be read as YAML: while parsing a flow node: expected the node content,"
                  " but found '<stream end>'")]),
    ],
)  # fmt: skip
def test_a_file_that_is_no_answers_file_is_told(
    told: Callable[[str], list[str]], text: str, expected: list[str]
) -> None:
    assert told(text) == expected
    assert [str(one).removeprefix("f:") for one in peek(text.encode(), "f").problems] == expected


def test_peeking_says_which_questionnaire_is_meant_whatever_else_is_wrong() -> None:
    named = peek(b"questionnaire: example\nversion: 1.0.0\nanswers: {x: no}\n", "f")
    assert (named.questionnaire, named.version, named.problems) == ("example", "1.0.0", ())


def test_peeking_tells_what_is_missing() -> None:
    named = peek(b"questionnaire: example\n", "f")
    assert (named.questionnaire, named.version) == (None, None)
    assert [str(problem) for problem in named.problems] == ['f:1:1: version: the key "version" is missing']


words = st.sampled_from(
    [
        *("c1-learning", "c1-how", "c2-care", "level", "value", "not_applicable", "dont_know", "evidence", "title"),
        *("dated", "comment", "dont-know", "no", "2", "1.5", "2026-01-01", "x", "null", "true"),
    ]
)
nested = st.recursive(
    words,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: f"[{', '.join(parts)}]"),
        st.lists(st.tuples(words, inner), max_size=3).map(lambda p: "{" + ", ".join(f"{k}: {v}" for k, v in p) + "}"),
    ),
    max_leaves=8,
)


@given(answers=nested, profile=nested, key=st.sampled_from(["answers", "period", "version", "assessed_on"]))
def test_no_answers_make_reading_raise(complete: Questionnaire, answers: str, profile: str, key: str) -> None:
    for text in (
        f"{HEAD}answers: {{c1-learning: {answers}, c1-how: {profile}}}",
        f"profile: {profile}\n{key}: {answers}",
    ):
        loaded = load_answers(text.encode(), "f", complete)
        assert (loaded.sheet is None) == bool(loaded.problems)
        peek(text.encode(), "f")
