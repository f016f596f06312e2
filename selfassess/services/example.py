"""The made-up organisation that shows what the program does: loaded whole, removed whole."""

from __future__ import annotations

from datetime import datetime

from selfassess.answers.completeness import Progress, completeness
from selfassess.questionnaire.problems import Problem
from selfassess.questionnaire.shipped import example_files, read_file
from selfassess.services.catalogue import questionnaires_on_offer
from selfassess.services.files import ReadAnswers, add_answered, read_answers
from selfassess.services.problems import UnreadableExampleError
from selfassess.store.assessments import any_example, delete_examples, set_status
from selfassess.store.database import Database
from selfassess.store.model import AssessmentStatus


def load_example(database: Database, *, now: datetime) -> None:
    """Make the example assessments, each marked as made up; those that are there already stay as they are.

    One that answers everything is finished, the others are drafts. Raises `UnreadableExampleError`.
    """
    examples = _examples()
    with database.writing() as session:
        for name, read in examples.items():
            assessment, is_new = add_answered(session, read, token=f"example:{name}", now=now, example=True)
            if is_new and _is_complete(read):
                set_status(session, assessment.id, AssessmentStatus.FINISHED, now)


def _examples() -> dict[str, ReadAnswers]:
    catalogue = questionnaires_on_offer()
    examples: dict[str, ReadAnswers] = {}
    problems: list[Problem] = []
    for file in example_files():
        data = read_file(file)
        read = (data,) if isinstance(data, Problem) else read_answers(catalogue, data, str(file))
        if isinstance(read, ReadAnswers):
            examples[file.name] = read
        else:
            problems.extend(read)
    if problems:
        raise UnreadableExampleError(tuple(problems))
    return examples


def _is_complete(read: ReadAnswers) -> bool:
    unfinished = (Progress.NOT_STARTED, Progress.IN_PROGRESS)
    return all(one.progress not in unfinished for one in completeness(read.offer.questionnaire, read.sheet))


def remove_example(database: Database) -> int:
    """Delete every example assessment in one transaction; gives their number."""
    with database.writing() as session:
        return delete_examples(session)


def has_example(database: Database) -> bool:
    """Whether any example data is there."""
    with database.reading() as session:
        return any_example(session)
