"""A contributor's own sheet: opened by that person alone, saved without losing anything, until the lead closes it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from selfassess.answers.completeness import SectionCompleteness, completeness
from selfassess.answers.model import Answer
from selfassess.questionnaire.model import Section
from selfassess.services.access import Actor, require_in_organisation
from selfassess.services.assessments import Fetched, OpenAssessment, opened
from selfassess.services.audit import Event, Subject, record
from selfassess.services.problems import NotFoundError
from selfassess.services.rights import Action
from selfassess.services.saving import Conflict, Saved, check_questions, merged, saved
from selfassess.store.answers import Kept, answers_of
from selfassess.store.assessments import find_assessment
from selfassess.store.coding import columns_of
from selfassess.store.contributions import contributions_of, keep_contributions
from selfassess.store.database import Database, Transaction
from selfassess.store.model import Assessment
from selfassess.store.participations import Participation, latest_participation, set_finished, set_reminders
from selfassess.store.texts import pinned_text
from selfassess.voices.asked import deciding_sheet
from selfassess.voices.steps import WorkStatus


class Standing(StrEnum):
    """Whether its person can write on a sheet, and why not."""

    NOT_YET = "not_yet"
    """The lead has not opened the assessment to contributors."""
    OPEN = "open"
    FINISHED = "finished"
    """They said that this is all; they can take that back."""
    CLOSED = "closed"
    """The workshop has begun: what was said stays as it is."""
    ENDED = "ended"
    """They withdrew, handed it over, were withdrawn, or have no role any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSheet:
    """One person's own answers: `opened` is the assessment with these in place of the agreed ones.

    In sections the person was not asked for it keeps what the assessment says: conditions may look there.
    """

    opened: OpenAssessment
    participation: Participation
    standing: Standing

    @property
    def sections(self) -> tuple[Section, ...]:
        """Those the person was asked for."""
        asked = self.participation.sections
        return tuple(one for one in self.opened.questionnaire.sections if asked is None or one.id in asked)

    def completeness(self) -> tuple[SectionCompleteness, ...]:
        """How far each of them is, in the same order."""
        asked = {one.id for one in self.sections}
        counts = completeness(self.opened.questionnaire, self.opened.sheet)
        return tuple(one for one in counts if one.section in asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTaken:
    """Nothing was written: the sheet cannot be written on any more, or not yet."""

    standing: Standing


def mark_of(answer: Answer) -> str:
    """A short word for what an answer says, by which a form tells what it was filled with.

    Of a contributor's answers no history is kept, so the form itself has to know where the person started.
    """
    said = json.dumps(columns_of(answer), sort_keys=True, default=str)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def open_own_sheet(database: Database, who: Actor, id: str) -> OwnSheet:
    """The sheet of `who` in this assessment; `NotFoundError` for everybody who never was asked to contribute to it.

    Whoever was, and is not any more, is told so: what they have just typed must not end in an error.
    """
    with database.reading() as session:
        assessment, participation, standing = own_part(session, who, id)
        ended = standing is Standing.ENDED
        said = {} if ended else contributions_of(session, participation.id)
        settled = {} if ended else answers_of(session, id)
        text = pinned_text(session, assessment.sha256)
    own = opened_to(participation, Fetched(assessment=assessment, answers=said, text=text), settled)
    return OwnSheet(opened=own, participation=participation, standing=standing)


def opened_to(one: Participation, said: Fetched, settled: Mapping[str, Kept]) -> OpenAssessment:
    """The assessment with what a contributor `said`; `settled` are its own answers, where they were not asked.

    The agenda decides by the same rule who was asked what; it knows besides what the others would agree, which nobody
    may see in their own questions.
    """
    own = opened(said)
    answers = {question: kept.answer for question, kept in settled.items()}
    return replace(own, sheet=deciding_sheet(own.questionnaire, own.sheet, one.sections, answers))


def own_standing(database: Database, who: Actor, id: str) -> Standing | None:
    """Where the sheet of `who` in this assessment stands; None where they have none, or none any more."""
    try:
        with database.reading() as session:
            standing = own_part(session, who, id)[2]
    except NotFoundError:
        return None
    return None if standing is Standing.ENDED else standing


def own_part(
    session: Transaction, who: Actor, id: str, *, to_change: bool = False
) -> tuple[Assessment, Participation, Standing]:
    """The assessment, the person's participation in it, and where their sheet stands; `NotFoundError` for others."""
    missing = f"There is no assessment {id}."
    # The assessment first: taking a step waits for it, and so does everything that is saved meanwhile.
    found = find_assessment(session, id, to_change=to_change)
    mine = latest_participation(session, id, who.account) if found and who.account else None
    if found is None or mine is None:
        raise NotFoundError(missing)
    return found, mine, _standing(session, who, found, mine)


def _standing(session: Transaction, who: Actor, assessment: Assessment, mine: Participation) -> Standing:
    if not mine.active:
        return Standing.ENDED
    status, missing = assessment.status, f"There is no assessment {assessment.id}."
    try:
        rights = require_in_organisation(
            session, who, Action.SEE_ASSESSMENT, assessment.organisation_id, missing, status=status
        )
    except NotFoundError:
        return Standing.ENDED
    if Action.CONTRIBUTE in rights:
        return Standing.FINISHED if mine.finished_at else Standing.OPEN
    # Whoever may not contribute while others may has another role now.
    return _ELSE.get(status, Standing.CLOSED)


_ELSE: Mapping[WorkStatus, Standing] = MappingProxyType(
    {WorkStatus.DRAFT: Standing.NOT_YET, WorkStatus.OPEN: Standing.ENDED}
)


def save_own(
    database: Database,
    who: Actor,
    id: str,
    section: str,
    answers: Mapping[str, Answer],
    seen: Mapping[str, int],
    marks: Mapping[str, str],
    *,
    now: datetime,
) -> Saved | Conflict | NotTaken:
    """Save answers of one section on the own sheet, as `save_section` does on that of the assessment.

    `marks` are the `mark_of` of what the form was filled with. Raises `NotFoundError`, also for a section that the
    person was not asked for.
    """
    sheet = open_own_sheet(database, who, id)
    if sheet.standing is Standing.OPEN:
        if section not in {one.id for one in sheet.sections}:
            raise NotFoundError(f"There is no section {section} among those asked for.")
        check_questions(sheet.opened.questionnaire, section, answers)
    with database.writing() as session:
        assessment, mine, standing = own_part(session, who, id, to_change=True)
        if standing is not Standing.OPEN:
            return NotTaken(standing=standing)
        stored = contributions_of(session, mine.id)
        unchanged = {question: answer for question, answer in answers.items() if marks.get(question) == mark_of(answer)}
        changes, clashes = merged(answers, stored, seen, unchanged)
        if clashes:
            return Conflict(clashes=tuple(clashes))
        keep_contributions(session, mine.id, changes, now)
        if changes and not stored:
            # Only that it was begun: with a save every few seconds the record would hold little else.
            _record(session, who, Event.CONTRIBUTION_BEGUN, assessment, mine, now)
        return saved(answers, stored, changes)


def finish_own(database: Database, who: Actor, id: str, *, now: datetime) -> Standing:
    """Say that this is all; twice is once. Gives where the sheet stands then."""
    return _set_finished(database, who, id, now, Standing.OPEN, Standing.FINISHED, Event.CONTRIBUTION_FINISHED)


def reopen_own(database: Database, who: Actor, id: str, *, now: datetime) -> Standing:
    """Take that back, for as long as the lead has not closed it."""
    return _set_finished(database, who, id, now, Standing.FINISHED, Standing.OPEN, Event.CONTRIBUTION_REOPENED)


def _set_finished(
    database: Database, who: Actor, id: str, now: datetime, start: Standing, end: Standing, event: Event
) -> Standing:
    with database.writing() as session:
        assessment, mine, standing = own_part(session, who, id, to_change=True)
        if standing is not start:
            return standing
        set_finished(session, mine.id, now if end is Standing.FINISHED else None)
        _record(session, who, event, assessment, mine, now)
        return end


def choose_reminders(database: Database, who: Actor, id: str, *, wanted: bool, now: datetime) -> None:
    """Whether the person wants to be reminded of this assessment. `NotFoundError` where they are not asked for it."""
    with database.writing() as session:
        assessment, mine, _ = own_part(session, who, id, to_change=True)
        if mine.reminders == wanted:
            return
        set_reminders(session, mine.id, wanted=wanted)
        _record(session, who, Event.REMINDERS_CHOSEN, assessment, replace(mine, reminders=wanted), now)


def _record(
    session: Transaction, who: Actor, event: Event, assessment: Assessment, mine: Participation, now: datetime
) -> None:
    subject = Subject(kind="assessment", id=assessment.id, organisation=assessment.organisation_id)
    after = {"participation": mine.id, "account": mine.account}
    if event is Event.REMINDERS_CHOSEN:
        after = {**after, "reminders": "wanted" if mine.reminders else "not_wanted"}
    record(session, who, event, subject, now=now, after=after)
