"""Whatever two questionnaires and the crosswalk between them say: the parts sum exactly, and years agree with pairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from selfassess.answers.model import AnswerSheet
from selfassess.comparison import Year, compare, compare_years, rehearse
from selfassess.questionnaire.model import Questionnaire
from selfassess.scoring import score

Build = Callable[..., Questionnaire]
Say = Callable[..., AnswerSheet]
Drawn = dict[str, tuple[str, Fraction, Any]]

IDS = ("a", "b", "c", "d", "e", "f")
QUESTION = st.tuples(
    st.sampled_from("stu"),
    st.sampled_from([Fraction(1), Fraction(5, 2), Fraction(1, 3)]),
    st.sampled_from([0, 1, 2, 3, 4, "?", "-", None]),
)
VERSION = st.dictionaries(st.sampled_from(IDS), QUESTION, min_size=1)


def _asked(
    build: Build, version: str, drawn: Drawn, rows: Sequence[dict[str, Any]] = (), before: str = ""
) -> Questionnaire:
    sections: dict[str, dict[str, Any]] = {}
    for id, (section, weight, _) in drawn.items():
        sections.setdefault(section, {"weight": weight, "questions": {}})["questions"][id] = {"weight": weight}
    crosswalk = {"from": before, "questions": tuple(rows)} if before else None
    return build(sections, version=version, crosswalk=crosswalk, minimum_answered=Fraction(1, 1000))


def _said(say: Say, drawn: Drawn, number: int) -> AnswerSheet:
    sheet = say({id: answer for id, (_, _, answer) in drawn.items()})
    return replace(sheet, period=str(number), assessed_on=date(number, 10, 1))


@st.composite
def crosswalks(draw: st.DrawFn, old: Drawn, new: Drawn) -> list[dict[str, Any]]:
    """Rows that name each question of either version at most once, with as many as each change takes."""
    olds, news = draw(st.permutations(sorted(old))), draw(st.permutations(sorted(new)))
    rows: list[dict[str, Any]] = []
    while olds or news:
        change = draw(st.sampled_from(["kept", "reworded", "split", "merged", "added", "removed", "unnamed"]))
        takes = {"split": (1, 2), "merged": (2, 1), "added": (0, 1), "removed": (1, 0)}.get(change, (1, 1))
        if change == "unnamed" or len(olds) < takes[0] or len(news) < takes[1]:
            olds, news = olds[1:], news[1:]
            continue
        row: dict[str, Any] = {"change": change, "old": tuple(olds[: takes[0]]), "new": tuple(news[: takes[1]])}
        rows.append({side: ids[0] if len(ids) == 1 else ids for side, ids in row.items() if ids})
        olds, news = olds[takes[0] :], news[takes[1] :]
    return rows


@st.composite
def two_versions(draw: st.DrawFn) -> tuple[Drawn, Drawn, list[dict[str, Any]]]:
    old, new = draw(VERSION), draw(VERSION)
    return old, new, draw(crosswalks(old, new))


@st.composite
def three_versions(draw: st.DrawFn) -> tuple[list[Drawn], list[list[dict[str, Any]]]]:
    drawn = [draw(VERSION) for _ in range(3)]
    return drawn, [draw(crosswalks(drawn[0], drawn[1])), draw(crosswalks(drawn[1], drawn[2]))]


@given(two_versions())
def test_the_six_parts_sum_exactly_whatever_the_crosswalk_says(
    make_questionnaire: Build, make_sheet: Say, drawn: tuple[Drawn, Drawn, list[dict[str, Any]]]
) -> None:
    old, new, rows = drawn
    before = _asked(make_questionnaire, "1.0.0", old)
    now = _asked(make_questionnaire, "1.1.0", new, rows, "1.0.0")
    said_before, said_now = _said(make_sheet, old, 2025), _said(make_sheet, new, 2026)
    found = compare(now, said_now, before, said_before, {})
    assert found.before == score(before, said_before).overall.score
    assert found.after == score(now, said_now).overall.score
    assert (found.why is None) == (found.like_for_like is None) == (found.common == 0) == (not found.questions)
    if found.why is not None:
        assert found.before is not None
        assert found.after is not None
        assert sum(found.why.parts().values()) == found.after - found.before
    kept = {row["new"]: row["old"] for row in rows if row["change"] == "kept"}
    named = {id for row in rows for side in ("old", "new") for id in (row.get(side) or ())}
    for change in found.questions:
        assert kept.get(change.id, change.id) == change.earlier
        assert change.id in kept or change.id not in named
    listed = [one.id for one in found.not_comparable if one.year == "now"]
    assert sorted([*listed, *(one.id for one in found.questions)]) == sorted(new)


@given(three_versions())
def test_three_years_agree_with_the_pairs_they_are_made_of(
    make_questionnaire: Build, make_sheet: Say, drawn: tuple[list[Drawn], list[list[dict[str, Any]]]]
) -> None:
    (first, second, third), (rows, more_rows) = drawn
    asked = [
        _asked(make_questionnaire, "1.0.0", first),
        _asked(make_questionnaire, "1.1.0", second, rows, "1.0.0"),
        _asked(make_questionnaire, "1.2.0", third, more_rows, "1.1.0"),
    ]
    said = [_said(make_sheet, one, 2024 + at) for at, one in enumerate((first, second, third))]
    between = {one.version: one for one in asked}
    years = [Year(questionnaire=one, sheet=sheet) for one, sheet in zip(asked, said, strict=True)]
    series = compare_years(years, between)
    assert series.steps == tuple(compare(asked[at], said[at], asked[at - 1], said[at - 1], between) for at in (1, 2))
    assert series.since[0] == compare(asked[2], said[2], asked[0], said[0], between)
    for step in (*series.steps, *series.since):
        assert step.missing == ()
        if step.why is not None:
            assert sum(step.why.parts().values()) == (step.after or 0) - (step.before or 0)
    in_both = {one.id for one in series.since[0].questions} & {one.id for one in series.since[1].questions}
    assert (set(series.shared.questions) if series.shared else set()) == in_both
    if series.shared:
        assert len(series.shared.overall) == 3
        assert all(0 <= mean <= 100 for means in series.shared.sections.values() for mean in means)


@given(two_versions())
def test_a_rehearsal_says_what_scoring_the_carried_answers_says(
    make_questionnaire: Build, make_sheet: Say, drawn: tuple[Drawn, Drawn, list[dict[str, Any]]]
) -> None:
    old, new, rows = drawn
    before = _asked(make_questionnaire, "1.0.0", old)
    now = _asked(make_questionnaire, "1.1.0", new, rows, "1.0.0")
    sheet = _said(make_sheet, old, 2025)
    (one,) = rehearse(before, now, [sheet]).assessments
    pairs = compare(now, sheet, before, sheet, {}).pairs
    levels = {question.id: question.level for section in one.after.sections for question in section.questions}
    assert levels == {id: sheet.answer(pairs[id]).level if id in pairs else None for id in new}
    assert one.before == score(before, sheet)
    assert one.changed == bool(one.overall or one.sections)
    for section in one.sections:
        assert section.figures
        assert section.causes
