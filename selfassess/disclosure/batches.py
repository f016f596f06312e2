"""Which results without a name are counted together, and why no combination of figures tells of fewer than five.

**The rule.** A result that an audience does not see by name is in its figures only as part of a batch: at least
`FEWEST` results of different organisations, that enter together and leave together. No result is ever in two batches of
which one does not hold the other whole: a batch only ever falls apart into parts that are batches themselves.

**The proof.** Let a reader collect all that an audience is ever shown of a year: every filter, section, subtotal and
state in time. Each figure is made from the multiset of the results in its set; its set is made of results the reader
sees by name, and of whole batches. Exchange the results of two hidden organisations of the same part of a batch: no
set's multiset changes, so no figure does. So whatever is computed from figures and names, linear or not, is the same
for every way in which the hidden results of a part are handed out to its organisations, and all of it could be computed
from one multiset a part, each over at least `FEWEST` hidden organisations: from figures that the rule lets through one
by one. A linear combination, in particular, has one coefficient a part, and rests on none or at least `FEWEST`.

What keeps the parts large while the world changes:

- *Names.* A result that becomes named is hidden no more. It waits where it would leave a part with fewer than
  `FEWEST_AND_ONE` hidden ones, unless it leaves none (`naming`).
- *Readers who know a result without a name: their own organisation's.* Take it away, and at least `FEWEST` others are
  left where there were `FEWEST_AND_ONE`; where not, the reader is not shown what the batch is in (`readers`).
- *Two roles.* Somebody of the steering group whose organisation belongs sees what both audiences see. The batches are
  the same for both, and each holds results that were hidden to the same audiences when it was made.
- *Leaving, withdrawing, correcting.* The result stays in its batch as it was, until enough leave it together.
- *Movement from year to year* links two results of an organisation. It is shown of a batch only where the year before
  has a batch of the same organisations, all hidden in both: then whole pairs are exchanged (`cells`). So that pairs
  stay whole, no result of such a batch is named afterwards (`naming`), both years part so that what is in the same part
  of both is enough, and whoever may know one result of a pair otherwise is not shown movement (`readers`).
- *Several partnerships.* A batch made in one is used whole in another or not at all, and what somebody sees by name in
  one they know in the other (`readers`).
- *What it does not hold against*: somebody who is told results outside of this program, or who collects figures and is
  given a role in a further organisation, or shown names in another partnership, only afterwards; and that all of a
  batch are alike, or moved alike, is there to be seen.

Which batches are made is a matter of use, not of proof: of one kind where enough of that kind can come, the same
organisations as the year before where all of them come, and nobody is left over who could have been waited for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from selfassess.disclosure.naming import with_names
from selfassess.disclosure.sharing import Audience
from selfassess.disclosure.values import FEWEST, FEWEST_AND_ONE
from selfassess.disclosure.years import Batch, Result, SharedYear


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What decides when batches are made. Organisations by id.

    `to_come`: those that may still sign and share a result of this year, with their kind. `before`: the batches of the
    year before, as organisations. `elsewhere`: assessments of each batch that other partnerships have or had.
    """

    to_come: Mapping[str, str]
    before: tuple[frozenset[str], ...] = ()
    elsewhere: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A batch to be made. `kind`: of all its organisations, None where mixed."""

    kind: str | None
    assessments: frozenset[str]


def new_batches(year: SharedYear, around: Surroundings) -> tuple[Made, ...]:
    """The batches that can be made now, in a fixed order: those hidden to both audiences, then those to members."""
    in_one = {year.results[id].organisation for batch in year.active for id in batch.assessments}
    waiting = [one for _, one in sorted(year.results.items()) if one.is_shared and one.organisation not in in_one]
    used = (*around.elsewhere, *(one.assessments for one in year.batches if one.retired))
    by_steering, by_members = (year.known(audience) for audience in Audience)
    both = [one for one in waiting if one.organisation not in by_steering | by_members]
    members_only = [one for one in waiting if one.organisation in by_steering - by_members]
    return tuple(made for group in (both, members_only) for made in _made_of(group, used, around))


def _made_of(waiting: list[Result], used: Iterable[frozenset[str]], around: Surroundings) -> list[Made]:
    again, free = _whole_again(waiting, used)
    same, free = _same_as_before(free, around)
    pure: set[str] = set()
    made = [_of(group) for group in (*again, *same)]
    to_come = list(around.to_come.values())
    for kind in sorted({one.kind for one in free}):
        group, others = [one for one in free if one.kind == kind], to_come.count(kind)
        if _may_stand(len(group), others):
            made.append(_of(group))
        if len(group) + others >= FEWEST:
            pure.add(kind)  # counted, or waiting for more of their kind
    rest = [one for one in free if one.kind not in pure]
    small = {one.kind for one in rest}
    if _may_stand(len(rest), sum(kind in small for kind in to_come)):
        made.append(_of(rest))
    return made


def _may_stand(count: int, to_come: int) -> bool:
    """Whether so many make a batch now; those to come are waited for where they are too few to make the next one."""
    if to_come == 0:
        return count >= FEWEST
    return count >= FEWEST_AND_ONE and to_come >= FEWEST_AND_ONE


def _whole_again(waiting: list[Result], used: Iterable[frozenset[str]]) -> tuple[list[list[Result]], list[Result]]:
    """Batches there were already, all of whose results wait; and those who wait that never were in one."""
    by_id = {one.assessment: one for one in waiting}
    whole = {ids for ids in used if len(ids) >= FEWEST and ids <= by_id.keys()}
    # Of batches that fell apart in one partnership and not in another, the parts: each is a batch in both.
    parts = sorted((ids for ids in whole if not any(other < ids for other in whole)), key=sorted)
    taken = {id for ids in used for id in ids}
    return [[by_id[id] for id in sorted(ids)] for ids in parts], [one for one in waiting if one.assessment not in taken]


def _same_as_before(waiting: list[Result], around: Surroundings) -> tuple[list[list[Result]], list[Result]]:
    """Batches of the same organisations as the year before; and those who need not wait for the rest of theirs."""
    by_organisation = {one.organisation: one for one in waiting}
    same: list[list[Result]] = []
    taken: set[str] = set()
    for organisations in sorted((one for one in around.before if len(one) >= FEWEST), key=sorted):
        missing = organisations - by_organisation.keys()
        if missing <= around.to_come.keys():
            taken |= organisations
            if not missing:
                same.append([by_organisation[id] for id in sorted(organisations)])
    return same, [one for one in waiting if one.organisation not in taken]


def _of(results: list[Result]) -> Made:
    kinds = {one.kind for one in results}
    kind = kinds.pop() if len(kinds) == 1 else None
    return Made(kind=kind, assessments=frozenset(one.assessment for one in results))


def parting(year: SharedYear, batch: Batch) -> frozenset[str]:
    """The results that leave a batch now because they are shared no more; empty while they must stay in it.

    All of them leave, where nobody of the batch is shared any more. Else both they and the rest must stand alone for
    each audience that the batch is counted for, in each section; and so must what either has in common with a batch
    that it was compared with.
    """
    leaving = frozenset(one.assessment for one in year.members(batch) if not one.is_shared)
    staying = batch.assessments - leaving
    if not leaving or not staying:
        return leaving
    parts = [replace(batch, assessments=part) for part in (leaving, staying)]
    stand_alone = all(_stands_alone(year, part, batch, audience) for part in parts for audience in Audience)
    return leaving if stand_alone else frozenset()


def _stands_alone(year: SharedYear, part: Batch, batch: Batch, audience: Audience) -> bool:
    known = year.known(audience)
    for section in year.sections(part):
        if year.is_counted(batch, audience, section) and year.members(part, section):
            hidden, of = year.hidden(part, known, section), year.hidden(batch, known, section)
            shared = [(hidden & both, of & both) for both in year.compared(batch) if hidden & both]
            if not all(year.is_enough(*each) for each in ((hidden, of), *shared)):
                return False
    return True


def advance(year: SharedYear, around: Surroundings, new_ids: Iterator[str]) -> SharedYear:
    """The year after all that can happen now: results leave their batches, are named, and enter new batches.

    `new_ids` gives each new batch its id.
    """
    year = with_names(_parted(year, new_ids))
    made = tuple(
        Batch(id=next(new_ids), kind=one.kind, assessments=one.assessments) for one in new_batches(year, around)
    )
    return replace(year, batches=year.batches + made)


def _parted(year: SharedYear, new_ids: Iterator[str]) -> SharedYear:
    batches: list[Batch] = []
    for batch in year.batches:
        leaving = frozenset() if batch.retired else parting(year, batch)
        if leaving and leaving != batch.assessments:
            batches.append(Batch(id=next(new_ids), kind=batch.kind, assessments=leaving, retired=True))
            batches.append(replace(batch, assessments=batch.assessments - leaving))
        else:
            batches.append(replace(batch, retired=True) if leaving else batch)
    return replace(year, batches=tuple(batches))
