"""Small charts to draw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import pytest

from selfassess.language import Translator
from selfassess.report.charts import RadarChart, Series


@pytest.fixture
def words() -> Translator:
    return Translator()


@pytest.fixture
def make_radar() -> Callable[..., RadarChart]:
    """A radar of the given series of values, named 2026, 2025, Target; None is a gap."""

    def make(*series: Sequence[int | None], maximum: int = 100) -> RadarChart:
        names = ("2026", "2025", "Target", "Too many")
        return RadarChart(
            axes=tuple(f"Section {at}" for at in range(len(series[0]))),
            series=tuple(
                Series(name=name, values=tuple(None if value is None else Fraction(value) for value in values))
                for name, values in zip(names, series, strict=False)
            ),
            maximum=maximum,
        )

    return make
