"""`selfassess report`: one answers file, and an earlier one where given, as a printed report or an export."""

from __future__ import annotations

from pathlib import Path

import click

from selfassess.answers.model import AnswerSheet
from selfassess.cli.files import (
    InputProblems,
    Shelf,
    Source,
    read_answers,
    read_questionnaire,
    refuse_to_replace,
    write_whole,
)
from selfassess.language import Translator
from selfassess.render.table import UnknownFormatError, renderer_for
from selfassess.report.material import EarlierYear, gather


@click.command()
@click.argument("questionnaire", type=click.Path(path_type=Path))
@click.argument("answers", type=click.Path(path_type=Path))
@click.option("--earlier", multiple=True, type=click.Path(path_type=Path), help="Answers of an earlier year.")
@click.option("--with", "others", multiple=True, type=click.Path(path_type=Path), help="A questionnaire they answer.")
@click.option("--draft", is_flag=True, help="Print the draft watermark.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="What to write: .pdf .html .json .csv")
def report(
    questionnaire: Path, answers: Path, earlier: tuple[Path, ...], others: tuple[Path, ...], draft: bool, out: Path
) -> None:
    """Print ANSWERS to QUESTIONNAIRE as a report; the ending of --out says in which format."""
    try:
        renderer = renderer_for(out.suffix)
    except UnknownFormatError as error:
        raise click.UsageError(str(error)) from None
    refuse_to_replace((questionnaire, answers, *earlier, *others), out)
    source = read_questionnaire(questionnaire)
    sheet = read_answers(answers, source.questionnaire)
    given = [source, *(read_questionnaire(path) for path in others)]
    shelf = Shelf(given, [questionnaire.parent])
    years = [shelf.read_answers(path) for path in earlier]
    year = latest_before(sheet, years)
    if len(years) > 1 and year:
        click.echo(f"Comparing with the latest of the {len(years)} earlier years: {year.sheet.period}", err=True)
    t = Translator(source.questionnaire.language)
    versions = shelf.versions_of(source.questionnaire.id) if year else ()
    material = gather(source.questionnaire, sheet, source.sha256, earlier=year, between=versions, draft=draft)
    data = renderer.render(material, t)
    write_whole(out, data)
    click.echo(f"{out}: {renderer.name}, {len(data):,} bytes")


def latest_before(sheet: AnswerSheet, years: list[tuple[Source, AnswerSheet]]) -> EarlierYear | None:
    """The year to compare with: the latest given. Raises `InputProblems` for one that is not earlier."""
    if not years:
        return None
    late = [one for _, one in years if one.assessed_on >= sheet.assessed_on]
    if late:
        raise InputProblems(
            f"--earlier: {one.organisation} {one.period} was assessed on {one.assessed_on}, "
            f"which is not before {sheet.assessed_on}"
            for one in late
        )
    source, earlier = max(years, key=lambda year: year[1].assessed_on)
    return EarlierYear(questionnaire=source.questionnaire, sheet=earlier, sha256=source.sha256)
