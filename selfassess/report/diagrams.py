"""The charts of an assessment: its figures, the sentence that says the same, and the table of numbers."""

from __future__ import annotations

from fractions import Fraction

from selfassess.answers.model import State
from selfassess.language import Translator
from selfassess.language.rounding import rounded
from selfassess.questionnaire.model import Section
from selfassess.report import wording
from selfassess.report.blocks import Chart, Column, Table
from selfassess.report.charts import LevelBar, LevelBars, RadarChart, ScoreBar, ScoreBars, Series
from selfassess.report.material import ComparedYear, Material
from selfassess.report.sentences import Point, chart_sentence
from selfassess.scoring.card import QuestionResult, SectionResult

RADAR_AXES = range(3, 21)
"""With fewer axes a radar has no area, with more its labels collide."""


def profile_radar(material: Material, t: Translator) -> Chart | None:
    """The scores of all sections as a radar, the earlier year's and the targets behind.

    None where no section has a score, or where there are too few or too many sections for a radar.
    """
    results = material.card.sections
    if len(results) not in RADAR_AXES or all(result.score is None for result in results):
        return None
    series = [Series(name=material.card.period, values=tuple(result.score for result in results))]
    if year := material.comparable:
        series.append(Series(name=year.card.period, values=tuple(_earlier_score(year, one) for one in results)))
    if material.targets:
        targets = tuple(_target(material, result) for result in results)
        series.append(Series(name=t("Target"), values=targets, target=True))
    names = tuple(wording.section_name(t, section) for section in material.questionnaire.sections)
    return Chart(
        title=t("Profile of scores by section"),
        content=RadarChart(axes=names, series=tuple(series)),
        sentence=_scores_sentence(material, t),
        table=scores_table(material, t),
    )


def score_bars(material: Material, t: Translator) -> Chart:
    """A bar for each section: score with its range, stage and supported stage."""
    year = material.comparable
    bars = tuple(
        ScoreBar(
            label=wording.section_name(t, section),
            score=result.score,
            low=result.low,
            high=result.high,
            stage=result.stage,
            supported_stage=result.supported_stage,
            earlier=_earlier_score(year, result) if year else None,
            target=_target(material, result),
        )
        for section, result in zip(material.questionnaire.sections, material.card.sections, strict=True)
    )
    return Chart(
        title=t("Score, range and stage of each section"),
        content=ScoreBars(
            bars=bars,
            stage_names=wording.level_names(t, material.questionnaire),
            earlier_name=year.card.period if year else None,
            target_name=t("Target") if material.targets else None,
        ),
        sentence=_stages_sentence(material, t),
        table=scores_table(material, t),
    )


def section_bars(material: Material, section: Section, t: Translator) -> Chart | None:
    """A bar for each scored question of one section, whose table is that of its answers; None where none applies."""
    result = material.card.section(section.id)
    if not result.applicable:
        return None
    year = material.comparable
    bars = []
    for one in result.questions:
        then = year.result(one.id) if year else None
        bars.append(
            LevelBar(
                label=question_label(section, one.id, t),
                level=one.level,
                supported=one.supported_level,
                earlier=then.level if then else None,
                note=None if one.state is State.ANSWERED else wording.state_words(t, one.state),
            )
        )
    return Chart(
        title=t("Levels by question"),
        content=LevelBars(
            bars=tuple(bars),
            level_names=wording.level_names(t, material.questionnaire),
            earlier_name=year.card.period if year else None,
        ),
        sentence=_levels_sentence(material, section, t),
        table=None,
    )


def scores_table(material: Material, t: Translator) -> Table:
    """Score, range, stage and supported stage of each section, the score of the earlier year, and the target."""
    year = material.comparable
    columns = [
        Column(title=t("Section"), width=7),
        Column(title=t("Score"), width=1, kind="number"),
        Column(title=t("Range"), width=3),
        Column(title=t("Stage"), width=3, kind="level"),
    ]
    if material.weighs_evidence:
        columns.append(Column(title=t("Backed by evidence"), width=3, kind="level"))
    if year:
        columns.append(Column(title=t("Score in {period}", period=year.card.period), width=1, kind="number"))
    if material.targets:
        columns.append(Column(title=t("Target"), width=2))
    rows = []
    for section, result in zip(material.questionnaire.sections, material.card.sections, strict=True):
        row = [
            wording.section_name(t, section),
            wording.section_score_words(t, result),
            wording.range_words(t, result.low, result.high) or t("Nothing applies"),
            wording.stage_words(t, material.questionnaire, result.stage),
        ]
        if material.weighs_evidence:
            row.append(wording.stage_words(t, material.questionnaire, result.supported_stage))
        if year:
            row.append(_earlier_words(year, result, t))
        if material.targets:
            row.append(_target_words(material, result, t))
        rows.append(tuple(row))
    return Table(caption=t("Scores and stages of the sections"), columns=tuple(columns), rows=tuple(rows))


