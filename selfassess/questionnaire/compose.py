"""Parsing events put together to plain values with places: on a stack of our own, never by recursion."""

from __future__ import annotations

from typing import Any, NoReturn

from ruamel.yaml.events import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from selfassess.questionnaire.problems import MOST_PROBLEMS, Path, Problem
from selfassess.questionnaire.scalars import plain, quoted
from selfassess.questionnaire.tree import Place

MOST_DEPTH = 50
MOST_VALUES = 100_000
"""Keys and values in one file; a real questionnaire that fills the 2 MB has little more than half of them."""


class Stop(Exception):  # noqa: N818 - not an error of the program: the file is not worth reading on
    """Ends the reading of a file, for the reason given."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Open:
    """A list or mapping whose end has not come yet."""

    __slots__ = ("awaits_key", "dropped", "is_map", "key", "key_mark", "place", "values")

    def __init__(self, place: Place, *, is_map: bool) -> None:
        self.place = place
        self.is_map = is_map
        self.values: Any = {} if is_map else []
        self.awaits_key = is_map
        self.key: str | int = 0
        self.key_mark: Any = None
        self.dropped = False


class Composer:
    """Takes events one by one; `value` and `place` are the file's once `done`."""

    def __init__(self, file: str) -> None:
        self.problems: list[Problem] = []
        self.value: Any = None
        self.place = Place(1, 1, 1, 1)
        self.done = False
        self._file = file
        self._stack: list[_Open] = []
        self._count = 0

    def take(self, event: Any) -> None:
        """One event; raises `Stop` where the file passes a bound."""
        kind = type(event)
        if kind is ScalarEvent:
            self._scalar(event)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            self._open(event, is_map=kind is MappingStartEvent)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            opened = self._stack.pop()
            self._put(opened.values if opened.is_map else tuple(opened.values), opened.place)
        elif kind is DocumentStartEvent and self.done:
            self.stop(event.start_mark, "a second document starts here: one file holds one")

    def _scalar(self, event: ScalarEvent) -> None:
        self._bound(event)
        value, fault = plain(event.value) if event.implicit[0] else quoted(event.value)
        parent = self._stack[-1] if self._stack else None
        if parent is not None and parent.awaits_key:
            self._key(parent, event.start_mark, value, fault)
        else:
            # An empty value starts, to the parser, where the next thing does; people look for it at its key.
            mark = parent.key_mark if value is None and parent is not None and parent.is_map else event.start_mark
            if fault:
                self._problem(mark, self._path(), fault)
            self._put(value, self._placed(mark))

    def _key(self, parent: _Open, mark: Any, key: Any, fault: str | None) -> None:
        parent.awaits_key = False
        parent.key_mark = mark
        parent.dropped = key in parent.values
        if isinstance(key, bool) or not isinstance(key, str | int):
            fault = "a key must be a text or a whole number: put it in quotes"
            parent.dropped = True
            key = str(key).lower()
        elif parent.dropped:
            first = parent.place.inside[key]
            fault = f'the key "{key}" is given twice: first in line {first.key_line}, column {first.key_column}'
        parent.key = key
        if fault:
            self._problem(mark, self._path(), fault)

    def _open(self, event: Any, *, is_map: bool) -> None:
        self._bound(event)
        if len(self._stack) >= MOST_DEPTH:
            self.stop(event.start_mark, f"lists and mappings are nested deeper than {MOST_DEPTH}")
        if self._stack and self._stack[-1].awaits_key:
            self.stop(event.start_mark, "a key must be a text or a whole number, not a list or mapping")
        self._stack.append(_Open(self._placed(event.start_mark), is_map=is_map))

    def _put(self, value: Any, place: Place) -> None:
        """A finished value goes where it belongs: into the innermost open list or mapping, or it is the whole."""
        if not self._stack:
            self.value, self.place, self.done = value, place, True
            return
        parent = self._stack[-1]
        if not parent.is_map:
            parent.place.inside[len(parent.values)] = place
            parent.values.append(value)
            parent.key = len(parent.values)
            return
        if not parent.dropped:
            parent.values[parent.key] = value
            parent.place.inside[parent.key] = place
        parent.awaits_key = True

    def _placed(self, mark: Any) -> Place:
        parent = self._stack[-1] if self._stack else None
        key = parent.key_mark if parent is not None and parent.is_map else mark
        return Place(mark.line + 1, mark.column + 1, key.line + 1, key.column + 1)

    def _path(self) -> Path:
        return tuple(opened.key for opened in self._stack if not opened.awaits_key)

    def _bound(self, event: Any) -> None:
        self._count += 1
        if self._count > MOST_VALUES:
            self.stop(event.start_mark, f"the file holds more than {MOST_VALUES:,} keys and values")

    def _problem(self, mark: Any, path: Path, message: str) -> None:
        self.problems.append(
            Problem(file=self._file, line=mark.line + 1, column=mark.column + 1, path=path, message=message)
        )
        if len(self.problems) >= MOST_PROBLEMS:
            self.stop(mark, "there may be more problems below: mend those above first")

    def stop(self, mark: Any, message: str) -> NoReturn:
        """Give up here, and say why."""
        raise Stop(
            Problem(file=self._file, line=mark.line + 1, column=mark.column + 1, path=self._path(), message=message)
        )
