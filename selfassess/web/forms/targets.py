"""The form for the targets of all sections: a score and a day for each, or neither; and one day for those without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from selfassess.language import Translator
from selfassess.questionnaire.model import Section
from selfassess.report.wording import section_name
from selfassess.services.targets import LEAST, MOST
from selfassess.store.targets import Aim, KeptTarget
from selfassess.web.forms.controls import Day, Hidden, Line, Option, Ticks
from selfassess.web.forms.plain import PlainForm
from selfassess.web.forms.reading import read_day
from selfassess.web.forms.section import Fault

GONE = "gone"
SHARED = "all"


class TargetsForm(PlainForm):
    """`gone`: what is kept of sections that are not asked any more, each to be ticked where it is to go."""

    def __init__(self, sections: Sequence[Section], gone: Sequence[KeptTarget], t: Translator) -> None:
        self._sections, self._gone, self._t = sections, gone, t
        day = Day(
            t("One day for all"), hint=t("For each score below that has no day of its own. For example, 31 3 2028.")
        )
        fields: dict[str, Any] = {SHARED: day}
        for section in sections:
            fields |= {
                _score(section.id): Line(t("Score to reach"), width="3", mode="numeric"),
                _by(section.id): Day(t("By when")),
                _seen(section.id): Hidden(),
            }
        if gone:
            options = [Option(value=one.section, label=_told(one, t)) for one in gone]
            fields[GONE] = Ticks(t("Targets of sections that are no longer asked"), options=options,
                                 hint=t("They are kept and show nowhere. Tick those that are to go."))  # fmt: skip
            fields |= {_seen(one.section): Hidden() for one in gone}
        super().__init__(fields)

    def show(self, kept: Mapping[str, KeptTarget]) -> None:
        """Put in what is set."""
        data: dict[str, object] = {}
        for section, one in kept.items():
            data |= {_seen(section): one.revision}
            if one.aim:
                data |= {_score(section): one.aim.score, _by(section): one.aim.by}
        self.fill(**data)

    def see(self, kept: Mapping[str, KeptTarget]) -> None:
        """Send it again on sight of these revisions."""
        for section in self._ids():
            self.control(_seen(section)).data = str(kept[section].revision) if section in kept else ""

    def of(self, section: str) -> tuple[Any, Any, Any]:
        """The controls of one section: score, day, and what it was filled from."""
        return self.control(_score(section)), self.control(_by(section)), self.control(_seen(section))

    def faults(self) -> tuple[Fault, ...]:
        """Everything that was found wrong, in the order of the page, each with the section it is about."""
        t, shared = self._t, self.shared
        first = tuple(Fault(name=shared.label.text, sentence=one, focus=shared.focus) for one in shared.errors)
        return first + tuple(
            Fault(
                name=t("{section}: {control}", section=section_name(t, section), control=control.label.text),
                sentence=sentence,
                focus=control.focus,
            )
            for section in self._sections
            for control in self.of(section.id)
            for sentence in control.errors
        )

    @property
    def shared(self) -> Any:
        """The day for all scores that have none of their own."""
        return self.control(SHARED)

    @property
    def gone(self) -> Any:
        """The ticks for targets to be taken away; None where there are none."""
        return self.control(GONE) if self._gone else None

    @property
    def gone_seen(self) -> tuple[Any, ...]:
        """What the form carries unseen of those."""
        return tuple(self.control(_seen(one.section)) for one in self._gone)

    def seen(self) -> dict[str, int]:
        """The revisions that the form was filled from, 0 where nothing had been said."""
        return {section: self.control(_seen(section)).number for section in self._ids()}

    def _ids(self) -> list[str]:
        return [one.id for one in self._sections] + [one.section for one in self._gone]

    def said(self, kept: Mapping[str, KeptTarget], today: date) -> dict[str, Aim | None]:
        """What each section is to reach; only to be set where `faults` finds nothing afterwards.

        A day that has passed may stay as it is, and is not taken for a new target.
        """
        shared = self._shared(today)
        found = {one.id: self._aim(one.id, kept.get(one.id), shared, today) for one in self._sections}
        if self._gone:
            found |= {one.section: None for one in self._gone if one.section in self.gone.data}
        return found

    def _shared(self, today: date) -> date | None:
        """None where it is empty, or nothing can be made of it."""
        day = None if self.shared.is_empty else read_day(self.shared, self._t)
        if day is not None and day < today:
            self.shared.blame(_passed(self._t, today))
        return day

    def _aim(self, section: str, kept: KeptTarget | None, shared: date | None, today: date) -> Aim | None:
        t, (score, by, _) = self._t, self.of(section)
        if score.is_empty and by.is_empty:
            return None
        number = _whole(score, t)
        if by.is_empty and not self.shared.is_empty:
            return Aim(score=number, by=shared) if number is not None and shared is not None else None
        day = read_day(by, t, missing=t("Enter the day by which the score is to be reached, or empty the score too"))
        if number is None or day is None:
            return None
        aim = Aim(score=number, by=day)
        if day < today and (kept is None or kept.aim != aim):
            by.blame(_passed(t, today))
        return aim


def _passed(t: Translator, today: date) -> str:
    return t("Enter a day that has not passed: today is {today}", today=t.date(today))


def _whole(control: Any, t: Translator) -> int | None:
    typed = str(control.data)
    if control.is_empty:
        control.blame(t("Enter the score to reach, or empty the day too"))
    elif typed.isascii() and typed.isdigit() and len(typed) < 6 and LEAST <= int(typed) <= MOST:
        return int(typed)
    else:
        control.blame(t("Enter a whole number from {least} to {most}, such as 60", least=LEAST, most=MOST))
    return None


def _told(one: KeptTarget, t: Translator) -> str:
    aim = one.aim
    assert aim is not None  # noqa: S101 - only such are handed in
    return t("{section}: {score} by {day}", section=one.section, score=t.number(aim.score), day=t.date(aim.by))


def _score(section: str) -> str:
    return f"{section}_score"


def _by(section: str) -> str:
    return f"{section}_by"


def _seen(section: str) -> str:
    return f"{section}_seen"
