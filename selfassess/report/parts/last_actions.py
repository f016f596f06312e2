"""What happened to last year's actions: each beside what its questions did, in words that claim no cause."""

from __future__ import annotations

from selfassess.language import Translator
from selfassess.plan import ActionPlan
from selfassess.report.action_words import (
    beside_words,
    came_to_words,
    linked_detail,
    linked_words,
    movement_words,
    span_words,
)
from selfassess.report.blocks import Block, Column, Heading, Note, Paragraph, Table
from selfassess.report.material import YearPair
from selfassess.report.outcomes import CameTo, Outcome, lies_between, outcomes


def last_actions(plan: ActionPlan, after: ActionPlan | None, pair: YearPair | None, t: Translator) -> tuple[Block, ...]:
    """The finished ones first, then those stopped, carried over and still open; `after` is the plan that follows."""
    heading = Heading(text=t("What happened to last year’s actions"))
    span = span_words(t, plan)
    if not plan.actions:
        return heading, Paragraph(text=t("The plan for {span} had no actions.", span=span))
    had = t.plural("The plan for {span} had {count} action.", "The plan for {span} had {count} actions.",
                   len(plan.actions), span=span)  # fmt: skip
    ways = list(CameTo)
    found = sorted(outcomes(plan, pair, after=after), key=lambda one: ways.index(one.came_to))
    beside = pair if pair and lies_between(plan, pair) else None
    return heading, Paragraph(text=f"{had} {beside_words(t, plan, pair)}"), _table(found, beside, t)


def _table(found: list[Outcome], pair: YearPair | None, t: Translator) -> Table:
    """Without a pair there is no column for the questions."""
    columns = [Column(title=t("Action"), width=8), Column(title=t("What came of it"), width=4)]
    if pair:
        columns.append(Column(title=t("Its questions"), width=4))
    return Table(
        caption=t("Last year’s actions"),
        columns=tuple(columns),
        rows=tuple(
            (one.action.text, came_to_words(t, one), *((linked_words(t, one),) if pair else ())) for one in found
        ),
        notes=tuple(_notes(one, pair, t) for one in found),
        notes_title=t("with how one would know that it worked, and what each of its questions did"),
    )


def _notes(one: Outcome, pair: YearPair | None, t: Translator) -> tuple[Note, ...]:
    said = ((t("Measure"), one.action.measure), (t("Stopped"), one.action.reason))
    linked = [(movement_words(t, each), linked_detail(t, each, pair)) for each in one.linked] if pair else []
    return tuple(Note(term=term, text=text) for term, text in (*said, *linked) if text)
