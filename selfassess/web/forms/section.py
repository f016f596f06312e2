"""The form of one section: a part for each question, made by its type, and what the parts say together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import FieldList, Form, FormField
from wtforms.form import BaseForm

from selfassess.answers.entry import LONGEST_COMMENT, LONGEST_LINK, LONGEST_REASON
from selfassess.answers.model import Answer, AnswerSheet, Evidence
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.questions import Question
from selfassess.web.forms.by_type import Asked, chosen, control_for, ticked_state
from selfassess.web.forms.controls import Area, Control, Day, Hidden, Line, Radios, Tick, Ticks
from selfassess.web.forms.reading import is_blank_piece, read_answer, read_piece

# Ids of questions have no underscore, so no question's part can be taken for another's.
SEPARATOR = "_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One line of the error summary: the question or field, what is wrong, and the id of the element to go to."""

    name: str
    sentence: str
    focus: str


class SectionForm(BaseForm):
    """The questions shown, in order; `form[question id].form` is the part of one."""

    def __init__(self, questions: Iterable[Question], questionnaire: Questionnaire, t: Translator) -> None:
        self.questions = tuple(questions)
        self._t = t
        parts: dict[str, Any] = {
            question.id: FormField(
                _part(Asked(question=question, questionnaire=questionnaire, t=t)), separator=SEPARATOR
            )
            for question in self.questions
        }
        super().__init__(parts)

    def fill(self, sheet: AnswerSheet, seen: Mapping[str, int | str]) -> None:
        """Put in what has been answered, with a blank piece of evidence to each question.

        `seen` are revisions, each perhaps with a hyphen and a mark of what was said then; 0 where one is missing.
        """
        self.process(
            data={
                question.id: _data(question, sheet.answer(question.id), seen.get(question.id, 0))
                for question in self.questions
            }
        )
        self.add_blank_pieces()

    def take(self, typed: MultiDict[str, str]) -> None:
        """Put in what was typed."""
        self.process(typed)

    def add_blank_pieces(self) -> None:
        """A blank piece of evidence at the end of each question's, where there is none yet."""
        for question in self.questions:
            pieces = self.part(question.id).evidence
            if not len(pieces) or not all(control.is_empty for control in pieces[-1].form):
                pieces.append_entry()

    def part(self, question: str) -> Any:
        """The controls of one question: `value`, `otherwise`, `reason`, `comment`, `evidence`, `seen`."""
        part: Any = self[question]
        return part.form

    def clear(self, question: str) -> None:
        """Take back the answer to a question, if the form has it; comment and evidence stay."""
        if question in self:
            part = self.part(question)
            part.value.process(None, None)
            part.otherwise.process(None, None)
            part.reason.process(None, None)

    def answers(self) -> dict[str, Answer]:
        """What the parts say; only to be saved where `faults` finds nothing afterwards."""
        return {question.id: read_answer(self.part(question.id), question, self._t) for question in self.questions}

    def piece(self, question: str, number: int) -> Evidence | None:
        """What stands in the boxes of one piece of evidence, counted from 0; None where that is nothing."""
        pieces = self.part(question).evidence if question in self else ()
        if number >= len(pieces) or is_blank_piece(pieces[number].form):
            return None
        return read_piece(pieces[number].form, self._t)

    def seen(self) -> dict[str, int]:
        """The revision of each answer that the form was filled from; 0 where the form does not say."""
        typed = {id: text.partition("-")[0] for id, text in self._seen().items()}
        return {
            id: int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0 for id, text in typed.items()
        }

    def marks(self) -> dict[str, str]:
        """The mark of what the form was filled with, for each answer; empty where it carries none."""
        return {id: text.partition("-")[2] for id, text in self._seen().items()}

    def _seen(self) -> dict[str, str]:
        return {question.id: self.part(question.id).seen.data for question in self.questions}

    def faults(self) -> tuple[Fault, ...]:
        """Everything that was found wrong, in the order of the page."""
        return tuple(
            Fault(name=self._t.text(question.prompt), sentence=sentence, focus=control.focus)
            for question in self.questions
            for control in _controls(self.part(question.id))
            for sentence in control.errors
        )

    def faulty(self) -> frozenset[str]:
        """Ids of the questions in whose part something was found wrong."""
        return frozenset(
            question.id
            for question in self.questions
            if any(control.errors for control in _controls(self.part(question.id)))
        )


def questions_in(typed: MultiDict[str, str], questions: Iterable[Question]) -> tuple[Question, ...]:
    """Those of `questions` that a form that was sent showed."""
    return tuple(question for question in questions if f"{question.id}{SEPARATOR}seen" in typed)


def _controls(part: Any) -> Iterator[Control]:
    """All controls of a part, in the order of the page."""
    yield from (part.value, part.otherwise, part.reason, part.comment)
    for piece in part.evidence:
        yield from piece.form


_MOST_KEPT = 2000
_parts: dict[tuple[int, int], tuple[Asked, type[Form]]] = {}


def _part(asked: Asked) -> type[Form]:
    """The form class of one question's part, made once: making one takes as long as filling it."""
    # By identity, because a question holds mappings and so has no hash. What is kept keeps the question and the
    # translator alive, so an id found in here is never that of another one.
    key = (id(asked.question), id(asked.t))
    known = _parts.get(key)
    if known is None:
        if len(_parts) >= _MOST_KEPT:
            _parts.clear()
        known = _parts[key] = (asked, _made_part(asked))
    return known[1]


def _made_part(asked: Asked) -> type[Form]:
    t, control = asked.t, control_for(asked)
    states = () if control.field_class is Radios else asked.states()
    return type(
        "Part",
        (Form,),
        {
            "seen": Hidden(),
            "value": control,
            "otherwise": Ticks(t("Instead of an answer"), options=states),
            "reason": Area(t("Why does it not apply to you?"), longest=LONGEST_REASON, rows=2),
            "comment": Area(
                t("Comment (optional)"),
                hint=t("Why you chose this, what you would like to say about it. Never name a person."),
                longest=LONGEST_COMMENT,
                rows=3,
            ),
            "evidence": FieldList(FormField(_piece(t), separator=SEPARATOR), separator=SEPARATOR),
        },
    )


def _piece(t: Translator) -> type[Form]:
    """The form class of one piece of evidence."""
    return type(
        "Piece",
        (Form,),
        {
            "title": Line(t("What is it?"), hint=t("For example, Learning plan agreed by the board")),
            "dated": Day(t("When is it from? (optional)"), hint=t("For example, 27 3 2026.")),
            "reach": Line(
                t("How far does it reach? (optional)"), hint=t("For example, both reception teams, or 40 of 52 staff")
            ),
            "shows": Tick(t("It shows what changed for people")),
            "link": Line(
                t("Where can it be found? (optional)"),
                hint=t("A web address, or where it is kept. No case files."),
                longest=LONGEST_LINK,
            ),
        },
    )


def _data(question: Question, answer: Answer, seen: int | str) -> dict[str, object]:
    """What the controls of a part hold for an answer."""
    pieces = [
        {"title": one.title, "dated": one.dated, "reach": one.reach, "shows": bool(one.shows), "link": one.link}
        for one in answer.evidence
    ]
    return {
        "seen": seen,
        "value": chosen(question, answer),
        "otherwise": ticked_state(answer),
        "reason": answer.reason,
        "comment": answer.comment,
        "evidence": pieces,
    }
