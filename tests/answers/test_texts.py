"""Words in an answers file: something to see, of one line where a form has one, and not endless."""

from collections.abc import Callable

import pytest

from selfassess.answers.model import AnswerSheet, Evidence

HEAD = """\
organisation: Example Council
period: "2026"
assessed_on: 2026-10-01
questionnaire: complete
version: 1.1.0
"""
ONE_LINE = [
    ("organisation", HEAD.replace("Example Council", '"Two\\nlines"')),
    ("period", HEAD.replace('"2026"', '"Two\\rlines"')),
    ("answers.c1-how.evidence[0].title", HEAD + 'answers: {c1-how: {evidence: [{title: "Two\\nlines"}]}}'),
    ("answers.c1-how.evidence[0].reach", HEAD + 'answers: {c1-how: {evidence: [{title: T, reach: "Two\\nlines"}]}}'),
    ("answers.c1-how.evidence[0].link", HEAD + 'answers: {c1-how: {evidence: [{title: T, link: "Two\\nlines"}]}}'),
]


@pytest.mark.parametrize(("place", "file"), ONE_LINE)
def test_what_is_one_line_on_a_form_is_one_line_in_a_file(
    told: Callable[[str], list[str]], place: str, file: str
) -> None:
    assert [f" {place}: Write it on one line; found" in problem for problem in told(file)] == [True]


def test_blanks_and_line_ends_around_a_line_are_left_out(read: Callable[[str], AnswerSheet]) -> None:
    sheet = read(f"{HEAD}answers:\n  c1-how:\n    evidence:\n      - title: >\n          A folded\n          block\n")
    assert sheet.answer("c1-how").evidence == (Evidence(title="A folded block"),)


@pytest.mark.parametrize("unseen", [r"\u200b", r"\ufeff \u2060", r"\u3164"])
@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("not_applicable: {}", "not_applicable: give the reason why it does not apply, as a text; found"),
        ("comment: {}", "comment: Write a text; found"),
        ("evidence: [{{title: {}}}]", "evidence[0].title: a piece of evidence needs a title; found"),
    ],
)
def test_what_nobody_can_see_is_no_text(told: Callable[[str], list[str]], said: str, problem: str, unseen: str) -> None:
    quoted = f'"{unseen}"'
    problems = told(f"{HEAD}answers: {{c1-how: {{{said.format(quoted)}}}}}")
    assert [f" answers.c1-how.{problem}" in one for one in problems] == [True]


def test_a_comment_may_not_be_endless(told: Callable[[str], list[str]]) -> None:
    problems = told(f"{HEAD}answers:\n  c1-how: {{comment: {'x' * 5001}}}\n")
    assert problems[0].startswith("7:21: answers.c1-how.comment: Write at most 5000 characters; there are 5001;")
