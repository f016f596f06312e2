"""What a new version of a questionnaire would change in the finished assessments that are kept here.

Whoever asks sees it for the assessments whose answers they may see, and for no other: figures are made of answers, so
administrators of the installation are only told how many there are. On the machine itself all of them count.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from selfassess.comparison import Rehearsal, rehearse
from selfassess.comparison.pairing import Missing
from selfassess.questionnaire.model import Questionnaire
from selfassess.services.access import Actor
from selfassess.services.assessments import sheet_of
from selfassess.services.rights import ALLOWED, Action
from selfassess.store import assessments as rows
from selfassess.store.answers import answers_of_each
from selfassess.store.database import Database, Transaction
from selfassess.store.memberships import is_administrator
from selfassess.store.model import Assessment
from selfassess.store.moderation import notes_of_each
from selfassess.voices.steps import WorkStatus

FINISHED = frozenset({WorkStatus.AGREED, WorkStatus.SIGNED})
MOST = 200
"""Assessments rehearsed at once: of more, the latest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """Each finished assessment of the old version with what would become of it, by organisation, the latest first.

    `left_out`: how many more there are than are rehearsed at once. `unseen`: how many there are whose answers one may
    not see; 0 for everybody but administrators, who may know that they are there.
    """

    each: tuple[tuple[Assessment, Rehearsal], ...]
    missing: tuple[Missing, ...]
    left_out: int
    unseen: int

    @property
    def changed(self) -> int:
        """How many would change."""
        return sum(rehearsal.changed for _, rehearsal in self.each)


def rehearse_finished(database: Database, who: Actor, old: Questionnaire, sha256: str, new: Questionnaire) -> Rehearsed:
    """Score under `new` what answers the text `old` with this hash. ValueError for two different questionnaires."""
    with database.reading() as session:
        every = rows.finished_with_text(session, sha256)
        seen = every if who.trusted else _seen(session, who, every)
        taken = sorted(seen, key=lambda one: one.details.assessed_on, reverse=True)[:MOST]
        chosen = [one for one in seen if one in taken]
        ids = [one.id for one in chosen]
        answers, notes = answers_of_each(session, ids), notes_of_each(session, ids)
        administrator = who.account is not None and is_administrator(session, who.account)
    found = rehearse(old, new, [sheet_of(one, answers[one.id], notes[one.id]) for one in chosen])
    return Rehearsed(
        each=tuple(zip(chosen, found.assessments, strict=True)),
        missing=found.missing,
        left_out=len(seen) - len(chosen),
        unseen=len(every) - len(seen) if administrator else 0,
    )


def _seen(session: Transaction, who: Actor, every: Collection[Assessment]) -> tuple[Assessment, ...]:
    """By the roles that see the answers of everything finished, asked for all of them at once."""
    roles = [role for role, times in ALLOWED[Action.SEE_ANSWERS].items() if times >= FINISHED]
    theirs = {one.id for one in rows.assessments_of(session, who.account, roles)} if who.account else set()
    return tuple(one for one in every if one.id in theirs)
