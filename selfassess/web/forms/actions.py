"""The forms of an action: what is to be done, by whom and when; and how far it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from selfassess.language import Translator
from selfassess.plan.actions import Action, ActionKind, ActionStatus, Owner
from selfassess.plan.drafts import EFFORTS, LONGEST_NOTE, LONGEST_ROLE, LONGEST_TEXT, ActionDraft, DraftFault
from selfassess.plan.progress import Progress
from selfassess.questionnaire.model import Questionnaire
from selfassess.report.action_words import status_words
from selfassess.report.wording import effort_words, section_name
from selfassess.web.forms.controls import Area, Choice, Day, Hidden, Line, Option, Radios, Tick, Ticks
from selfassess.web.forms.plain import PlainForm
from selfassess.web.forms.reading import read_day, read_text


def blame(form: PlainForm, faults: Iterable[DraftFault], t: Translator) -> None:
    """Say each fault beside the control of its field, or beside the first where it has none on this form."""
    for fault in faults:
        name = fault.field if fault.field in form else "text"
        form.control(name).blame(fault.told(t))


class ActionForm(PlainForm):
    """Everything that is said of an action; `questionnaire` gives the questions it can be meant to lift.

    `members` are names by account; where there are none only a role is asked for. `gone` owned it and has left.
    """

    def __init__(
        self,
        t: Translator,
        questionnaire: Questionnaire | None,
        members: Mapping[str, str],
        *,
        gone: Owner | None = None,
    ) -> None:
        self._t, self._sections = t, questionnaire.sections if questionnaire else ()
        people = _people(t, members, gone)
        fields: dict[str, Any] = {
            "text": Area(
                t("What will you do?"), hint=t("One thing, so that one can see when it is done."), longest=LONGEST_TEXT
            ),
            "measure": Area(
                t("How will you know that it worked? (optional)"),
                hint=t("For example, 9 of 10 new staff have the training in their first month."),
                longest=LONGEST_TEXT,
                rows=2,
            ),
            "key": Tick(t("This is one of our key actions")),
            "kind": Radios(
                t("Is it new?"),
                options=[
                    Option(value=ActionKind.NEW.value, label=t("It is new")),
                    Option(value=ActionKind.CONTINUING.value, label=t("It goes on from before")),
                ],
            ),
        }
        if people:
            fields["owner"] = Choice(
                t("Who leads on it?"), options=[Option(value="", label=t("Nobody yet, or a role")), *people]
            )
        label = t("Or which role? (optional)") if people else t("Who leads on it? (optional)")
        fields["owner_role"] = Line(label, hint=t("For example, head of people services."), longest=LONGEST_ROLE)
        fields["due_on"] = Day(t("When is it to be done? (optional)"), hint=t("For example, 27 3 2027."))
        fields["effort"] = Choice(
            t("How much effort does it take? (optional)"),
            options=[
                Option(value="", label=t("Not said")),
                *(Option(value=one, label=_capital(effort_words(t, one))) for one in EFFORTS),
            ],
        )
        for number, section in enumerate(self._sections, 1):
            options = [Option(value=one.id, label=t.text(one.prompt)) for one in section.questions]
            fields[f"questions-{number}"] = Ticks(section_name(t, section), options=options)
        super().__init__({**fields, "seen": Hidden()})

    def fill_draft(self, draft: ActionDraft, revision: int = 0) -> None:
        """Put in what there is."""
        said = {f"questions-{number}": draft.questions for number, _ in enumerate(self._sections, 1)}
        self.fill(
            text=draft.text,
            measure=draft.measure,
            key=draft.key,
            kind=draft.kind.value,
            owner=draft.owner,
            owner_role=draft.owner_role,
            due_on=draft.due_on,
            effort=draft.effort,
            seen=revision,
        )
        for name, ids in said.items():
            control = self.control(name)
            control.data = tuple(option.value for option in control.options if option.value in ids)

    @property
    def about_it(self) -> tuple[Any, ...]:
        """The controls but those of questions."""
        return tuple(one for one in self.controls if one not in self.linked)

    @property
    def linked(self) -> tuple[Any, ...]:
        """For each section the control with its questions."""
        return tuple(self.control(f"questions-{number}") for number, _ in enumerate(self._sections, 1))

    def draft(self, known: Iterable[str] = ()) -> ActionDraft | None:
        """What was said; None, and controls blamed, where it cannot be read at all.

        Of the `known` questions, those that are not on this form stay linked: another version asks them.
        """
        t, kind, effort = self._t, self.control("kind"), self.control("effort")
        text = read_text(self.control("text"), t, missing=t("Say what is to be done"))
        measure, role = read_text(self.control("measure"), t), read_text(self.control("owner_role"), t)
        due_on = read_day(self.control("due_on"), t)
        for control in (kind, effort):
            if not control.knows:
                control.blame(t("Choose one of these"))
        for control in self.linked:
            if not set(control.data) <= {option.value for option in control.options}:
                control.blame(t("Choose one of these"))
        if self.faults():
            return None
        return ActionDraft(
            text=text or "",
            measure=measure or "",
            key=self.control("key").data,
            kind=ActionKind(kind.data),
            owner=(self.control("owner").data or None) if "owner" in self else None,
            owner_role=role or "",
            due_on=due_on,
            effort=effort.data or None,
            questions=(*(id for control in self.linked for id in control.data), *self._elsewhere(known)),
        )

    def _elsewhere(self, known: Iterable[str]) -> Iterator[str]:
        here = {option.value for control in self.linked for option in control.options}
        return (id for id in known if id not in here)


def _people(t: Translator, members: Mapping[str, str], gone: Owner | None) -> list[Option]:
    people = [Option(value=id, label=name) for id, name in members.items()]
    if gone and gone.account and gone.account not in members:
        label = t("{name} (no longer here)", name=gone.name or t("Somebody"))
        return [Option(value=gone.account, label=label), *people]
    return people


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


class ProgressForm(PlainForm):
    """How far an action is on a day, and what happened; `seen` is the revision that the page showed."""

    def __init__(self, t: Translator) -> None:
        self._t = t
        super().__init__(
            {
                "seen": Hidden(),
                "status": Radios(
                    t("How far is it?"),
                    options=[Option(value=one.value, label=status_words(t, one)) for one in ActionStatus],
                ),
                "text": Area(
                    t("What happened?"),
                    hint=t("Where it was stopped, say why. Never name a person who is cared for."),
                    longest=LONGEST_NOTE,
                ),
                "noted_on": Day(t("On which day?"), hint=t("For example, 27 3 2027.")),
            }
        )

    def fill_from(self, action: Action, today: date) -> None:
        """Put in how far it is."""
        self.fill(status=action.status.value, noted_on=today, seen=action.revision)

    def progress(self) -> Progress | None:
        """What was said; None, and controls blamed, where it cannot be read at all."""
        t, status = self._t, self.control("status")
        if not status.knows:
            status.blame(t("Choose one of these"))
        text = read_text(self.control("text"), t)
        noted_on = read_day(self.control("noted_on"), t, missing=t("Enter the day"))
        if self.faults() or noted_on is None:
            return None
        return Progress(noted_on=noted_on, status=ActionStatus(status.data), text=text or "")
