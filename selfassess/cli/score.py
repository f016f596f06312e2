"""`selfassess score`: the figures of one answers file, as a table to read or as the contract's JSON object."""

from __future__ import annotations

from pathlib import Path

import click

from selfassess.cli.files import read_answers, read_questionnaire
from selfassess.cli.score_table import score_table
from selfassess.language import Translator
from selfassess.render.table import renderer_for
from selfassess.report.material import gather


@click.command()
@click.argument("questionnaire", type=click.Path(path_type=Path))
@click.argument("answers", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of a table.")
def score(questionnaire: Path, answers: Path, as_json: bool) -> None:
    """Score ANSWERS against QUESTIONNAIRE: scores with their range, stages, evidence, the cheapest next step."""
    source = read_questionnaire(questionnaire)
    sheet = read_answers(answers, source.questionnaire)
    t = Translator(source.questionnaire.language)
    material = gather(source.questionnaire, sheet, source.sha256)
    if as_json:
        click.echo(renderer_for(".json").render(material, t), nl=False)
    else:
        click.echo(score_table(material, t))
