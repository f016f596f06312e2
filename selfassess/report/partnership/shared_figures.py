"""The charts and tables of one organisation’s shared figures: its sections, and its scores over the years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from selfassess.disclosure.values import OVERALL
from selfassess.disclosure.views import SectionFigure
from selfassess.language import Translator
from selfassess.language.rounding import rounded
from selfassess.report.blocks import Chart, Column, Table
from selfassess.report.charts import LinePanel, RadarChart, ScoreBar, ScoreBars, Series, YearLines
from selfassess.report.diagrams import RADAR_AXES
from selfassess.report.partnership.shared_result import SharedResult
from selfassess.report.partnership.trend import MOST_YEARS
from selfassess.report.partnership.words import names_of
from selfassess.report.sentences import Point, chart_sentence
from selfassess.report.wording import level_names, section_name, stage_words

NOTHING = SectionFigure(score=None, stage=None, supported_stage=None)
"""Of a section that was not there, or to which nothing applied."""

PLACES = 1


def sections_charts(found: SharedResult, t: Translator) -> tuple[Chart, ...]:
    """The profile, where it has an area, and a bar for each section with the table of all."""
    result = found.result
    ids = [section.id for section in found.questionnaire.sections]
    names = tuple(section_name(t, section) for section in found.questionnaire.sections)
    scores = tuple(_score(result.figures, id) for id in ids)
    before = tuple(_score(result.earlier, id) for id in ids)
    earlier = str(result.year - 1) if any(score is not None for score in before) else None
    sentence = _sentence(names, scores, before, str(result.year), earlier, t)
    bars = Chart(
        title=t("Score and stage of each section"),
        content=ScoreBars(
            bars=tuple(
                ScoreBar(
                    label=name,
                    score=score,
                    low=None,
                    high=None,
                    stage=result.figures.get(id, NOTHING).stage,
                    supported_stage=result.figures.get(id, NOTHING).supported_stage,
                    earlier=then,
                )
                for id, name, score, then in zip(ids, names, scores, before, strict=True)
            ),
            stage_names=level_names(t, found.questionnaire),
            earlier_name=earlier,
        ),
        sentence=sentence,
        table=_sections_table(found, earlier, t),
    )
    if len(ids) not in RADAR_AXES or all(score is None for score in scores):
        return (bars,)
    series = [Series(name=str(result.year), values=scores)]
    series += [Series(name=earlier, values=before)] if earlier else []
    radar = RadarChart(axes=names, series=tuple(series))
    return Chart(title=t("Profile of scores by section"), content=radar, sentence=sentence, table=None), bars


def _sections_table(found: SharedResult, earlier: str | None, t: Translator) -> Table:
    columns = [
        Column(title=t("Section"), width=6),
        Column(title=t("Score"), width=2, kind="number"),
        Column(title=t("Stage"), width=3, kind="level"),
        Column(title=t("Backed by evidence"), width=3, kind="level"),
    ]
    columns += [Column(title=t("Score in {period}", period=earlier), width=2, kind="number")] if earlier else []
    rows = []
    for id, name in names_of(found.questionnaire, t).items():
        figure = found.result.figures.get(id, NOTHING)
        row = [
            name,
            score_words(t, figure.score),
            stage_words(t, found.questionnaire, figure.stage),
            stage_words(t, found.questionnaire, figure.supported_stage),
        ]
        row += [score_words(t, _score(found.result.earlier, id))] if earlier else []
        rows.append(tuple(row))
    return Table(caption=t("Scores and stages of the sections"), columns=tuple(columns), rows=tuple(rows))


def years_lines(found: SharedResult, t: Translator) -> tuple[Chart, ...]:
    """The scores of the whole and each section over the latest `MOST_YEARS` years; nothing with one."""
    years = sorted(found.by_year)[-MOST_YEARS:]
    if len(years) < 2:
        return ()
    names = names_of(found.questionnaire, t)
    lines = {id: tuple(_score(found.by_year[year], id) for year in years) for id in names}
    table = Table(
        caption=t("Scores over the years"),
        columns=(
            Column(title=t("Section"), width=5),
            *(Column(title=str(year), width=1, kind="number") for year in years),
        ),
        rows=tuple((names[id], *(score_words(t, score) for score in scores)) for id, scores in lines.items()),
    )
    first, last = str(years[0]), str(years[-1])
    sections = [id for id in names if id != OVERALL]
    chart = Chart(
        title=t("Scores over the years, each section and the whole"),
        content=YearLines(
            periods=tuple(map(str, years)),
            panels=tuple(
                LinePanel(label=names[id], series=(Series(name=t("Score"), values=scores),))
                for id, scores in lines.items()
            ),
        ),
        sentence=_sentence(
            [names[id] for id in sections],
            [lines[id][-1] for id in sections],
            [lines[id][0] for id in sections],
            last,
            first,
            t,
        ),
        table=table,
    )
    return (chart,)


def score_words(t: Translator, score: Fraction | None) -> str:
    """A score of 0–100 to one decimal, or that there is none."""
    return t("no score") if score is None else t.number(score, PLACES)


def _score(figures: Mapping[str, SectionFigure], id: str) -> Fraction | None:
    return figures.get(id, NOTHING).score


def _sentence(
    names: Sequence[str],
    scores: Sequence[Fraction | None],
    before: Sequence[Fraction | None],
    period: str,
    since: str | None,
    t: Translator,
) -> str:
    points = [
        Point(name=name, value=_tenths(score), earlier=_tenths(then))
        for name, score, then in zip(names, scores, before, strict=True)
    ]
    return chart_sentence(
        points,
        lambda tenths: t.number(Fraction(tenths, 10), PLACES),
        nothing=t("No section has a score in {period}.", period=period),
        gap=t("no score"),
        since=since,
        t=t,
        tenths=True,
    )


def _tenths(score: Fraction | None) -> int | None:
    return None if score is None else int(rounded(score, PLACES) * 10)
