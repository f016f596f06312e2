"""The forms of a plan: beginning one, looking at it, and closing it by beginning the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from textwrap import shorten
from typing import Any

from werkzeug.datastructures import MultiDict

from selfassess.language import Translator
from selfassess.plan.actions import Action, ActionPlan, Check
from selfassess.plan.carrying import Choice, unfinished
from selfassess.plan.dates import months_after
from selfassess.plan.drafts import LONGEST_NOTE, LONGEST_TEXT
from selfassess.services.next_plan import CannotClose
from selfassess.web.forms.controls import Area, Day, Hidden, Option, Radios, Tick
from selfassess.web.forms.plain import PlainForm
from selfassess.web.forms.reading import read_day, read_text

GOES_ON, STOPS = "carry", "stop"
_LONGEST_NAME = 80


class BeginForm(PlainForm):
    """Of which result a plan comes, and its first day; `signed`: whether there are key actions that were signed."""

    def __init__(self, t: Translator, sources: Sequence[Option], *, signed: bool) -> None:
        self._t = t
        fields: dict[str, Any] = {"source": Radios(t("What does it begin with?"), options=sources)}
        if signed:
            fields["signed"] = Tick(t("Put in the key actions that were signed with the pledge or concordat"))
        fields["starts_on"] = Day(t("First day of the plan"), hint=t("It lasts twelve months. For example, 1 4 2027."))
        fields["examples"] = Tick(t("Then choose from examples of actions"))
        super().__init__(fields)

    def begun(self, today: date) -> date | None:
        """The first day; None, and controls blamed, where something cannot be taken."""
        t, source, control = self._t, self.control("source"), self.control("starts_on")
        if not source.knows:
            source.blame(t("Choose one of these"))
        day = read_day(control, t, missing=t("Enter the first day"))
        if day and not months_after(today, -12) <= day <= months_after(today, 12):
            control.blame(t("Choose a day within a year from today"))
        return None if self.faults() else day


class CheckForm(PlainForm):
    """One check of a plan; its fields are named by its number, so that several stand on one page."""

    def __init__(self, t: Translator, check: Check) -> None:
        self._t, self.check = t, check
        number = check.number
        super().__init__(
            {
                f"seen_{number}": Hidden(),
                f"due_{number}": Day(t("When is it to be?")),
                f"done_{number}": Day(t("When was it done? (leave empty until then)")),
                f"note_{number}": Area(t("What was found? (optional)"), longest=LONGEST_NOTE),
            }
        )

    def fill_check(self, revision: int) -> None:
        """Put in what there is."""
        one, number = self.check, self.check.number
        said = {f"due_{number}": one.due_on, f"done_{number}": one.done_on, f"note_{number}": one.note}
        self.fill(**said, **{f"seen_{number}": revision})

    @property
    def seen(self) -> Hidden:
        """The revision of the plan that the page showed."""
        found = self.control(f"seen_{self.check.number}")
        assert isinstance(found, Hidden)  # noqa: S101 - it was made above
        return found

    def checked(self, plan: ActionPlan, today: date) -> Check | None:
        """What was said; None, and controls blamed, where it cannot be taken."""
        t, number = self._t, self.check.number
        due, done = self.control(f"due_{number}"), self.control(f"done_{number}")
        due_on, done_on = read_day(due, t, missing=t("Enter the day")), read_day(done, t)
        latest = months_after(plan.ends_on, 12)
        if due_on and not plan.starts_on <= due_on <= latest:
            due.blame(t("Choose a day from {start} to {end}", start=t.date(plan.starts_on), end=t.date(latest)))
        if done_on and not plan.starts_on <= done_on <= today:
            done.blame(t("Choose a day from when the plan began until today"))
        note = read_text(self.control(f"note_{number}"), t)
        if self.faults() or due_on is None:
            return None
        return Check(number=number, due_on=due_on, done_on=done_on, note=note or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One unfinished action and its controls."""

    action: Action
    becomes: Any
    due_on: Any
    reason: Any
    seen: Any