def level_columns(material: Material, t: Translator) -> tuple[Column, ...]:
    """The columns that `level_cells` fills."""
    columns = [Column(title=t("Answer"), width=2, kind="level")]
    if material.weighs_evidence:
        columns.append(Column(title=t("Backed by evidence"), width=2, kind="level"))
    if year := material.comparable:
        columns.append(Column(title=year.card.period, width=2, kind="level"))
    return tuple(columns)


def level_cells(material: Material, result: QuestionResult, t: Translator) -> tuple[str, ...]:
    """One question's answer, the level its evidence backs, and its answer in the earlier year."""
    cells = [_result_words(material, result, t)]
    if material.weighs_evidence:
        cells.append(wording.level_words(t, material.questionnaire, result.supported_level))
    if year := material.comparable:
        then = year.result(result.id)
        cells.append(_result_words(material, then, t) if then else t("Not comparable"))
    return tuple(cells)


def question_label(section: Section, question: str, t: Translator) -> str:
    """A question's number and its prompt: "1.2 How far …?"."""
    number, prompt = (
        question_number(section, question),
        next(one.prompt for one in section.questions if one.id == question),
    )
    return f"{number} {t.text(prompt)}"


def question_number(section: Section, question: str) -> str:
    """Where a question stands in its section: "1.2", or "2" in a section without a number."""
    place = 1 + next(place for place, one in enumerate(section.questions) if one.id == question)
    return f"{section.number}.{place}" if section.number else str(place)


def question_place(section: Section, question: str, t: Translator) -> str:
    """Where a question stands in the whole: "1.2", or "Learning, 2" in a section without a number."""
    number = question_number(section, question)
    return number if section.number else f"{t.text(section.title)}, {number}"


def _earlier_score(year: ComparedYear, result: SectionResult) -> Fraction | None:
    then = year.section(result.id)
    return then.score if then else None


def _target(material: Material, result: SectionResult) -> Fraction | None:
    target = material.targets.get(result.id)
    return target.score if target else None


def _target_words(material: Material, result: SectionResult, t: Translator) -> str:
    target = material.targets.get(result.id)
    return t("{score} by {day}", score=t.number(target.score), day=t.date(target.by)) if target else t("none set")


def _reached(material: Material, t: Translator) -> str:
    """How many targets are reached already, as a sentence to follow another; empty where none is set."""
    aimed = [(result.score, target.score) for result in material.card.sections
             if (target := material.targets.get(result.id))]  # fmt: skip
    if not aimed:
        return ""
    reached = sum(score is not None and score >= target for score, target in aimed)
    return " " + t.plural(
        "{reached} of {count} target is reached.", "{reached} of {count} targets are reached.", len(aimed),
        reached=reached,
    )  # fmt: skip


def _earlier_words(year: ComparedYear, result: SectionResult, t: Translator) -> str:
    then = year.section(result.id)
    return wording.section_score_words(t, then) if then else t("Not there yet")


def _result_words(material: Material, result: QuestionResult, t: Translator) -> str:
    if result.level is None:
        return wording.state_words(t, result.state)
    return wording.level_words(t, material.questionnaire, result.level)


def _scores_sentence(material: Material, t: Translator) -> str:
    year = material.comparable
    points = [
        Point(
            name=wording.section_name(t, section),
            value=_printed(result.score),
            earlier=_printed(_earlier_score(year, result)) if year else None,
        )
        for section, result in zip(material.questionnaire.sections, material.card.sections, strict=True)
    ]
    told = chart_sentence(
        points,
        t.number,
        nothing=t("No section has a score yet."),
        gap=t("no score"),
        since=year.card.period if year else None,
        t=t,
    )
    return told + _reached(material, t)


def _stages_sentence(material: Material, t: Translator) -> str:
    year = material.comparable
    same_scale = year is not None and year.questionnaire.top == material.questionnaire.top
    points = []
    for section, result in zip(material.questionnaire.sections, material.card.sections, strict=True):
        then = year.section(result.id) if year and same_scale else None
        name = wording.section_name(t, section)
        points.append(Point(name=name, value=result.stage, earlier=then.stage if then else None))
    return chart_sentence(
        points,
        lambda stage: t("stage {stage}", stage=wording.stage_words(t, material.questionnaire, stage)),
        nothing=t("No section has a stage, for nothing applies."),
        gap=t("no stage"),
        since=year.card.period if year else None,
        t=t,
    )


def _levels_sentence(material: Material, section: Section, t: Translator) -> str:
    year = material.comparable
    points = []
    for result in material.card.section(section.id).questions:
        then = year.result(result.id) if year else None
        name = question_number(section, result.id)
        points.append(Point(name=name, value=result.level, earlier=then.level if then else None))
    return chart_sentence(
        points,
        lambda level: wording.level_words(t, material.questionnaire, level),
        nothing=t("No question has a level yet."),
        gap=t("no level"),
        since=year.card.period if year else None,
        t=t,
    )


def _printed(score: Fraction | None) -> int | None:
    return None if score is None else int(rounded(score, 0))
