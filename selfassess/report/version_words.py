"""What became of questions and sections from one version of a questionnaire to the next, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from selfassess.language import Translator
from selfassess.questionnaire.difference import (
    Change,
    Difference,
    Figure,
    QuestionDifference,
    SectionDifference,
    named,
    rows_from,
)
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.questions import LevelQuestion, Question
from selfassess.report import wording

PLACES = 4
"""Decimals of weights and shares: as many as their authors write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A text that reads differently: what it is, and both ways. Empty where one version has no such text."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldQuestion:
    """A question, or several that were split or merged: id and prompt in each version, and what is another.

    `why` is what the author says of it in the crosswalk, empty where that is nothing. `judge`: it is taken as the same
    although what it asks reads differently.
    """

    old: tuple[tuple[str, str], ...]
    new: tuple[tuple[str, str], ...]
    details: tuple[str, ...]
    wordings: tuple[Wording, ...]
    why: str
    judge: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldDifference:
    """`counts`: how many questions of each kind, with its words. `questions`: by the words of what became of them."""

    followed: str
    counts: tuple[tuple[str, int], ...]
    questions: tuple[tuple[str, tuple[ToldQuestion, ...]], ...]
    sections: tuple[tuple[str, str], ...]
    whole: tuple[str, ...]


def told_difference(old: Questionnaire, new: Questionnaire, found: Difference, t: Translator) -> ToldDifference:
    """Everything that `difference` found, in the words of the page; questions untouched are only counted."""
    telling = _Telling(old, new, t)
    return ToldDifference(
        followed=_followed(old, new, found, t),
        counts=tuple(_counts(found, t)),
        questions=tuple(
            (title, tuple(telling.question(one) for one in listed))
            for change, title in change_titles(t).items()
            if (listed := [one for one in found.questions if one.change == change and not one.untouched])
        ),
        sections=tuple(telling.section(one) for one in found.sections if not one.untouched),
        whole=(*_figures(found.figures, t), *(field_words(t, name) for name in found.changed)),
    )


def change_titles(t: Translator) -> Mapping[Change, str]:
    """What became of questions, as headings."""
    return {
        "kept": t("Kept, with something changed"),
        "reworded": t("Reworded, so that answers cannot be compared"),
        "split": t("Split"),
        "merged": t("Merged"),
        "added": t("Added"),
        "removed": t("Removed"),
    }


def _counts(found: Difference, t: Translator) -> Iterator[tuple[str, int]]:
    """Moved and reweighted questions count among the others too."""
    changes = [one.change for one in found.questions]
    yield t("Kept as they are"), sum(one.untouched for one in found.questions)
    yield t("Kept, with something changed"), sum(one.change == "kept" and not one.untouched for one in found.questions)
    yield t("Reworded"), changes.count("reworded")
    yield t("Split"), changes.count("split")
    yield t("Merged"), changes.count("merged")
    yield t("Added"), sum(len(one.new) for one in found.questions if one.change == "added")
    yield t("Removed"), sum(len(one.old) for one in found.questions if one.change == "removed")
    yield t("Moved"), sum(one.sections is not None for one in found.questions)
    yield t("Another weight"), sum(any(it.name == "weight" for it in one.figures) for one in found.questions)


def _followed(old: Questionnaire, new: Questionnaire, found: Difference, t: Translator) -> str:
    if found.by_crosswalk:
        return t("By the crosswalk of version {new}; what it does not name, by id and revision.", new=new.version)
    if new.crosswalk:
        return t(
            "By id and revision: the crosswalk of version {new} starts from {start}, not {old}.",
            new=new.version,
            start=new.crosswalk.from_,
            old=old.version,
        )
    return t("By id and revision: version {new} has no crosswalk.", new=new.version)


