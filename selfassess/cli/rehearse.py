"""`selfassess rehearse`: which results a new version of a questionnaire would change, before it is published."""

from __future__ import annotations

import json
from pathlib import Path

import click

from selfassess.cli.diff import read_versions
from selfassess.cli.files import InputProblems, read_answers
from selfassess.cli.rehearse_table import rehearse_table
from selfassess.comparison import rehearsals_as_json
from selfassess.comparison import rehearse as rehearse_answers
from selfassess.language import Translator
from selfassess.report.year_words import missing_words


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.argument("answers", nargs=-1, required=True, metavar="ANSWERS…", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines to read.")
def rehearse(old: Path, new: Path, answers: tuple[Path, ...], as_json: bool) -> None:
    """Score ANSWERS to OLD under NEW, and list whose figures or stages would change and why."""
    before, after = read_versions(old, new)
    problems: list[str] = []
    sheets = []
    for path in answers:
        try:
            sheets.append(read_answers(path, before.questionnaire))
        except InputProblems as wrong:
            problems += wrong.lines
    if problems:
        raise InputProblems(problems)
    found = rehearse_answers(before.questionnaire, after.questionnaire, sheets)
    t = Translator(after.questionnaire.language)
    if found.missing:
        click.echo(missing_words(t, found.missing), err=True)
    if as_json:
        printed = rehearsals_as_json(before.questionnaire, after.questionnaire, found)
        click.echo((json.dumps(printed, ensure_ascii=False, indent=2) + "\n").encode(), nl=False)
    else:
        click.echo(rehearse_table(before.questionnaire, after.questionnaire, found, t))
