"""The form of one question in the workshop: what is agreed, why, what stands behind it, and who sees it differently."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import FieldList

from selfassess.answers.entry import LONGEST_REASON
from selfassess.answers.model import Answer, AnswerSheet, Evidence, State
from selfassess.language import Translator
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.questions import Question
from selfassess.services.agreeing import Seen
from selfassess.store.model import Assessment
from selfassess.web.forms.controls import Area, Day, Hidden, Line, Option, Ticks
from selfassess.web.forms.plain import PlainForm
from selfassess.web.forms.reading import MOST_PIECES, read_day, read_text
from selfassess.web.forms.section import Fault, SectionForm

MOST_DISSENT = 20
LONGEST_WORKSHOP = 24 * 60
"""Minutes."""


class AgreeForm:
    """The answer is typed as on the page of its section; `pieces` is all evidence there is to choose from."""

    def __init__(
        self, question: Question, questionnaire: Questionnaire, t: Translator, pieces: Sequence[Evidence]
    ) -> None:
        self.question, self._t = question, t
        self._pieces = {_mark(piece): piece for piece in pieces}
        self._answer = SectionForm([question], questionnaire, t)
        options = [Option(value=mark, label=piece.title) for mark, piece in self._pieces.items()]
        hint = t("In the words of those who see it differently. Never name a person.")
        self._beside = PlainForm(
            {
                "agreement": Hidden(),
                "behind": Ticks(t("What stands behind the agreed answer"), options=options),
                "dissent": FieldList(
                    Area(t("Who sees it differently, and why"), hint=hint, longest=LONGEST_REASON, rows=2),
                    separator="_",
                ),
            }
        )

    def fill(
        self, sheet: AnswerSheet, behind: Iterable[Evidence], dissent: Sequence[str], seen: Seen, *, more: bool = False
    ) -> None:
        """Put in what `sheet` answers, and a box for dissent; `more` adds an empty one where there is some already."""
        boxes = (*dissent, "") if more or not dissent else dissent
        self._answer.fill(sheet, {self.question.id: seen.answer})
        self._beside.fill(agreement=seen.agreement, behind=[_mark(piece) for piece in behind], dissent=boxes)
        self._name()

    def take(self, typed: MultiDict[str, str]) -> None:
        """Put in what was typed."""
        self._answer.take(typed)
        self._beside.take(typed)
        self._name()

    def _name(self) -> None:
        t = self._t
        self.part.comment.label.text = t("Why? (optional)")
        self.part.comment.description = t(
            "What spoke for it. Stands beside the answer in the report, and is what you are shown next year. Never"
            " name a person."
        )
        for number, box in enumerate(self.dissent[1:], start=2):
            box.label.text = t("Another who sees it differently ({number})", number=number)
            box.description = ""

    @property
    def part(self) -> Any:
        """The controls of the answer."""
        return self._answer.part(self.question.id)

    @property
    def agreement(self) -> Any:
        return self._beside.control("agreement")

    @property
    def behind(self) -> Any:
        return self._beside.control("behind")

    @property
    def dissent(self) -> list[Any]:
        return list(self._beside.control("dissent"))

    def said(self) -> tuple[Answer, tuple[str, ...]]:
        """The agreed answer and the dissent; only to be recorded where `faults` finds nothing afterwards."""
        t = self._t
        answer = self._answer.answers()[self.question.id]
        if answer.state is State.UNANSWERED and not self._answer.faults():
            self.part.value.blame(t("Choose what you agree on; “we don’t know yet” is an answer too"))
        marks = self.behind.data
        if any(mark not in self._pieces for mark in marks):
            self.behind.blame(t("Choose among the evidence shown"))
        if len(marks) > MOST_PIECES:
            self.behind.blame(t("Choose at most {count} pieces of evidence", count=MOST_PIECES))
        evidence = tuple(piece for mark, piece in self._pieces.items() if mark in marks)
        return replace(answer, evidence=evidence), self._dissent()

    def _dissent(self) -> tuple[str, ...]:
        if len(self.dissent) > MOST_DISSENT:
            self.dissent[-1].blame(self._t("Give at most {count}", count=MOST_DISSENT))
        return tuple(text for box in self.dissent[:MOST_DISSENT] if (text := read_text(box, self._t)))

    def texts(self) -> tuple[tuple[str, str], ...]:
        """What was typed in words, each with the label of its box."""
        boxes = (self.part.reason, self.part.comment, *self.dissent)
        return tuple((box.label.text, box.shown) for box in boxes if not box.is_empty)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was chosen or typed, whatever is ticked."""
        return self.part.value.is_empty and self.part.otherwise.is_empty and not self.texts()

    def see(self, seen: Seen) -> None:
        """Send it again on sight of these revisions."""
        self.part.seen.data, self.agreement.data = str(seen.answer), str(seen.agreement)

    def seen(self) -> Seen:
        """The revisions that the form was filled from; 0 where it does not say."""
        return Seen(answer=self._answer.seen()[self.question.id], agreement=self.agreement.number)

    def faults(self) -> tuple[Fault, ...]:
        """Everything that was found wrong, in the order of the page."""
        beside = [
            Fault(name=control.label.text, sentence=sentence, focus=control.focus)
            for control in (self.behind, *self.dissent)
            for sentence in control.errors
        ]
        return (*self._answer.faults(), *beside)


def _mark(piece: Evidence) -> str:
    """What a form calls a piece of evidence: made of what it says alone, so that it does not tell whose it is."""
    told = (piece.title, str(piece.dated), piece.reach or "", piece.shows or "", piece.link or "")
    return hashlib.sha256("\0".join(told).encode()).hexdigest()[:16]


class PlanForm(PlainForm):
    """The day of the workshop and the time there is."""

    def __init__(self, t: Translator) -> None:
        self._t = t
        super().__init__(
            {
                "seen": Hidden(),
                "on": Day(t("Which day? (optional)"), hint=t("For example, 27 3 2026.")),
                "minutes": Line(
                    t("How many minutes do you have? (optional)"),
                    hint=t("Without breaks. The questions that divide people most come first, each with its share."),
                    mode="numeric",
                    width="4",
                ),
            }
        )

    def show(self, assessment: Assessment) -> None:
        """Put in what is planned."""
        minutes = assessment.workshop_minutes
        self.fill(seen=assessment.revision, on=assessment.workshop_on, minutes=minutes)

    def said(self) -> dict[str, Any]:
        """`on` and `minutes`, None where nothing was typed; only to be kept where `faults` finds nothing afterwards."""
        return {"on": read_day(self.control("on"), self._t), "minutes": self._minutes()}

    def _minutes(self) -> int | None:
        control = self.control("minutes")
        typed = str(control.data)
        if not typed:
            return None
        if typed.isascii() and typed.isdigit() and len(typed) < 6 and 1 <= int(typed) <= LONGEST_WORKSHOP:
            return int(typed)
        control.blame(self._t("Enter a whole number from 1 to {most}, such as 90", most=LONGEST_WORKSHOP))
        return None

    @property
    def seen(self) -> int:
        """The revision; 0, which never is one, where the form does not say."""
        seen: int = self.control("seen").number
        return seen
