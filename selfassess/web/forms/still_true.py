"""The boxes in which somebody says why last year's level is still true, and since when that is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from selfassess.answers.entry import LONGEST_REASON
from selfassess.language import Translator
from selfassess.web.forms.controls import Area, Day, Hidden, Option, Ticks
from selfassess.web.forms.evidence import read_past_day
from selfassess.web.forms.plain import PlainForm
from selfassess.web.forms.reading import read_text


class StillForm(PlainForm):
    """Those of one question. `pieces` are of the evidence of then, to be ticked where it is still true.

    They carry along what was on sight: the assessment of then, its level, and the day that was put in.
    """

    def __init__(self, question: str, pieces: Sequence[Option], t: Translator) -> None:
        self._t, self.name = t, f"{question}_still"
        super().__init__(
            {
                f"{self.name}_seen": Hidden(),
                f"{self.name}_why": Area(
                    t("Why is it still true? (optional where there is a date)"), longest=LONGEST_REASON, rows=2
                ),
                f"{self.name}_pieces": Ticks(t("Evidence of then that is still true (optional)"), options=pieces),
                f"{self.name}_on": Day(
                    t("Checked on"), hint=t("The day on which somebody looked. Empty it if none did.")
                ),
            }
        )

    def begin(self, earlier: str, level: int, on: date | None) -> None:
        """As it stands on a new page; `on` is the day that is put in."""
        seen = f"{earlier}.{level}.{on.isoformat() if on else ''}"
        self.fill(**{f"{self.name}_seen": seen, f"{self.name}_on": on})

    def was_sent(self, typed: MultiDict[str, str]) -> bool:
        """Whether these boxes were on the page that was sent."""
        return f"{self.name}_seen" in typed

    @property
    def seen(self) -> tuple[str, int]:
        """The assessment of then and its level as they were on sight; no assessment where that cannot be read."""
        earlier, _, rest = str(self.part("seen").data).partition(".")
        level = rest.partition(".")[0]
        return (earlier, int(level)) if level.isascii() and level.isdigit() and len(level) < 4 else ("", 0)

    @property
    def touched(self) -> bool:
        """Whether anything was typed or ticked."""
        day, put_in = self.part("on"), str(self.part("seen").data).rpartition(".")[2]
        dated = not day.is_empty and day.written != put_in
        return bool(self.part("why").data or self.part("pieces").data or dated)

    def part(self, name: str) -> Any:
        """One of the boxes: `why`, `on`, `pieces` or `seen`."""
        return self.control(f"{self.name}_{name}")

    def said(self, today: date, since: date) -> tuple[str, date | None, tuple[str, ...]]:
        """Reason, day and the pieces ticked; only to be used where `faults` finds nothing afterwards.

        The day lies after `since`, on which it was said last, and is not to come.
        """
        t, why, on, pieces = self._t, self.part("why"), self.part("on"), self.part("pieces")
        reason = read_text(why, t, longest=LONGEST_REASON)
        day = read_past_day(on, t, today)
        if day is not None and day <= since:
            on.blame(t("Give a day after {day}, on which it was said last", day=t.date(since)))
        if any(one not in {option.value for option in pieces.options} for one in pieces.data):
            pieces.blame(t("Tick what is listed"))
        if not self.faults() and day is None and not reason:
            why.blame(t("Say why it is still true, or give the day on which somebody looked"))
        elif not self.faults() and day is None and pieces.data:
            on.blame(t("Give the day on which the evidence was checked"))
        return (reason or "").strip(), day, pieces.data
