"""`selfassess rehearse`: which results a new version of a questionnaire would change, before it is published."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from selfassess.cli.diff import read_versions
from selfassess.cli.files import InputProblems, Source, read_answers
from selfassess.cli.instance import open_instance
from selfassess.cli.rehearse_table import rehearse_table
from selfassess.comparison import Rehearsals, rehearsals_as_json
from selfassess.comparison import rehearse as rehearse_answers
from selfassess.language import Translator
from selfassess.report.year_words import missing_words
from selfassess.services.access import OPERATOR
from selfassess.services.rehearsing import rehearse_finished


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.argument("answers", nargs=-1, metavar="[ANSWERS…]", type=click.Path(path_type=Path))
@click.option("--instance", is_flag=True, help="Take the finished assessments of OLD that are kept in the instance.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines to read.")
def rehearse(old: Path, new: Path, answers: tuple[Path, ...], instance: bool, as_json: bool) -> None:
    """Score ANSWERS to OLD under NEW, and list whose figures or stages would change and why."""
    if instance == bool(answers):
        raise click.UsageError("name answers files, or say --instance for the assessments that are kept there")
    before, after = read_versions(old, new)
    t = Translator(after.questionnaire.language)
    found = _kept(before, after, t) if instance else _given(before, after, answers)
    if found.missing:
        click.echo(missing_words(t, found.missing), err=True)
    if as_json:
        printed = rehearsals_as_json(before.questionnaire, after.questionnaire, found)
        click.echo((json.dumps(printed, ensure_ascii=False, indent=2) + "\n").encode(), nl=False)
    else:
        click.echo(rehearse_table(before.questionnaire, after.questionnaire, found, t))


def _given(before: Source, after: Source, answers: Sequence[Path]) -> Rehearsals:
    """The answers files. Raises `InputProblems` with all problems of all files."""
    problems: list[str] = []
    sheets = []
    for path in answers:
        try:
            sheets.append(read_answers(path, before.questionnaire))
        except InputProblems as wrong:
            problems += wrong.lines
    if problems:
        raise InputProblems(problems)
    return rehearse_answers(before.questionnaire, after.questionnaire, sheets)


def _kept(before: Source, after: Source, t: Translator) -> Rehearsals:
    """What is agreed or signed in the instance and pins this very text."""
    with open_instance() as (database, _):
        found = rehearse_finished(database, OPERATOR, before.questionnaire, before.sha256, after.questionnaire)
    if found.left_out:
        click.echo(t.plural("{count} earlier one is left out", "{count} earlier ones are left out", found.left_out),
                   err=True)  # fmt: skip
    return Rehearsals(missing=found.missing, assessments=tuple(rehearsal for _, rehearsal in found.each))
