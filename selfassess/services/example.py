"""The made-up organisation that shows what the program does: loaded whole, removed whole."""

from __future__ import annotations

from datetime import datetime

from selfassess.answers.completeness import Progress, completeness
from selfassess.questionnaire.problems import Problem
from selfassess.questionnaire.shipped import example_files, read_file
from selfassess.services.access import Actor, require_administrator
from selfassess.services.audit import Event, Subject, record
from selfassess.services.catalogue import questionnaires_on_offer
from selfassess.services.files import ReadAnswers, add_answered, read_answers
from selfassess.services.problems import UnreadableExampleError
from selfassess.services.starting import Started, record_start
from selfassess.store.assessments import any_example, delete_examples
from selfassess.store.database import Database, Transaction
from selfassess.store.organisations import delete_example_organisations
from selfassess.store.partnerships import delete_example_partnerships
from selfassess.store.steps import add_change, set_status
from selfassess.voices.steps import WorkStatus


def load_example(database: Database, who: Actor, *, now: datetime) -> None:
    """Make the example organisations and assessments, each marked as made up; those that are there stay as they are.

    One that answers everything is finished, the others are drafts. Raises `UnreadableExampleError`.
    """
    examples = _examples()
    with database.writing() as session:
        require_administrator(session, who)
        made = [_add(session, who, name, read, now) for name, read in examples.items()]
        for started in made:
            record_start(session, who, started, now)


def _add(session: Transaction, who: Actor, name: str, read: ReadAnswers, now: datetime) -> Started:
    started = add_answered(session, who, read, organisation=None, token=f"example:{name}", now=now, example=True)
    if started.is_new and _is_complete(read):
        add_change(session, started.assessment.id, WorkStatus.DRAFT, WorkStatus.AGREED, now, by=who.account)
        set_status(session, started.assessment.id, WorkStatus.AGREED, now)
    return started


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


def remove_example(database: Database, who: Actor, *, now: datetime) -> int:
    """Delete every example assessment and organisation in one transaction; gives how many assessments there were.

    A partnership of made-up organisations goes with them.
    """
    with database.writing() as session:
        require_administrator(session, who)
        delete_example_partnerships(session)
        count = delete_examples(session)
        delete_example_organisations(session)
        if count:
            subject = Subject(kind="example", id="example")
            record(session, who, Event.EXAMPLE_REMOVED, subject, now=now, before={"assessments": count})
        return count


def has_example(database: Database, who: Actor) -> bool:
    """Whether any example data is there."""
    with database.reading() as session:
        require_administrator(session, who)
        return any_example(session)
