"""The kinds of control on a form: what was typed into each, kept as it was, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import Field

from selfassess.language import is_blank, printable_fault

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of several to choose from. `level` puts its digit in front; `reveals` names the field it asks for."""

    value: str
    label: str
    hint: str = ""
    level: int | None = None
    reveals: str = ""


def tidy(raw: str) -> str:
    """Line ends as they are kept everywhere: browsers send two characters for each."""
    return raw.replace("\r\n", "\n").replace("\r", "\n")


def showable(raw: str) -> str:
    """`raw` with a visible mark in the place of each character that no page may hold."""
    return "".join(REPLACEMENT if printable_fault(one) else one for one in raw)


class Control(Field):
    """What all have in common: a label, a hint, and sentences about what is wrong. `macro` draws it."""

    macro = ""

    def __init__(self, label: str = "", *, hint: str = "", **given: Any) -> None:
        super().__init__(label, description=hint, **given)

    def blame(self, sentence: str) -> None:
        """Say what is wrong."""
        self.errors = (*self.errors, sentence)

    @property
    def focus(self) -> str:
        """The id of the element that a link from the error summary leads to."""
        return str(self.id)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed or chosen."""
        return not self.data


class Line(Control):
    """One line of text. `data` is what was typed, without blanks around it; `kind` is what browsers call the box."""

    macro = "line"
    kind = "text"
    autocomplete = "off"
    data: str

    def __init__(
        self, label: str = "", *, longest: int = 300, width: str = "", mode: str = "", suffix: str = "", **given: Any
    ) -> None:
        super().__init__(label, **given)
        self.longest, self.width, self.mode, self.suffix = longest, width, mode, suffix

    def process_data(self, value: object) -> None:
        self.data = "" if value is None else str(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            typed = tidy(str(valuelist[0])).strip()
            self.data = "" if is_blank(typed) else typed

    @property
    def shown(self) -> str:
        """What stands in the control."""
        return showable(self.data)


class Name(Line):
    """What the person at the page is called."""

    autocomplete = "name"


class Email(Line):
    """The e-mail address somebody signs in with."""

    kind, autocomplete = "email", "username"


class Secret(Line):
    """A password or code: taken as it is typed, and never sent back to the page."""

    kind = "password"

    def __init__(self, label: str = "", *, autocomplete: str, **given: Any) -> None:
        super().__init__(label, **given)
        self.autocomplete = autocomplete

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = str(valuelist[0]) if valuelist else ""

    @property
    def shown(self) -> str:
        return ""


class Code(Secret):
    """A code that is used once, in sight while it is typed."""

    kind = "text"


class Area(Line):
    """Several lines of text. `data` keeps the blanks around it: an answer read from a file may have some."""

    macro = "area"

    def __init__(self, label: str = "", *, rows: int = 3, **given: Any) -> None:
        super().__init__(label, **given)
        self.rows = rows

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            typed = tidy(str(valuelist[0]))
            self.data = "" if is_blank(typed) else typed


class Hidden(Line):
    """Something the form carries along unseen."""

    macro = "hidden"

    @property
    def number(self) -> int:
        """What it carries as a number; 0 where that is none, or too long to be one of ours."""
        typed = str(self.data)
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


class Radios(Control):
    """One of several, or none. `data` is the value chosen, also one that is none of the options."""

    macro = "radios"
    data: str

    def __init__(self, label: str = "", *, options: Sequence[Option], otherwise: Sequence[Option] = (), **given: Any):
        super().__init__(label, **given)
        self.options, self.otherwise = tuple(options), tuple(otherwise)

    def process_data(self, value: object) -> None:
        self.data = "" if value is None else str(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = str(valuelist[0]) if valuelist else ""

    @property
    def knows(self) -> bool:
        """Whether what was chosen was on offer."""
        return any(option.value == self.data for option in (*self.options, *self.otherwise))


class Choice(Radios):
    """The same out of a list that folds up, for where there may be many."""

    macro = "choice"


class Ticks(Control):
    """Any number of several. `data` are the values ticked, in the order of the options."""

    macro = "ticks"
    data: tuple[str, ...]

    def __init__(self, label: str = "", *, options: Sequence[Option], **given: Any) -> None:
        super().__init__(label, **given)
        self.options = tuple(options)

    def process_data(self, value: Any) -> None:
        self.data = tuple(value or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        known = [option.value for option in self.options if option.value in valuelist]
        self.data = (*known, *(str(one) for one in valuelist if one not in known))


class Tick(Control):
    """Something that is so or not."""

    macro = "tick"
    data: bool

    def process_data(self, value: object) -> None:
        self.data = bool(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = bool(valuelist)


class Day(Control):
    """A day in three boxes. `data` is what was typed into them."""

    macro = "day"
    PARTS = ("day", "month", "year")
    data: tuple[str, str, str]

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:  # noqa: ARG002 - not ours
        """Three boxes make one control, which WTForms does not foresee."""
        self.data = (str(data.day), str(data.month), str(data.year)) if isinstance(data, date) else ("", "", "")
        names = [f"{self.name}_{part}" for part in self.PARTS]
        if formdata is not None and any(name in formdata for name in names):
            day, month, year = (str(formdata.get(name, "")).strip() for name in names)
            self.data = (day, month, year)

    @property
    def is_empty(self) -> bool:
        return not any(self.data)

    @property
    def focus(self) -> str:
        faulty = next((part for part, typed in zip(self.PARTS, self.data, strict=True) if not typed), "day")
        return f"{self.id}_{faulty}"

    @property
    def shown(self) -> tuple[tuple[str, str], ...]:
        """Each box and what stands in it."""
        return tuple((part, showable(typed)) for part, typed in zip(self.PARTS, self.data, strict=True))

    @property
    def written(self) -> str:
        """The day as YYYY-MM-DD where it may be one; else a text that is none."""
        day, month, year = self.data
        if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in self.data):
            return "no day"
        return f"{int(year):04}-{int(month):02}-{int(day):02}"
