"""Types of single values in a questionnaire file: ids, texts, exact numbers, days; each says what it expects."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from selfassess.language import Text, is_blank

Key = TypeVar("Key")
Value = TypeVar("Value")

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
VERSION_PATTERN = r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$"
LANGUAGE_PATTERN = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


def version_order(version: str) -> tuple[int, ...]:
    """What sorts versions as they follow each other: 1.10.0 after 1.9.0."""
    return tuple(map(int, version.split(".")))


class Part(BaseModel):
    """What every part of a questionnaire is: frozen, without unknown keys, never converting one kind of value."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=True)


def _text(raw: Any) -> Text:
    if isinstance(raw, Text):
        return raw
    if isinstance(raw, str) and not is_blank(raw):
        return Text.of(raw.strip())
    if isinstance(raw, Mapping) and raw and all(isinstance(part, str) and not is_blank(part) for part in raw.values()):
        return Text.of({tag: part.strip() for tag, part in raw.items()})
    raise PydanticCustomError(
        "text", "a text, or one text for each language such as {en-GB: …, cy: …}, that is not empty"
    )


def _option_id(id: str) -> str:
    # Browsers send other line ends than they were given, and a blank in front marks what forms offer beside options.
    if id != id.strip() or "\n" in id or "\r" in id:
        raise PydanticCustomError("option", "an id of one line without blanks around it")
    return id


def _exact(raw: Any) -> Fraction:
    if isinstance(raw, Fraction):
        return raw
    if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
        return Fraction(raw)
    raise PydanticCustomError("number", "a number")


_EARLIEST, _LATEST = 1000, 2999
"""Years of a date; far enough from the last that Python knows for every sum of months."""

DAY = "a whole date written as YYYY-MM-DD, such as 2026-10-01"


def day_of(raw: Any) -> datetime.date | None:
    """The day that a text written as YYYY-MM-DD names; None where it names none."""
    # fromisoformat also takes 20261001 and week dates, which read as something else to people.
    if not isinstance(raw, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", raw):
        return None
    try:
        day = datetime.date.fromisoformat(raw)
    except ValueError:
        return None
    return day if _EARLIEST <= day.year <= _LATEST else None


def _day(raw: Any) -> datetime.date:
    day = raw if isinstance(raw, datetime.date) else day_of(raw)
    if day is None:
        raise PydanticCustomError("day", DAY)
    return day


def _frozen(mapping: Mapping[Key, Value]) -> Mapping[Key, Value]:
    return MappingProxyType(dict(mapping))


Words = Annotated[
    Text,
    BeforeValidator(_text),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1},
            ],
        }
    ),
]
Exact = Annotated[Fraction, BeforeValidator(_exact), WithJsonSchema({"type": "number"})]
Day = Annotated[datetime.date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=80)]
Version = Annotated[str, StringConstraints(pattern=VERSION_PATTERN, max_length=40)]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN, max_length=40)]
OptionId = Annotated[str, StringConstraints(min_length=1, max_length=80), AfterValidator(_option_id)]
Frozen = AfterValidator(_frozen)
"""Marks a mapping that is made unchangeable once it has been read."""
