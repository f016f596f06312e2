"""Worked figures as one compact table: figure, result, arithmetic; the rules themselves are said once elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from selfassess.language import Translator
from selfassess.report.blocks import Column, Table
from selfassess.report.explanations import Explanation, Reasoning

Row = tuple[str, str, str]

METHOD, YEARS = (100, 58, 299), (118, 34, 305)
"""Widths of the columns, as shares: results are words in the one, numbers in the other."""

_TOGETHER = (("score", "low", "high"), ("stage", "supported_stage"))
"""Figures that share a row where they came about in the same way."""


def worked_table(caption: str, rows: Sequence[Row], t: Translator, *, widths: tuple[int, int, int] = METHOD) -> Table:
    """The table that holds such rows."""
    return Table(
        caption=caption,
        columns=(
            Column(title=t("Figure"), width=widths[0]),
            Column(title=t("Result"), width=widths[1]),
            Column(title=t("How it came about"), width=widths[2]),
        ),
        rows=tuple(rows),
        small=True,
    )


def worked_rows(explanations: Sequence[Explanation], t: Translator) -> list[Row]:
    """A row for each figure, or for those that are the same; what a row has said is not said again below it."""
    said: set[Reasoning] = set()
    rows = []
    for group in _groups(explanations):
        first = group[0]
        steps = [step for step in first.steps if step not in said]
        said.update(steps)
        title = first.title if len(group) == 1 else _shared_title(first.figure, t)
        text = _text(first.reasoning, steps)
        if first.figure == "supported_stage" and len(steps) < len(first.steps):
            text = f"{text}\n{t('The rest as above.')}".strip()
        rows.append((title, first.result, text))
    return rows


def _groups(explanations: Sequence[Explanation]) -> list[list[Explanation]]:
    groups: list[list[Explanation]] = []
    for one in explanations:
        if groups and _belongs(one, groups[-1]):
            groups[-1].append(one)
        else:
            groups.append([one])
    # Three figures share a row or none does: two of them would need a name of their own.
    whole = [figures[0] for figures in _TOGETHER if any(len(group) == len(figures) for group in groups)]
    return [part for group in groups for part in ([group] if group[0].figure in whole else [[one] for one in group])]


def _belongs(one: Explanation, group: list[Explanation]) -> bool:
    first = group[0]
    return (
        any(one.figure in figures[1:] and first.figure == figures[0] for figures in _TOGETHER)
        and (one.result, one.reasoning.arithmetic) == (first.result, first.reasoning.arithmetic)
        and set(one.steps) <= set(first.steps)
    )


def _shared_title(figure: str, t: Translator) -> str:
    return {"score": t("Score, lowest, highest"), "stage": t("Stage, also backed")}[figure]


def _text(reasoning: Reasoning, steps: Sequence[Reasoning]) -> str:
    """The figure's own arithmetic, then a line for each step that has some; what was only done stands in one line."""
    lines = [_line(reasoning)]
    running = False
    for step in steps:
        if not step.arithmetic and running:
            lines[-1] += f" {_line(step)}"
        else:
            lines.append(_line(step))
        running = not step.arithmetic
    return "\n".join(line for line in lines if line)


def _line(reasoning: Reasoning) -> str:
    return f"{reasoning.brief} {reasoning.arithmetic}".strip()
