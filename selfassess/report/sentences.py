"""The one sentence that says what a chart shows: the ends, what moved most since the earlier year, and the gaps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from selfassess.language import Translator

MOST_NAMES = 2
"""As many are named; of more only the number is said, or the sentence would be the table over again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One bar or spoke; `value` and `earlier` are whole numbers as they are printed, None where there is none.

    Where a decimal is printed they are counted in tenths.
    """

    name: str
    value: int | None
    earlier: int | None = None


def chart_sentence(
    points: Sequence[Point],
    said: Callable[[int], str],
    *,
    nothing: str,
    gap: str,
    since: str | None,
    t: Translator,
    tenths: bool = False,
) -> str:
    """`said` words a value; `nothing` is the sentence for a chart without any, `gap` a label for those without one.

    `since` names the earlier year. Changes are those of the printed numbers, so that nobody's sum comes out otherwise.
    """
    values = {point.name: point.value for point in points if point.value is not None}
    if not values:
        return nothing
    clauses = [_ends(values, said, t)]
    changes = {
        point.name: point.value - point.earlier
        for point in points
        if point.value is not None and point.earlier is not None
    }
    if since is not None and changes:
        clauses.append(_moved(changes, since, t, 10 if tenths else 1))
    missing = [point.name for point in points if point.value is None]
    if missing:
        clauses.append(f"{gap}: {_named(missing, len(points), t)}")
    return "; ".join(clauses) + "."


def _ends(values: dict[str, int], said: Callable[[int], str], t: Translator) -> str:
    high, low = max(values.values()), min(values.values())
    if len(values) == 1:
        return t("{name} is at {value}", name=next(iter(values)), value=said(high))
    if high == low:
        return t("All {count} are at {value}", count=len(values), value=said(high))
    above, below = ([name for name, value in values.items() if value == end] for end in (high, low))
    return t.plural(
        "Highest is {above} at {high}, lowest {below} at {low}",
        "Highest are {above} at {high}, lowest {below} at {low}",
        len(above),
        above=_named(above, len(values), t),
        high=said(high),
        below=_named(below, len(values), t),
        low=said(low),
    )


def _moved(changes: dict[str, int], since: str, t: Translator, parts: int) -> str:
    moved = {name: change for name, change in changes.items() if change}
    if not moved:
        return t("since {year}, nothing changed", year=since)
    if len(moved) == 1:
        ((name, change),) = moved.items()
        if len(changes) == 1:  # the others cannot be compared, so nothing is known of them
            return t("since {year}, {name} changed ({change})", year=since, name=name, change=_signed(change, t, parts))
        return t(
            "since {year}, only {name} changed ({change})", year=since, name=name, change=_signed(change, t, parts)
        )
    told = t("since {year}, {counts}", year=since, counts=_counted(changes, t))
    greatest = max(moved.values(), key=abs)
    furthest = [name for name, change in moved.items() if abs(change) == abs(greatest)]
    if len(furthest) > MOST_NAMES or any(moved[name] != greatest for name in furthest):
        return told
    return t(
        "{told}, {names} most ({change})",
        told=told,
        names=_named(furthest, len(changes), t),
        change=_signed(greatest, t, parts),
    )


def _counted(changes: dict[str, int], t: Translator) -> str:
    """How many rose, fell and stayed."""
    rose = sum(change > 0 for change in changes.values())
    fell = sum(change < 0 for change in changes.values())
    stayed = len(changes) - rose - fell
    if rose == len(changes):
        return t("all {count} rose", count=rose)
    if fell == len(changes):
        return t("all {count} fell", count=fell)
    told = [
        t("{count} rose", count=rose) if rose else "",
        t("{count} fell", count=fell) if fell else "",
        t("{count} stayed the same", count=stayed) if stayed else "",
    ]
    return t.listing([part for part in told if part])


def _named(names: list[str], among: int, t: Translator) -> str:
    return t.listing(names) if len(names) <= MOST_NAMES else t("{count} of {all}", count=len(names), all=among)


def _signed(change: int, t: Translator, parts: int) -> str:
    written = t.number(Fraction(abs(change), parts), places=1)
    return f"+{written}" if change > 0 else f"−{written}"
