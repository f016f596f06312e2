"""When a result that shall be named is: at once, or once its name leaves enough others without one in its batch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from selfassess.disclosure.sharing import Audience, names
from selfassess.disclosure.values import FEWEST
from selfassess.disclosure.years import Batch, Result, SharedYear


def with_names(year: SharedYear) -> SharedYear:
    """The same year once every result that may be named by now is: those of a batch together, else one by one."""
    wishes = [one for _, one in sorted(year.results.items()) if _wishes(one)]
    in_one = {id for batch in year.batches for id in _organisations(year, batch)}
    year = _named(year, [one for one in wishes if one.organisation not in in_one])
    held = [one for one in wishes if one.organisation in in_one]
    together = [[one for one in held if one.assessment in batch.assessments] for batch in year.active]
    for group in (*together, *([one] for one in held)):
        after = _named(year, group)
        if group and _is_safe(year, after, {one.organisation for one in group}):
            year = after
    return year


def _wishes(result: Result) -> bool:
    return result.stands and any(names(result.choice, audience) and audience not in result.saw for audience in Audience)


def _organisations(year: SharedYear, batch: Batch) -> set[str]:
    return {one.organisation for one in year.members(batch)}


def _named(year: SharedYear, results: Iterable[Result]) -> SharedYear:
    seen = {
        one.assessment: replace(one, saw=one.saw | {audience for audience in Audience if names(one.choice, audience)})
        for one in results
    }
    return replace(year, results={**year.results, **seen}) if seen else year


def _is_safe(before: SharedYear, after: SharedYear, organisations: set[str]) -> bool:
    """Whether each batch that holds any result of one of them is left with enough that are hidden, or with none.

    And whether none was compared with another year: with a name in one of the two, movement tells of the other.
    """
    touched = [batch for batch in after.batches if organisations & _organisations(after, batch)]
    if any(organisations & both for batch in touched for both in after.compared(batch)):
        return False
    return all(_leaves_enough(before, after, batch, audience) for batch in touched for audience in Audience)


def _leaves_enough(before: SharedYear, after: SharedYear, batch: Batch, audience: Audience) -> bool:
    knew, knows = before.known(audience), after.known(audience)
    for section in after.sections(batch):
        hidden, left = before.hidden(batch, knew, section), after.hidden(batch, knows, section)
        if len(hidden) < FEWEST or left == hidden or after.is_enough(left, hidden):
            continue  # it was in no figure of the section, or is as good as before
        if not all(one.named_to(audience) for one in after.members(batch, section)):
            return False
    return True
