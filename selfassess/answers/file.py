"""Bytes of an answers file become an `AnswerSheet`, or every problem in them with its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from selfassess.answers.entry import LONGEST_LINE, EntryReader
from selfassess.answers.model import UNANSWERED, Answer, AnswerSheet
from selfassess.questionnaire.fields import DAY, day_of
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.problems import MOST_PROBLEMS, Problem, nearest, shortened
from selfassess.questionnaire.reading import read_tree
from selfassess.questionnaire.tree import Branch, kind_of

REQUIRED = ("organisation", "period", "assessed_on", "questionnaire", "version")
KEYS = (*REQUIRED, "profile", "answers")
_NOT_IN_QUESTIONNAIRES = frozenset(KEYS) - {"version", "profile"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedAnswers:
    """What became of a file: exactly one of `sheet` and `problems` is there."""

    sheet: AnswerSheet | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The questionnaire an answers file says it answers; both None where there are problems.

    `is_answers`: by its keys it is meant as an answers file rather than a questionnaire, whatever is wrong with it.
    """

    is_answers: bool
    questionnaire: str | None
    version: str | None
    problems: tuple[Problem, ...]


def load_answers(data: bytes, file: str, questionnaire: Questionnaire) -> LoadedAnswers:
    """Read answers to `questionnaire`, YAML or JSON; `file` is the name problems are reported under. Never raises."""
    tree = read_tree(data, file)
    reader = EntryReader()
    sheet = None if tree.stopped else _sheet(tree.root, questionnaire, reader)
    problems = tree.told(reader.findings)
    return LoadedAnswers(sheet=None if problems else sheet, problems=problems)


def peek(data: bytes, file: str) -> Named:
    """Which questionnaire and version an answers file names, so that the right one can be found for it."""
    tree = read_tree(data, file)
    reader = EntryReader()
    keys = tree.root.keys
    is_answers = "sections" not in keys and not _NOT_IN_QUESTIONNAIRES.isdisjoint(keys)
    if not tree.stopped and _is_mapping(tree.root, reader):
        questionnaire, version = (_required(tree.root.at(key), reader) for key in ("questionnaire", "version"))
        # What is wrong further down is told when the answers are loaded; here it would hide which ones are meant.
        if questionnaire is not None and version is not None:
            return Named(is_answers=is_answers, questionnaire=questionnaire, version=version, problems=())
    return Named(is_answers=is_answers, questionnaire=None, version=None, problems=tree.told(reader.findings))


def _sheet(root: Branch, questionnaire: Questionnaire, reader: EntryReader) -> AnswerSheet | None:
    if not _is_mapping(root, reader):
        return None
    reader.known_keys(root, KEYS)
    organisation, period, id, version = (_required(root.at(key), reader) for key in REQUIRED if key != "assessed_on")
    assessed_on = _day(root.at("assessed_on"), reader)
    if not _is_for(root, questionnaire, reader):
        return None  # each answer would be a problem of its own, and none of them the real one
    profile = _profile(root.at("profile"), questionnaire, reader)
    answers = _answers(root.at("answers"), questionnaire, reader)
    if (
        reader.findings
        or organisation is None
        or period is None
        or assessed_on is None
        or id is None
        or version is None
    ):
        return None
    return AnswerSheet(
        organisation=organisation,
        period=period,
        assessed_on=assessed_on,
        questionnaire=id,
        version=version,
        profile=MappingProxyType(profile),
        answers=MappingProxyType(answers),
    )


def _is_mapping(at: Branch, reader: EntryReader) -> bool:
    if not isinstance(at.value, dict):
        reader.find(at, f"expected a mapping of keys; found {kind_of(at.value)}")
    return isinstance(at.value, dict)


def _is_there(at: Branch, reader: EntryReader) -> bool:
    if at.value is None:
        reader.find(at, f'the key "{at.key}" is missing')
    return at.value is not None


def _required(at: Branch, reader: EntryReader) -> str | None:
    if not _is_there(at, reader):
        return None
    if at.key == "period" and at.whole is not None:
        return str(at.whole)  # a year is what people write without quotes
    return reader.line(at, LONGEST_LINE)


def _day(at: Branch, reader: EntryReader) -> date | None:
    day = day_of(at.value)
    if day is None and _is_there(at, reader):
        reader.find(at, f"expected {DAY}; found {kind_of(at.value)}")
    return day


def _is_for(root: Branch, questionnaire: Questionnaire, reader: EntryReader) -> bool:
    for at, meant in ((root.at("questionnaire"), questionnaire.id), (root.at("version"), questionnaire.version)):
        if at.text is not None and at.text != meant:
            reader.find(
                at,
                f'expected "{meant}", as these answers are read with {questionnaire.name}; found {kind_of(at.value)}',
            )
            return False
    return True


def _profile(at: Branch, questionnaire: Questionnaire, reader: EntryReader) -> dict[str, str]:
    facts = {fact.id: fact for fact in questionnaire.profile}
    chosen: dict[str, str] = {}
    if at.value is None or not _is_mapping(at, reader):
        return chosen
    for entry in at.entries():
        if len(reader.findings) > MOST_PROBLEMS:
            break
        fact = facts.get(str(entry.key))
        if fact is None:
            message = f'there is no profile fact "{shortened(str(entry.key))}"{nearest(entry.key, facts)}'
            reader.find(entry, message, at_key=True)
        elif entry.text is not None and entry.text in fact.options:
            chosen[fact.id] = entry.text
        elif entry.value is not None:
            expected = " or ".join(fact.options)
            reader.find(entry, f"expected {expected}; found {kind_of(entry.value)}{nearest(entry.value, fact.options)}")
    return chosen


def _answers(at: Branch, questionnaire: Questionnaire, reader: EntryReader) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    if at.value is None or not _is_mapping(at, reader):
        return answers
    for entry in at.entries():
        if len(reader.findings) > MOST_PROBLEMS:
            break  # no more are listed, and looking for what is close to each of 100,000 unknown ids takes long
        question = questionnaire.by_id.get(str(entry.key))
        if question is None:
            close = nearest(entry.key, questionnaire.by_id)
            reader.find(entry, f'there is no question "{shortened(str(entry.key))}"{close}', at_key=True)
            continue
        answer = reader.answer(entry, question)
        if answer != UNANSWERED:
            answers[question.id] = answer
    return answers
