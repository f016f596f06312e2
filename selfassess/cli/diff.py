"""`selfassess diff`: what changed between two versions of a questionnaire, and a draft of the crosswalk."""

from __future__ import annotations

import json
from pathlib import Path

import click

from selfassess.cli.diff_table import diff_table
from selfassess.cli.files import InputProblems, Source, misfits_of, read_questionnaire
from selfassess.language import Translator
from selfassess.questionnaire.difference import difference
from selfassess.questionnaire.difference_json import difference_as_json
from selfassess.questionnaire.draft_crosswalk import draft_as_yaml, draft_crosswalk
from selfassess.questionnaire.fields import version_order


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines to read.")
@click.option("--draft", is_flag=True, help="Print a draft of the crosswalk, to check and to paste into NEW.")
def diff(old: Path, new: Path, as_json: bool, draft: bool) -> None:
    """Tell what became of every question, section, weight, gate, rule and level from OLD to NEW."""
    if draft and as_json:
        raise click.UsageError("--draft prints YAML to paste: leave out --json")
    before, after = read_versions(old, new)
    if draft:
        if before.questionnaire.version == after.questionnaire.version:
            message = f"{new}: is version {after.questionnaire.version} as {old} is: raise the version first"
            raise InputProblems([message])
        rows = draft_crosswalk(before.questionnaire, after.questionnaire)
        click.echo(draft_as_yaml(before.questionnaire, after.questionnaire, rows).encode(), nl=False)
        return
    found = difference(before.questionnaire, after.questionnaire)
    if as_json:
        printed = difference_as_json(before.questionnaire, after.questionnaire, found)
        click.echo((json.dumps(printed, ensure_ascii=False, indent=2) + "\n").encode(), nl=False)
    else:
        t = Translator(after.questionnaire.language)
        click.echo(diff_table(before.questionnaire, after.questionnaire, found, t))


def read_versions(old: Path, new: Path) -> tuple[Source, Source]:
    """Two versions of one questionnaire, the older first. Raises `InputProblems` where they are not that."""
    problems: list[str] = []
    sources: list[Source] = []
    for path in (old, new):
        try:
            sources.append(read_questionnaire(path))
        except InputProblems as found:
            problems += found.lines
    if problems:
        raise InputProblems(problems)
    before, after = sources
    if before.questionnaire.id != after.questionnaire.id:
        names = f"{after.questionnaire.id}, {old} is {before.questionnaire.id}"
        raise InputProblems([f"{new}: is {names}: two versions of one questionnaire are needed"])
    if version_order(before.questionnaire.version) > version_order(after.questionnaire.version):
        names = f"{after.questionnaire.version}, {old} is {before.questionnaire.version}"
        raise InputProblems([f"{new}: is version {names}: give the older one first"])
    misfits = misfits_of(after, before.questionnaire)
    if misfits:
        raise InputProblems(misfits)
    return before, after