class _Telling:
    """Finds the names of what two versions have."""

    def __init__(self, old: Questionnaire, new: Questionnaire, t: Translator) -> None:
        self._old, self._new, self._t = old, new, t
        self._sections = {section.id: wording.section_name(t, section) for section in (*old.sections, *new.sections)}
        rows = rows_from(old, new) or ()
        self._why = {(named(row.old), named(row.new)): t.text(row.why) for row in rows}

    def question(self, one: QuestionDifference) -> ToldQuestion:
        """What became of it, with its texts in both versions."""
        texts, fields = self._changed(one)
        return ToldQuestion(
            old=tuple((id, self._prompt(self._old, id)) for id in one.old),
            new=tuple((id, self._prompt(self._new, id)) for id in one.new),
            details=(*self._moved(one), *_figures(one.figures, self._t), *fields),
            wordings=tuple(texts),
            why=self._why.get((one.old, one.new), ""),
            judge=one.unnoticed,
        )

    def section(self, one: SectionDifference) -> tuple[str, str]:
        """Its name, and what is another."""
        t = self._t
        change = {"added": [t("added")], "removed": [t("removed")], "kept": []}[one.change]
        moved = [t("stands elsewhere among the sections")] if one.moved else []
        said = [*change, *moved, *_figures(one.figures, t), *(field_words(t, name) for name in one.changed)]
        return self._sections[one.id], "; ".join(said)

    def _prompt(self, questionnaire: Questionnaire, id: str) -> str:
        question = questionnaire.by_id.get(id)  # a crosswalk that misfits names what is not there
        return self._t.text(question.prompt) if question else ""

    def _moved(self, one: QuestionDifference) -> Sequence[str]:
        if one.sections is None:
            return []
        before, after = (self._sections[id] for id in one.sections)
        if one.sections[0] == one.sections[1]:
            return [self._t("moved to another place in {section}", section=after)]
        return [self._t("moved from {before} to {after}", before=before, after=after)]

    def _changed(self, one: QuestionDifference) -> tuple[list[Wording], list[str]]:
        """Texts that read differently, and the names of what else is another."""
        texts, fields, t = [], [], self._t
        for field in one.changed:
            before, after = self._old.by_id[one.old[0]], self._new.by_id[one.new[0]]
            old, new = _text_of(before, field, t), _text_of(after, field, t)
            if old or new:
                texts.append(Wording(name=field_words(t, field), old=old, new=new))
            else:
                fields.append(field_words(t, field))
        return texts, fields


def _text_of(question: Question, name: str, t: Translator) -> str:
    """The prompt, the help or what a level looks like; nothing for what is no text."""
    field, _, key = name.partition(".")
    if field == "levels" and isinstance(question, LevelQuestion):
        return t.text(question.levels.get(int(key))) if key.isdigit() else ""
    if field in ("prompt", "help"):
        return t.text(getattr(question, field, None))
    return ""


def field_words(t: Translator, name: str) -> str:
    """What reads differently, by its name in the file; by that name where there are no better words."""
    field, _, key = name.partition(".")
    known = {
        "prompt": t("the question"),
        "levels": t("level {key}", key=key),
        "help": t("the help"),
        "title": t("the title"),
        "statement": t("the statement"),
        "number": t("the number"),
        "applies_if": t("to whom it applies"),
        "evidence": t("what is said about evidence"),
        "actions": t("the suggested actions"),
        "maps_to": t("the links to other questionnaires"),
        "not_applicable": t("whether it may be answered “does not apply”"),
        "type": t("the type of the question"),
        "options": t("the options"),
        "scale": t("level {key} of the scale", key=key),
        "profile": t("the facts about the organisation"),
        "summary": t("the summary"),
        "source": t("the source"),
        "lenses": t("the lenses"),
        "language": t("the language"),
    }
    return known.get(field, name)


def _figures(figures: Sequence[Figure], t: Translator) -> Iterator[str]:
    names = {
        "weight": t("weight"),
        "gate": t("gate"),
        "stage_share": t("share of questions that a stage needs"),
        "minimum_answered": t("share that must be answered"),
        "top_level": t("highest level"),
    }
    return (
        t("{name} {old} → {new}", name=names[one.name], old=_number(one.old, t), new=_number(one.new, t))
        for one in figures
    )


def _number(value: Fraction | int | None, t: Translator) -> str:
    return t("none") if value is None else t.number(value, PLACES)