class NextForm(PlainForm):
    """What becomes of each unfinished action, and when the next plan begins and from which result.

    Fields are named by the ids of actions: what was typed stays beside its action, whatever ends meanwhile.
    """

    def __init__(self, t: Translator, plan: ActionPlan, results: Sequence[Option]) -> None:
        self._t, self._plan = t, plan
        fields: dict[str, Any] = {}
        for one in unfinished(plan):
            fields[f"becomes_{one.id}"] = Radios(
                t("What becomes of it?"),
                options=[
                    Option(value=GOES_ON, label=t("It goes on")),
                    Option(value=STOPS, label=t("It is stopped")),
                ],
            )
            fields[f"due_{one.id}"] = Day(t("If it goes on: when is it to be done? (optional)"))
            fields[f"reason_{one.id}"] = Area(t("If it is stopped: why?"), longest=LONGEST_TEXT, rows=2)
            fields[f"seen_{one.id}"] = Hidden()
        if results:
            fields["source"] = Radios(t("From which result does the next plan come?"), options=results)
        fields["starts_on"] = Day(t("First day of the next plan"))
        self._shown: set[str] = set()
        super().__init__(fields)

    def fill_next(self, today: date, source: str) -> None:
        """What is proposed: the day after this plan ends, and the days that are still to come."""
        said: dict[str, object] = {"starts_on": self._plan.ends_on + timedelta(days=1), "source": source}
        for one in unfinished(self._plan):
            said[f"due_{one.id}"] = one.due_on if one.due_on and one.due_on >= today else None
            said[f"seen_{one.id}"] = one.revision
        self.fill(**said)

    def take(self, typed: MultiDict[str, str]) -> None:
        """Put in what was typed, and note about which actions."""
        super().take(typed)
        self._shown = {name.removeprefix("seen_") for name in typed if name.startswith("seen_")}

    @property
    def about_others(self) -> bool:
        """Whether the page that was sent showed an action that is finished, or gone, by now."""
        return not self._shown <= {row.action.id for row in self.rows}

    def name_of(self, control: Any) -> str:
        """With the action it is about: the same is asked of each."""
        about = next((one for one in unfinished(self._plan) if control.name.endswith(f"_{one.id}")), None)
        name = super().name_of(control)
        return f"{shorten(about.text, _LONGEST_NAME, placeholder='…')} – {name}" if about else name

    def see(self) -> None:
        """Let what stands now count as seen: it is on the page that is shown next."""
        for row in self.rows:
            row.seen.data = str(row.action.revision)

    @property
    def rows(self) -> tuple[Row, ...]:
        """Each unfinished action with its controls."""
        return tuple(
            Row(
                action=one,
                becomes=self.control(f"becomes_{one.id}"),
                due_on=self.control(f"due_{one.id}"),
                reason=self.control(f"reason_{one.id}"),
                seen=self.control(f"seen_{one.id}"),
            )
            for one in unfinished(self._plan)
        )

    @property
    def source(self) -> Any | None:
        """Which result, where there are any to choose from."""
        return self.control("source") if "source" in self else None

    def choices(self) -> tuple[date, Mapping[str, Choice]] | None:
        """The first day and what becomes of each; None, and controls blamed, where something is missing."""
        t, found = self._t, {}
        for row in self.rows:
            if not row.becomes.knows:
                row.becomes.blame(t("Say what becomes of it"))
            goes_on = row.becomes.data == GOES_ON
            found[row.action.id] = Choice(
                seen=row.seen.number,
                goes_on=goes_on,
                due_on=read_day(row.due_on, t) if goes_on else None,
                reason="" if goes_on else read_text(row.reason, t) or "",
            )
        if self.source is not None and not self.source.knows:
            self.source.blame(t("Choose one of these"))
        day = read_day(self.control("starts_on"), t, missing=t("Enter the first day"))
        return None if self.faults() or day is None else (day, found)

    def blame(self, refused: CannotClose) -> None:
        """Say what the service found wrong."""
        for fault in refused.start:
            self.control("starts_on").blame(fault.told(self._t))
        for row in self.rows:
            for fault in refused.choices.get(row.action.id, ()):
                (row.due_on if fault.field == "due_on" else row.reason).blame(fault.told(self._t))
