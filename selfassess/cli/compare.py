"""`selfassess compare`: this year beside earlier ones, as a table to read or as the contract's JSON object."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import click

from selfassess.cli.compare_table import compare_table
from selfassess.cli.years import GivenYears, read_years
from selfassess.comparison import Series, Year, compare_years, series_as_json
from selfassess.language import Translator
from selfassess.report.year_words import missing_words, nothing_common_words


@click.command()
@click.argument("questionnaire", type=click.Path(path_type=Path))
@click.argument("answers", type=click.Path(path_type=Path))
@click.argument("earlier", nargs=-1, required=True, metavar="EARLIER…", type=click.Path(path_type=Path))
@click.option("--with", "others", multiple=True, type=click.Path(path_type=Path), help="A questionnaire they answer.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of tables.")
def compare(
    questionnaire: Path, answers: Path, earlier: tuple[Path, ...], others: tuple[Path, ...], as_json: bool
) -> None:
    """Compare ANSWERS to QUESTIONNAIRE with up to nine EARLIER years: like for like, and why the score moved."""
    given = read_years(questionnaire, answers, earlier, others)
    years = [Year(questionnaire=one.source.questionnaire, sheet=one.sheet) for one in (*given.earlier, given.now)]
    series = compare_years(years, given.versions)
    t = Translator(given.now.source.questionnaire.language)
    for line in remarks(given, series, t):
        click.echo(line, err=True)
    if as_json:
        click.echo((json.dumps(series_as_json(series), ensure_ascii=False, indent=2) + "\n").encode(), nl=False)
    else:
        click.echo(compare_table(series, t))


def remarks(given: GivenYears, series: Series, t: Translator) -> list[str]:
    """What must not be overlooked, on standard error: other names, missing crosswalks, nothing that compares."""
    said = given.other_names(t)
    periods = [year.sheet.period for year in series.years]
    for (before, after), step in zip(pairwise(periods), series.steps, strict=True):
        if step.missing:
            said.append(missing_words(t, step.missing))
        if not step.common:
            said.append(nothing_common_words(t, step, before, after))
    return list(dict.fromkeys(said))
