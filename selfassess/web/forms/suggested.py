"""The form by which suggested actions come into a plan: which of them, in whose words, by whom and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from selfassess.language import Translator
from selfassess.plan.drafts import LONGEST_ROLE, LONGEST_TEXT, ActionDraft, DraftFault
from selfassess.plan.suggestions import suggestions_for
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.questions import LevelQuestion
from selfassess.web.forms.controls import Area, Choice, Day, Line, Option, Tick
from selfassess.web.forms.plain import PlainForm
from selfassess.web.forms.reading import read_day, read_text
from selfassess.web.forms.section import Fault

OWN = 0
"""The place of an action in words of one's own, for a step for which the author suggests nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What may become an action of a plan, for one step on one question.

    `key` is the id of its suggestion, or names the step where the author suggests nothing: then `text` is empty and
    `effort` None.
    """

    key: str
    question: str
    from_level: int
    text: str
    effort: str | None

    @property
    def suggestion(self) -> str | None:
        """What the action is made of; nothing for words of one's own."""
        return self.key if self.effort else None


def candidates_for(t: Translator, question: LevelQuestion, from_level: int) -> tuple[Candidate, ...]:
    """The suggestions for the step from this level to the next, or room for an action of one's own."""
    suggested = tuple(
        Candidate(
            key=one.id,
            question=question.id,
            from_level=from_level,
            text=t.text(one.action.do),
            effort=one.action.effort,
        )
        for one in suggestions_for(question, from_level)
    )
    key = f"{question.id}.{from_level}.{OWN}"
    own = Candidate(key=key, question=question.id, from_level=from_level, text="", effort=None)
    return suggested or (own,)


def candidates_named(t: Translator, questionnaire: Questionnaire, keys: Iterable[str]) -> tuple[Candidate, ...]:
    """Those that a form names, each once and in the questionnaire's order; what none of ours is called is left out."""
    wanted = frozenset(keys)
    questions = {key.partition(".")[0] for key in wanted}
    return tuple(
        one
        for question in questionnaire.questions()
        if isinstance(question, LevelQuestion) and question.id in questions
        for level in range(questionnaire.top)
        for one in candidates_for(t, question, level)
        if one.key in wanted
    )


class SuggestedForm(PlainForm):
    """A tick for each candidate and what is said of it; `members` are names by account, as `ActionForm` takes them.

    What is not ticked is not looked at, and kept all the same where the form is shown again.
    """

    def __init__(self, t: Translator, candidates: Sequence[Candidate], members: Mapping[str, str]) -> None:
        self._t, self.candidates = t, tuple(candidates)
        fields: dict[str, Any] = {}
        for one in self.candidates:
            fields |= {_field(name, one.key): control for name, control in _controls(t, one, members).items()}
        super().__init__(fields)

    def suggest(self, ticked: Iterable[str]) -> None:
        """Put in the author's words, and tick these."""
        said = {_field("text", one.key): one.text for one in self.candidates}
        self.fill(**said, **{_field("use", key): True for key in ticked})

    def of(self, candidate: Candidate, name: str) -> Any:
        """One of a candidate's controls; None where the form has none of this name."""
        field = _field(name, candidate.key)
        return self.control(field) if field in self else None

    def later(self, candidate: Candidate) -> tuple[Any, ...]:
        """Its controls for what can be said at another time."""
        names = ("owner", "owner_role", "due_on", "measure")
        return tuple(control for name in names if (control := self.of(candidate, name)) is not None)

    def faults(self) -> tuple[Fault, ...]:
        """Everything that was found wrong, in the order of the page; each with the action it is about."""
        return tuple(
            Fault(name=self._named(one, control), sentence=said, focus=control.focus)
            for one in self.candidates
            for control in self._controls_of(one)
            for said in control.errors
        )

    def _named(self, candidate: Candidate, control: Any) -> str:
        use = self.of(candidate, "use")
        return str(use.label.text) if control is use else f"{use.label.text} – {control.label.text}"

    def _controls_of(self, candidate: Candidate) -> tuple[Any, ...]:
        return (*(self.of(candidate, name) for name in ("use", "text", "key")), *self.later(candidate))

    def drafts(self) -> tuple[tuple[Candidate, ActionDraft], ...]:
        """What is ticked and what was said of it; controls are blamed where something cannot be read, or nothing is."""
        ticked = [one for one in self.candidates if self.of(one, "use").data]
        if self.candidates and not ticked:
            self.of(self.candidates[0], "use").blame(self._t("Tick at least one, or go back to the next steps"))
        return tuple((one, self._draft(one)) for one in ticked)

    def _draft(self, one: Candidate) -> ActionDraft:
        t, owner = self._t, self.of(one, "owner")
        text = read_text(self.of(one, "text"), t, missing=t("Say what is to be done"))
        measure, role = read_text(self.of(one, "measure"), t), read_text(self.of(one, "owner_role"), t)
        return ActionDraft(
            text=text or "",
            measure=measure or "",
            key=self.of(one, "key").data,
            owner=(owner.data or None) if owner else None,
            owner_role=role or "",
            due_on=read_day(self.of(one, "due_on"), t),
            effort=one.effort,
            suggestion=one.suggestion,
            questions=(one.question,),
        )

    def blame(self, candidate: Candidate, fault: DraftFault) -> None:
        """Say it beside the control of its field, or beside the text where it has none here."""
        control = self.of(candidate, fault.field) or self.of(candidate, "text")
        control.blame(fault.told(self._t))


def _field(name: str, key: str) -> str:
    return f"{name}-{key.replace('.', '_')}"


def _controls(t: Translator, one: Candidate, members: Mapping[str, str]) -> dict[str, Any]:
    controls: dict[str, Any] = {
        "use": Tick(one.text or t("Something of our own")),
        "text": Area(t("In your words"), longest=LONGEST_TEXT),
        "key": Tick(t("This is one of our key actions")),
    }
    if members:
        people = [Option(value=id, label=name) for id, name in members.items()]
        controls["owner"] = Choice(t("Who leads on it?"), options=[Option(value="", label=t("Nobody yet")), *people])
    role = t("Or a role, where nobody here is named") if members else t("Who leads on it? (optional)")
    return controls | {
        "owner_role": Line(role, hint=t("For example, head of people services."), longest=LONGEST_ROLE),
        "due_on": Day(t("When is it to be done? (optional)"), hint=t("For example, 27 3 2027.")),
        "measure": Area(
            t("How will you know that it worked? (optional)"),
            hint=t("For example, 9 of 10 new staff have the training in their first month."),
            longest=LONGEST_TEXT,
            rows=2,
        ),
    }
