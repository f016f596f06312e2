"""Targets: where the sections of an organisation are meant to be, and by when, as its lead sets them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from selfassess.questionnaire.model import Questionnaire
from selfassess.report.material import Target
from selfassess.scoring import score
from selfassess.scoring.card import ScoreCard
from selfassess.services.access import Actor
from selfassess.services.assessments import Fetched, fetch, opened
from selfassess.services.audit import Event, Subject, record
from selfassess.services.catalogue import Catalogue
from selfassess.services.pinned import questionnaire_of
from selfassess.services.places import required_organisation
from selfassess.services.problems import NotFoundError
from selfassess.services.rights import Action
from selfassess.services.years import seen_over_years
from selfassess.store.answers import answered_among
from selfassess.store.assessments import assessments_over_years
from selfassess.store.database import Database, Transaction
from selfassess.store.model import Assessment
from selfassess.store.organisations import find_organisation
from selfassess.store.people import Organisation
from selfassess.store.targets import Aim, KeptTarget, keep_target, targets_of
from selfassess.store.texts import pinned_text

LEAST, MOST = 0, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsView:
    """The targets of an organisation for one questionnaire, `kept` by the id of the section, those taken away too.

    `questionnaire` is the version of its latest assessment, or the newest on offer where there is none. `card` has the
    figures of the latest one in which anything was said, as far as whoever looks may see it.
    """

    organisation: Organisation
    questionnaire: Questionnaire
    card: ScoreCard | None
    kept: Mapping[str, KeptTarget]

    @property
    def gone(self) -> tuple[KeptTarget, ...]:
        """Targets of sections that this version does not have: they are kept, and show nowhere."""
        asked = {section.id for section in self.questionnaire.sections}
        return tuple(one for one in self.kept.values() if one.aim and one.section not in asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsSet:
    """They are as said. `changed`: the sections that had to change."""

    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsSetMeanwhile:
    """Somebody else changed some of them since the form was opened; nothing was written. `stored`: what stands now."""

    stored: Mapping[str, KeptTarget]


def targets_in(
    database: Database, who: Actor, catalogue: Catalogue, organisation: str, questionnaire: str
) -> TargetsView:
    """For those who may see them. Raises `NotFoundError`, also for a questionnaire that is not known here."""
    with database.reading() as session:
        place = required_organisation(session, who, Action.SEE_PLAN, organisation)
        every = assessments_over_years(session, organisation, questionnaire) if "\0" not in questionnaire else ()
        latest = every[0] if every else None
        text = pinned_text(session, latest.sha256) if latest else b""
        told = _latest_told(session, seen_over_years(session, who, every))
        kept = targets_of(session, organisation, questionnaire)
    asked = questionnaire_of(latest, text) if latest else _newest(catalogue, questionnaire)
    return TargetsView(organisation=place, questionnaire=asked, card=_card(told) if told else None, kept=kept)


def _latest_told(session: Transaction, seen: tuple[Assessment, ...]) -> Fetched | None:
    answered = answered_among(session, [one.id for one in seen])
    latest = next((one for one in seen if one.id in answered), None)
    return fetch(session, latest) if latest else None


def _card(told: Fetched) -> ScoreCard:
    found = opened(told)
    return score(found.questionnaire, found.sheet, found.assessment.sha256)


def _newest(catalogue: Catalogue, questionnaire: str) -> Questionnaire:
    for versions in catalogue.versions:
        if versions[0].questionnaire.id == questionnaire:
            return versions[0].questionnaire
    raise NotFoundError(f"There is no questionnaire {questionnaire}.")


def set_targets(
    database: Database,
    who: Actor,
    catalogue: Catalogue,
    organisation: str,
    questionnaire: str,
    said: Mapping[str, Aim | None],
    *,
    seen: Mapping[str, int],
    now: datetime,
) -> TargetsSet | TargetsSetMeanwhile:
    """Set the targets of these sections, None to take one away; all of them or none.

    `seen` are the revisions that the form was filled from, 0 where nothing had been said. What is as said already is
    left as it is, even where its day has passed. Raises ValueError for a score outside 0–100 or a day that has passed,
    `NotFoundError` for a section that is not asked, `NotPermittedError`.
    """
    view = targets_in(database, who, catalogue, organisation, questionnaire)
    asked = {section.id for section in view.questionnaire.sections}
    with database.writing() as session:
        find_organisation(session, organisation, to_change=True)  # of two who save at once, one comes second
        required_organisation(session, who, Action.SET_TARGETS, organisation)
        stored = targets_of(session, organisation, questionnaire)
        changed = {section: aim for section, aim in said.items() if _aim(stored, section) != aim}
        if any(stored[section].revision != seen.get(section, 0) for section in changed if section in stored):
            return TargetsSetMeanwhile(stored=stored)
        for section, aim in changed.items():
            if aim is not None:
                _require_fitting(section, aim, asked, now)
            keep_target(session, organisation, questionnaire, section, aim, now, by=who.account)
        if changed:
            subject = Subject(kind="organisation", id=organisation, organisation=organisation)
            after = {"questionnaire": questionnaire, "sections": sorted(changed)}
            record(session, who, Event.TARGETS_SET, subject, now=now, after=after)
        return TargetsSet(changed=tuple(changed))


def _aim(stored: Mapping[str, KeptTarget], section: str) -> Aim | None:
    return stored[section].aim if section in stored else None


def _require_fitting(section: str, aim: Aim, asked: set[str], now: datetime) -> None:
    if section not in asked:
        raise NotFoundError(f"There is no section {section}.")
    if not LEAST <= aim.score <= MOST:
        raise ValueError(f"a score is from {LEAST} to {MOST}, not {aim.score}")
    if aim.by < now.date():
        raise ValueError(f"{aim.by} has passed")


def fetch_targets(session: Transaction, assessment: Assessment) -> Mapping[str, Target]:
    """What to set beside the figures of an assessment, by section: nothing once a later one is agreed.

    Targets are set for what comes next; a report of years ago must not change with them.
    """
    later = assessments_over_years(session, assessment.organisation_id, assessment.questionnaire)
    if any(one.agreed_at and one.details.assessed_on > assessment.details.assessed_on for one in later):
        return {}
    kept = targets_of(session, assessment.organisation_id, assessment.questionnaire)
    return {id: Target(score=Fraction(one.aim.score), by=one.aim.by) for id, one in kept.items() if one.aim}
