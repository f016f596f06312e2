"""The one sentence below a chart, in every case it can meet."""

from __future__ import annotations

from typing import Any

import pytest

from selfassess.language import Translator
from selfassess.report.sentences import Point, chart_sentence

t = Translator()


def sentence(since: str | None = None, **points: Any) -> str:
    """`a=50` or, with the earlier value behind, `a=(50, 40)`; None is a gap."""
    found = [
        Point(name=name, value=value[0], earlier=value[1])
        if isinstance(value, tuple)
        else Point(name=name, value=value)
        for name, value in points.items()
    ]
    return chart_sentence(found, t.number, nothing="Nothing yet.", gap="no score", since=since, t=t)


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ({"A": None}, "Nothing yet."),
        ({"A": 50}, "A is at 50."),
        ({"A": 50, "B": 50}, "All 2 are at 50."),
        ({"A": 63, "B": 42, "C": 33}, "Highest is A at 63, lowest C at 33."),
        ({"A": 63, "B": 63, "C": 33}, "Highest are A and B at 63, lowest C at 33."),
        ({"A": 3, "B": 3, "C": 3, "D": 1}, "Highest are 3 of 4 at 3, lowest D at 1."),
        ({"A": 0, "B": 2}, "Highest is B at 2, lowest A at 0."),
        ({"A": 63, "B": None, "C": 33}, "Highest is A at 63, lowest C at 33; no score: B."),
        ({"A": 63, "B": None, "C": None, "D": None}, "A is at 63; no score: 3 of 4."),
    ],
)
def test_it_names_the_ends_and_the_gaps(points: dict[str, Any], words: str) -> None:
    assert sentence(**points) == words


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ({"A": (2, 1), "B": (5, 2)}, "all 2 rose, B most (+3)"),
        ({"A": (2, 4), "B": (1, 2)}, "all 2 fell, A most (−2)"),
        ({"A": (2, 1), "B": (4, 6), "C": (1, 1)}, "1 rose, 1 fell and 1 stayed the same, B most (−2)"),
        ({"A": (2, 1), "B": (3, 3)}, "only A changed (+1)"),
        ({"A": (2, 2), "B": (3, 3)}, "nothing changed"),
        ({"A": (2, 1), "B": (3, None)}, "A changed (+1)"),
        ({"A": (3, 1), "B": (4, 2), "C": (5, 4)}, "all 3 rose, A and B most (+2)"),
    ],
)
def test_it_says_what_moved_most_since_the_earlier_year(points: dict[str, Any], words: str) -> None:
    assert sentence("2025", **points).endswith(f"; since 2025, {words}.")


def test_nobody_moved_most_where_many_or_opposite_changes_are_equal() -> None:
    assert sentence("2025", A=(2, 1), B=(3, 4)).endswith("since 2025, 1 rose and 1 fell.")
    assert sentence("2025", A=(2, 1), B=(3, 2), C=(4, 3)).endswith("since 2025, all 3 rose.")


def test_without_an_earlier_year_or_a_common_point_it_says_nothing_of_one() -> None:
    assert "since" not in sentence(A=(2, 1), B=(3, 1))
    assert "since" not in sentence("2025", A=2, B=3)
