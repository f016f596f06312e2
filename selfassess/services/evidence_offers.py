"""What an organisation keeps that may back a question, and why it is offered; nothing is attached unasked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from selfassess.answers.evidence_offers import evidence_offers
from selfassess.answers.model import Answer, Evidence
from selfassess.language.text import Text
from selfassess.questionnaire.model import Questionnaire
from selfassess.services.access import Actor, may_in_organisation
from selfassess.services.assessments import OpenAssessment
from selfassess.services.evidence_library import ordered
from selfassess.services.pinned import questionnaire_of
from selfassess.services.rights import Action
from selfassess.store.assessments import find_assessment
from selfassess.store.database import Database, Transaction
from selfassess.store.evidence import EvidenceRecord, EvidenceUse, evidence_of, uses_of_all
from selfassess.store.model import Assessment
from selfassess.store.texts import pinned_text


class Fit(Enum):
    """Why a piece may back a question, the best reason first."""

    SAME = 0
    """It was used for the same question in another assessment."""
    FULL = 1
    """It was used for a question of another questionnaire that asks for the same."""
    PART = 2
    """It was used for a question of another questionnaire that asks for some of the same."""
    NONE = 3
    """The organisation keeps it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A record that the answer holds no copy of. `asked`, `title` and `period` say for what it was used elsewhere."""

    record: EvidenceRecord
    fit: Fit
    asked: Text | None = None
    title: Text | None = None
    period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """The evidence that a question had in the earlier year, there perhaps under another id."""

    assessment: str
    period: str
    question: str
    pieces: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """A piece of the earlier year that nobody has said since to be still true, and its record where one is kept."""

    piece: Evidence
    record: EvidenceRecord | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """What may back one question: `offers`, the best fit first; `once`, to be asked about.

    `held`: by the number of a piece in the answer, the record that it is a copy of.
    """

    offers: tuple[Offer, ...]
    once: tuple[Once, ...]
    held: Mapping[int, EvidenceRecord]

    @property
    def fitting(self) -> tuple[Offer, ...]:
        """Those offered for more than being there."""
        return tuple(offer for offer in self.offers if offer.fit is not Fit.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """All that is kept, and where it is used in assessments whose answers may be seen."""

    records: Mapping[str, EvidenceRecord]
    uses: tuple[EvidenceUse, ...]
    others: tuple[tuple[Assessment, Questionnaire], ...]


def backings(database: Database, who: Actor, here: OpenAssessment, then: Mapping[str, Then]) -> Mapping[str, Backing]:
    """By question, for all questions of the assessment; `then` says by question what the earlier year had.

    Empty where the organisation keeps nothing and the earlier year had nothing.
    """
    known = _known(database, who, here.assessment)
    if not known.records and not then:
        return {}
    fits = _fits(known, here.questionnaire)
    return {
        question.id: _backing(known, here, question.id, fits.get(question.id, {}), then.get(question.id))
        for question in here.questionnaire.questions()
    }


def _known(database: Database, who: Actor, this: Assessment) -> _Known:
    with database.reading() as session:
        records = {one.id: one for one in evidence_of(session, this.organisation_id)}
        uses = uses_of_all(session, this.organisation_id) if records else ()
        others = _others(session, who, this, uses)
        texts = {one.sha256: pinned_text(session, one.sha256) for one in others}
    read = tuple((one, questionnaire_of(one, texts[one.sha256])) for one in others)
    return _Known(records=records, uses=uses, others=read)


def _others(session: Transaction, who: Actor, this: Assessment, uses: Iterable[EvidenceUse]) -> list[Assessment]:
    """The other assessments that use something and may be seen, the latest first."""
    ids = dict.fromkeys(use.assessment for use in uses if use.assessment != this.id)
    found = [one for one in (find_assessment(session, id) for id in ids) if one is not None]
    places = {(one.organisation_id, one.status) for one in found}
    seen = {
        (organisation, status)
        for organisation, status in places
        if may_in_organisation(session, who, Action.SEE_ANSWERS, organisation, status=status)
    }
    visible = [one for one in found if (one.organisation_id, one.status) in seen]
    return sorted(visible, key=lambda one: (one.details.assessed_on, one.created_at), reverse=True)


def _fits(known: _Known, target: Questionnaire) -> dict[str, dict[str, Offer]]:
    """By question of `target` and record, the best reason to offer it."""
    found: dict[str, dict[str, Offer]] = {}
    for other, source in known.others:
        recorded: dict[str, list[tuple[str, str]]] = {}
        for use in known.uses:
            if use.assessment == other.id:
                recorded.setdefault(use.question, []).append((use.evidence, use.question))
        for question, evidence, then, fit in _reasons(recorded, source, target):
            offers = found.setdefault(question, {})
            if evidence not in offers or fit.value < offers[evidence].fit.value:
                asked = source.by_id[then].prompt if then in source.by_id else None
                offers[evidence] = Offer(
                    record=known.records[evidence],
                    fit=fit,
                    asked=asked,
                    title=source.title,
                    period=other.details.period,
                )
    return found


def _reasons(
    recorded: Mapping[str, list[tuple[str, str]]], source: Questionnaire, target: Questionnaire
) -> Iterable[tuple[str, str, str, Fit]]:
    """Question of `target`, record, the question it was used for, and how well the two fit."""
    if source.id == target.id:
        for question, pairs in recorded.items():
            yield from ((question, evidence, then, Fit.SAME) for evidence, then in pairs)
        return
    for question, offers in evidence_offers(recorded, source, target).items():
        for offer in offers:
            evidence, then = offer.record
            yield question, evidence, then, Fit.FULL if offer.strength == "full" else Fit.PART


def _backing(
    known: _Known, here: OpenAssessment, question: str, fits: Mapping[str, Offer], then: Then | None
) -> Backing:
    used = {use.copy: use.evidence for use in known.uses if _is_for(use, here.assessment.id, question)}
    answer = here.sheet.answer(question)
    once = tuple(_once(known, answer, then)) if then else ()
    asked = {one.record.id for one in once if one.record}
    offers = [
        fits.get(one.id) or Offer(record=one, fit=Fit.NONE)
        for one in ordered(known.records.values())
        if one.retired_at is None and one.id not in used.values() and one.id not in asked
    ]
    return Backing(
        offers=tuple(sorted(offers, key=lambda offer: offer.fit.value)),
        once=once,
        held={number: known.records[used[piece]] for number, piece in enumerate(answer.evidence) if piece in used},
    )


def _once(known: _Known, answer: Answer, then: Then) -> Iterable[Once]:
    """What was there then, is not here now, and was neither retired nor given a later date since."""
    records = {
        use.copy: known.records[use.evidence] for use in known.uses if _is_for(use, then.assessment, then.question)
    }
    titles = {piece.title for piece in answer.evidence}
    for piece in then.pieces:
        record = records.get(piece)
        if piece.title in titles or (record and _is_settled(record, piece)):
            continue
        yield Once(piece=piece, record=record)


def _is_settled(record: EvidenceRecord, piece: Evidence) -> bool:
    return record.retired_at is not None or record.said.dated != piece.dated


def _is_for(use: EvidenceUse, assessment: str, question: str) -> bool:
    return use.assessment == assessment and use.question == question
