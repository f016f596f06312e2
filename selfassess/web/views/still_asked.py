"""Beside each level of last year: the boxes for saying that it is still true, or that it was said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType

from flask import request

from selfassess.answers.model import State
from selfassess.language import Translator
from selfassess.questionnaire.questions import Question
from selfassess.report import wording
from selfassess.report.looked_back_words import became_words
from selfassess.services.assessments import OpenAssessment
from selfassess.services.confirming import confirmations_in
from selfassess.services.evidence_offers import Once
from selfassess.web.forms.controls import Option
from selfassess.web.forms.section import Fault
from selfassess.web.forms.still_true import StillForm
from selfassess.web.security.actors import who
from selfassess.web.views.last_time import LastTime, Level
from selfassess.web.wiring import wiring


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStill:
    """The boxes of one question: what would be taken over, in words too. `open` where something is in them."""

    level: Level
    words: str
    form: StillForm
    once: Mapping[str, Once]

    @property
    def open(self) -> bool:
        return self.form.touched or bool(self.form.faults())


@dataclass(frozen=True, slots=True, kw_only=True)
class StillAsked:
    """By question: the boxes of those that may be confirmed, and in words that the others are."""

    boxes: Mapping[str, ShownStill]
    confirmed: Mapping[str, str]

    def faults(self, prompts: Mapping[str, str]) -> tuple[Fault, ...]:
        """What was found wrong in the boxes; `prompts` are those of the questions on the page."""
        return tuple(
            Fault(name=prompts[id], sentence=fault.sentence, focus=fault.focus)
            for id, box in self.boxes.items()
            if id in prompts
            for fault in box.form.faults()
        )

    def blame_untaken(self, taken: str, t: Translator) -> None:
        """Say of boxes in which something stands that their button was not pressed; not of those of `taken`."""
        for id, box in self.boxes.items():
            if id != taken and box.form.touched:
                box.form.part("why").blame(t("Press “Still true” to take the level over, or empty these boxes"))


BUTTON = "still"
"""What the value of the button begins with; the question follows."""

NOTHING_ASKED = StillAsked(boxes=MappingProxyType({}), confirmed=MappingProxyType({}))


def still_asked(here: OpenAssessment, last: LastTime, once: Mapping[str, tuple[Once, ...]]) -> StillAsked:
    """For each of these questions that had a level; where a form was sent, with what was typed.

    `once` has all of them, with the pieces of evidence of then that are to be asked about. What is answered has no
    boxes, unless somebody sent some: what they typed is shown to them.
    """
    levels = {id: level for id, level in last.levels().items() if id in once}
    if not levels:
        return NOTHING_ASKED
    use, boxes = wiring(), {}
    today = use.now().date()
    for id, level in levels.items():
        pieces = {key_of(one): one for one in once[id]}
        form = StillForm(id, [Option(value=key, label=_words(one, use.t)) for key, one in pieces.items()], use.t)
        sent = form.was_sent(request.form)
        if sent:
            form.take(request.form)
        else:
            form.begin(level.assessment, level.level, today if today > level.assessed_on else None)
        pressed = request.form.get("action") == f"{BUTTON}:{id}"
        if here.sheet.answer(id).state is State.UNANSWERED or (sent and (pressed or form.touched)):
            name = wording.level_name(use.t, here.questionnaire, level.level)
            boxes[id] = ShownStill(level=level, words=name, form=form, once=pieces)
    confirmed = {
        id: became_words(use.t, levels[id].period, "confirmed", one.confirmed.true_on)
        for one in confirmations_in(use.database, who(), here.assessment.id)
        if (id := one.confirmed.question) in levels and levels[id].assessment == one.assessment
    }
    return StillAsked(boxes=boxes, confirmed=confirmed)


def any_touched(questions: Iterable[Question]) -> bool:
    """Whether anything stands in the boxes about last year that were sent with a page of these questions."""
    for one in questions:
        form = StillForm(one.id, (), wiring().t)
        if form.was_sent(request.form):
            form.take(request.form)
            if form.touched:
                return True
    return False


def _words(once: Once, t: Translator) -> str:
    return wording.evidence_words(t, once.piece)


def key_of(once: Once) -> str:
    """Made of all that is said of the piece: a page that is out of date must not confirm another one."""
    return sha256(repr(once.piece).encode()).hexdigest()[:16]
