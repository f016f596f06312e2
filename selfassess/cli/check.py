"""`selfassess check`: every problem of every file at once, or one line a file that is well."""

from __future__ import annotations

from pathlib import Path

import click

from selfassess.answers.file import load_answers, peek
from selfassess.cli.files import InputProblems, Shelf, Source, misfits_of
from selfassess.questionnaire.action_templates import are_templates, load_templates
from selfassess.questionnaire.loader import load_questionnaire
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.problems import Problem
from selfassess.questionnaire.shipped import read_file, shipped_files


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Check questionnaire files, templates of actions, and answers files against the questionnaire they name.

    That questionnaire is looked for among the files given, those beside the answers file, and those that ship.
    """
    problems: list[Problem] = []
    answers: list[tuple[Path, bytes]] = []
    good: list[Source] = []
    for path in files:
        data = read_file(path)
        if isinstance(data, Problem):
            problems.append(data)
        elif peek(data, str(path)).is_answers:
            answers.append((path, data))
        elif are_templates(data, str(path)):
            problems.extend(check_templates(path, data))
        else:
            loaded = load_questionnaire(data, str(path))
            problems.extend(loaded.problems)
            if loaded.questionnaire:
                good.append(Source(loaded.questionnaire, loaded.sha256, path))
    for source in good:
        problems.extend(check_crosswalk(source, good))
    for path, data in answers:
        problems.extend(check_answers(path, data, good))
    if problems:
        raise InputProblems(problems)


def check_crosswalk(source: Source, given: list[Source]) -> tuple[Problem, ...]:
    """Whether its crosswalk fits the version before, given or beside it; where nothing is wrong a line is printed."""
    crosswalk = source.questionnaire.crosswalk
    before = Shelf(given, [source.path.parent]).find(source.questionnaire.id, crosswalk.from_) if crosswalk else None
    problems = misfits_of(source, before.questionnaire) if before else ()
    if not problems:
        click.echo(f"{source.path}: {summary(source.questionnaire)}")
    return problems


def check_templates(path: Path, data: bytes) -> tuple[Problem, ...]:
    """The problems of one file of action templates; where there are none, a line that says so is printed."""
    loaded = load_templates(data, str(path))
    if loaded.templates:
        click.echo(f"{path}: {loaded.templates.id}, {counted(len(loaded.templates.actions), 'action')} to choose from")
    return loaded.problems


def check_answers(path: Path, data: bytes, given: list[Source]) -> tuple[Problem, ...]:
    """The problems of one answers file; where there are none, a line that says so is printed."""
    named = peek(data, str(path))
    if named.questionnaire is None or named.version is None:
        return named.problems
    shelf = Shelf(given, [path.parent, *{file.parent for file in shipped_files()}])
    source = shelf.find(named.questionnaire, named.version)
    if source is None:
        message = f"answers {named.questionnaire} {named.version}, which is not here: give its file as well"
        return (Problem(file=str(path), path=("questionnaire",), message=message),)
    loaded = load_answers(data, str(path), source.questionnaire)
    if loaded.sheet:
        click.echo(f"{path}: answers to {source.questionnaire.name}, {loaded.sheet.organisation} {loaded.sheet.period}")
    return loaded.problems


def summary(questionnaire: Questionnaire) -> str:
    """What a good file holds: bnssg-pledge 1.0.0, 8 sections, 43 questions."""
    sections, questions = len(questionnaire.sections), len(questionnaire.by_id)
    return f"{questionnaire.name}, {counted(sections, 'section')}, {counted(questions, 'question')}"


def counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
