"""How the benchmarks measure and report: in turns, medians of CPU time, one table at the end.

They are run by `python3 dev.py bench` alone: `norecursedirs` in pyproject.toml keeps them out of every other run. A
goal that is missed is printed as missed and fails nothing; a benchmark fails only where it measured something else than
it says.
"""

from __future__ import annotations

import gc
import os
import platform
import resource
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median

import pytest

from selfassess.store.sqlite import journal_mode

ROUNDS = 7


def _race(
    *contestants: Callable[[], object], clock: Callable[[], float] = time.process_time, rounds: int = ROUNDS
) -> list[float]:
    """The median seconds of each, taken in turns, so that whatever else the machine does meets them alike.

    Each runs once beforehand, unmeasured. `clock` says the CPU seconds used so far.
    """
    for run in contestants:
        run()
    taken: list[list[float]] = [[] for _ in contestants]
    for _ in range(rounds):
        for run, times in zip(contestants, taken, strict=True):
            gc.collect()  # nobody clears up after the one before
            start = clock()
            run()
            times.append(clock() - start)
    return [median(times) for times in taken]


@pytest.fixture(scope="session")
def race() -> Callable[..., list[float]]:
    """`ours, theirs = race(one, other)`; see `_race`."""
    return _race


@dataclass
class Table:
    """What was measured: each line what, the figure, the goal, and whether it is met."""

    lines: list[tuple[str, str, str, str]] = field(default_factory=list)

    def ratio(self, what: str, ours: float, theirs: float, goal: float) -> None:
        """Seconds of ours over seconds of the other; the goal is the most the ratio may be."""
        figure = f"{_ratio(ours / theirs)}  ({_seconds(ours)} / {_seconds(theirs)})"
        self._add(what, figure, f"≤ {_ratio(goal)}", met=ours / theirs <= goal)

    def figure(self, what: str, value: float, unit: str, goal: float | None = None) -> None:
        """A figure in a unit of its own; without a goal it is only reported."""
        self._add(
            what,
            _figure(value, unit),
            "" if goal is None else f"≤ {_figure(goal, unit)}",
            met=not goal or value <= goal,
        )

    def _add(self, what: str, figure: str, goal: str, *, met: bool) -> None:
        line = (what, figure, goal, ("met" if met else "MISSED") if goal else "reported")
        self.lines.append(line)
        print("\n" + "  ".join(filter(None, line)))

    def __str__(self) -> str:
        widths = [max(len(line[column]) for line in self.lines) for column in range(4)]
        return "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
            for line in self.lines
        )


def _ratio(value: float) -> str:
    if value > 0.5:
        return f"{value:.2f}"
    return f"1/{1 / value:,.0f}"


def _seconds(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"


def _figure(value: float, unit: str) -> str:
    return f"{value:,.0f} {unit}" if value >= 10 else f"{value:.2f} {unit}"


@pytest.fixture(scope="session")
def table() -> Iterator[Table]:
    """Where benchmarks write their lines; printed whole at the end, under what is to be known of the machine."""
    print(f"\n{_machine()}")
    made = Table()
    yield made
    print(f"\n\n{_machine()}\n\n{made}")


def _machine() -> str:
    journal = journal_mode(sqlite3.sqlite_version_info[:3])
    return (
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, SQLite "
        f"{sqlite3.sqlite_version} with journal mode {journal} and synchronous FULL; medians of CPU time."
    )


@pytest.fixture(scope="session")
def children() -> Callable[[], float]:
    """CPU seconds of all child processes that have ended: the clock for whole programs."""

    def used() -> float:
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        return spent.ru_utime + spent.ru_stime

    return used


_HEAD = """\
format: 1
id: {id}
version: 1.0.0
title: An organisation and how it learns
scale:
  - {{value: 0, name: Not started}}
  - {{value: 1, name: Exploring}}
  - {{value: 2, name: Developing}}
  - {{value: 3, name: Embedding}}
  - {{value: 4, name: Leading}}
sections:
"""
_SECTION = """\
  - id: s{section}
    title: Section {section}
    statement: We work together so that everybody is met with understanding, and we learn from what we hear.
    questions:
"""
_QUESTION = """\
      - id: s{section}-q{question}
        type: level
        prompt: How far is what we do about matter {question} of section {section} written down and lived?
        help: Think of the whole organisation, not of its best team.
        weight: 1.5
        levels:
          0: We have not begun this yet, and what happens depends on who is there on the day.
          1: We are talking about it, someone has taken it on, and first attempts have been made.
          2: There is something in writing that can be shown, and it is in use in at least one place.
          3: It is the usual way in most places where it matters, and it is checked every year.
          4: It is lived everywhere, and others come to us to learn how we go about it.
        evidence:
          - Minutes in which the board agreed how this is done
          - "A review that names what was found: dates, people's roles, next steps"
        actions:
          - {{from: 0, do: Name somebody who takes this on., effort: low}}
          - {{from: 1, do: Write down what you do already., effort: medium}}
          - {{from: 2, do: Ask those it concerns what they make of it., effort: medium}}
"""


def _written(id: str, *, sections: int, questions: int) -> bytes:
    text = [_HEAD.format(id=id)]
    for section in range(sections):
        text.append(_SECTION.format(section=section))
        text += [_QUESTION.format(section=section, question=question) for question in range(questions)]
    return "".join(text).encode()


@pytest.fixture(scope="session")
def written() -> Callable[..., bytes]:
    """`written("forty", sections=8, questions=5)`: a questionnaire file of level questions with all they can have."""
    return _written
