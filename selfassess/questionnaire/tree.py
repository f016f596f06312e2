"""A file as plain values with the place of each: what reading leaves for checking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, KeysView
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from selfassess.questionnaire.problems import Finding, Path, Problem, listed, shortened

_NO_KEYS: KeysView[str | int] = {}.keys()


class Place:
    """Where a value and its key start (lines and columns from 1), and the places inside it."""

    __slots__ = ("column", "inside", "key_column", "key_line", "line")

    def __init__(self, line: int, column: int, key_line: int, key_column: int) -> None:
        self.line = line
        self.column = column
        self.key_line = key_line
        self.key_column = key_column
        self.inside: dict[str | int, Place] = {}


@dataclass(frozen=True, slots=True)
class Branch:
    """A value of a tree with its path; asked for what may not be there, it answers with nothing and never raises."""

    value: Any
    path: Path = ()

    def at(self, key: str | int) -> Branch:
        """The value under a key of a mapping or position of a list; a branch that holds None where there is none."""
        found = None
        if isinstance(self.value, dict):
            found = self.value.get(key)
        elif isinstance(self.value, tuple) and isinstance(key, int) and key < len(self.value):
            found = self.value[key]
        return Branch(found, (*self.path, key))

    def follow(self, path: Path) -> Branch:
        """The value at a path of keys and positions from here; a branch that holds None where there is none."""
        found = self
        for step in path:
            found = found.at(step)
        return found

    def entries(self) -> Iterator[Branch]:
        """What a list or a mapping holds, in order; nothing for any other value."""
        if isinstance(self.value, dict):
            yield from (Branch(value, (*self.path, key)) for key, value in self.value.items())
        elif isinstance(self.value, tuple):
            yield from (Branch(value, (*self.path, index)) for index, value in enumerate(self.value))

    def every(self, pattern: str) -> Iterator[Branch]:
        """What is there under keys written as `sections.*.id`; `*` stands for every entry of a list or mapping."""
        first, _, rest = pattern.partition(".")
        for branch in self.entries() if first == "*" else (self.at(first),):
            if branch.value is not None:
                yield from branch.every(rest) if rest else (branch,)

    @property
    def key(self) -> str | int:
        """The last key of the path."""
        return self.path[-1]

    @property
    def keys(self) -> KeysView[str | int]:
        """The keys of a mapping; none for any other value."""
        return self.value.keys() if isinstance(self.value, dict) else _NO_KEYS

    @property
    def text(self) -> str | None:
        return self.value if isinstance(self.value, str) else None

    @property
    def whole(self) -> int | None:
        return self.value if isinstance(self.value, int) and not isinstance(self.value, bool) else None

    @property
    def number(self) -> int | Decimal | None:
        return self.value if isinstance(self.value, Decimal) else self.whole


@dataclass(frozen=True, slots=True)
class Tree:
    """Everything one file says: dict, tuple, str, int, Decimal, bool and None; `problems` are those of reading it.

    Where reading had to be `stopped`, `root` holds None and the last problem says why.
    """

    file: str
    root: Branch
    place: Place
    problems: tuple[Problem, ...]
    stopped: bool = False

    def problem(self, finding: Finding) -> Problem:
        """What was found, at its place in the file or as near to it as the file goes."""
        line, column = self._position(finding.path, at_key=finding.at_key)
        message = finding.message
        if finding.first is not None:
            message += ": first in line {}, column {}".format(*self._position(finding.first, at_key=False))
        return Problem(file=self.file, line=line, column=column, path=finding.path, message=message)

    def told(self, *stages: Iterable[Finding]) -> tuple[Problem, ...]:
        """The problems of reading and what each stage of checks found; a stage is silent where an earlier one spoke."""
        return listed(self._each(stages))

    def _each(self, stages: Iterable[Iterable[Finding]]) -> Iterator[Problem]:
        yield from self.problems
        said: set[Path] = {problem.path for problem in self.problems}
        for findings in stages:
            here: set[Path] = set()
            for finding in findings:
                if finding.path not in said:
                    here.add(finding.path)
                    yield self.problem(finding)
            said |= here

    def _position(self, path: Path, *, at_key: bool) -> tuple[int, int]:
        place = self.place
        for step in path:
            inner = place.inside.get(step)
            if inner is None:
                break
            place = inner
        return (place.key_line, place.key_column) if at_key else (place.line, place.column)


def kind_of(value: Any) -> str:
    """What a value is, in the words of messages."""
    match value:
        case None:
            return "nothing"
        case bool():
            return f"the truth value {str(value).lower()}"
        case int() | Decimal():
            return f"the number {value}"
        case str():
            return f'the text "{shortened(value)}"'
        case dict():
            return "a mapping of keys"
        case _:
            return f"a list of {len(value)}"
