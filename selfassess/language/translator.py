"""Sentences, numbers and dates in one language: the value that page and report are given to speak with."""

from __future__ import annotations

import gettext
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from selfassess.language.rounding import rounded
from selfassess.language.text import Text


@lru_cache(maxsize=4096)
def _number(value: Decimal, pattern: str, locale: str) -> str:
    # A page of figures has hundreds of numbers, most of them alike, and writing one takes Babel long.
    return format_decimal(value, format=pattern, locale=locale)


@lru_cache(maxsize=1024)
def _day(day: date, locale: str) -> str:
    return format_date(day, format="d MMMM y", locale=locale)


class Translator:
    """Speaks one language; without a catalogue it says the English that stands in the code.

    `t("Saved {count} answers", count=3)` looks the sentence up and fills it in; values are never looked up themselves.
    """

    def __init__(self, language: str = "en-GB", catalogue: gettext.NullTranslations | None = None) -> None:
        self.language = language
        self._catalogue = catalogue or gettext.NullTranslations()
        self._locale = language.replace("-", "_")

    def __call__(self, sentence: str, /, **values: object) -> str:
        return self._catalogue.gettext(sentence).format(**values)

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """`one` or `many` by the language's own plural rule; both may use `{count}`."""
        return self._catalogue.ngettext(one, many, count).format(count=count, **values)

    def text(self, text: Text | None) -> str:
        """An author's text in this language, or nothing where there is none."""
        return text.pick(self.language) if text else ""

    def number(self, value: Fraction | Decimal | int, places: int = 0) -> str:
        """A number rounded half away from zero to at most `places` decimals, as this language writes it."""
        pattern = "#,##0." + "#" * places if places else "#,##0"
        return _number(rounded(value, places), pattern, self._locale)

    def date(self, day: date) -> str:
        """A day in full: 1 October 2026."""
        return _day(day, self._locale)

    def listing(self, items: list[str]) -> str:
        """Names in a row: a, b and c."""
        return format_list(items, locale=self._locale) if items else ""
