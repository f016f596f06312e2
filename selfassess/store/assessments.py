"""Assessments in and out of their rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, cast

from sqlalchemy import CursorResult, bindparam, delete, exists, select, update
from sqlalchemy.orm import Session

from selfassess.store.dialects import dialect_of, insert_into, table_of
from selfassess.store.memberships import organisations_where
from selfassess.store.model import Assessment, Details
from selfassess.store.people import Organisation, Role
from selfassess.store.rows import AssessmentRow, OrganisationRow
from selfassess.store.texts import PinnedText
from selfassess.voices.steps import WorkStatus

_TABLE = table_of(AssessmentRow)
_ORGANISATION = table_of(OrganisationRow)

# All but the card, which is long, and asked for by those who prove it.
_COLUMNS = select(*(column for column in _TABLE.c if column is not _TABLE.c.card))

# Every page asks these. Built once, and of the table, not of its class: building a statement, and an object that nobody
# is to change, costs more than the question itself.
_THIS = _COLUMNS.where(_TABLE.c.id == bindparam("id"))
_ON_SCREEN = select(_TABLE.c.workshop_shows).where(_TABLE.c.id == bindparam("id"))
_THIS_TO_CHANGE = _THIS.with_for_update()
_TOUCH = update(_TABLE).where(_TABLE.c.id == bindparam("this")).values(updated_at=bindparam("now"))
_EVERY = _COLUMNS.order_by(_TABLE.c.assessed_on.desc(), _TABLE.c.created_at.desc(), _TABLE.c.id)
_OF_THE_SAME = _COLUMNS.where(
    _TABLE.c.questionnaire == bindparam("questionnaire"), _TABLE.c.organisation_id == bindparam("organisation_id")
).order_by(_TABLE.c.assessed_on.desc(), _TABLE.c.created_at.desc(), _TABLE.c.id)
_SUCCESSOR = _COLUMNS.where(_TABLE.c.revises == bindparam("this"))


def _assessment(row: Any) -> Assessment:
    profile: Mapping[str, str] = MappingProxyType(row.profile)
    return Assessment(
        id=row.id,
        organisation_id=row.organisation_id,
        details=Details(organisation=row.organisation, period=row.period, assessed_on=row.assessed_on, profile=profile),
        questionnaire=row.questionnaire,
        version=row.version,
        sha256=row.sha256,
        status=WorkStatus(row.status),
        agreed_at=row.agreed_at,
        example=row.example,
        created_at=row.created_at,
        updated_at=row.updated_at,
        revision=row.revision,
        moderated=row.moderated,
        signing=row.signing,
        workshop_on=row.workshop_on,
        workshop_minutes=row.workshop_minutes,
        revises=row.revises,
        locked_at=row.locked_at,
        card_sha256=row.card_sha256,
    )


def _details(details: Details) -> dict[str, Any]:
    return {
        "organisation": details.organisation,
        "period": details.period,
        "assessed_on": details.assessed_on,
        "profile": dict(details.profile),
    }


def add_assessment(
    session: Session,
    id: str,
    token: str,
    text: PinnedText,
    owner: Organisation,
    details: Details,
    now: datetime,
    *,
    moderated: bool = False,
    signing: bool = False,
    revises: str | None = None,
) -> bool:
    """Add a draft that pins `text`; False, and nothing added, where one with this token is there already.

    It is the owner's, and made up where the owner is. `revises` is the locked one that it is to correct.
    """
    statement = insert_into(AssessmentRow, dialect_of(session)).on_conflict_do_nothing(index_elements=["token"])
    row = {
        "id": id,
        "token": token,
        "organisation_id": owner.id,
        **_details(details),
        "questionnaire": text.questionnaire,
        "version": text.version,
        "sha256": text.sha256,
        "status": WorkStatus.DRAFT.value,
        "example": owner.example,
        "created_at": now,
        "updated_at": now,
        "revision": 1,
        "moderated": moderated,
        "signing": signing,
        "revises": revises,
    }
    # Of an insert, SQLAlchemy gives the count only where it is asked to keep it.
    return _rows_touched(session.execute(statement, row, execution_options={"preserve_rowcount": True})) == 1


def assessment_of_token(session: Session, token: str) -> Assessment | None:
    """The assessment that was started with this token."""
    row = session.execute(_COLUMNS.where(_TABLE.c.token == token)).one_or_none()
    return _assessment(row) if row else None


def find_assessment(session: Session, id: str, *, to_change: bool = False) -> Assessment | None:
    """The assessment with this id; `to_change` makes every other change of it wait until this transaction ends."""
    if "\0" in id:
        return None  # PostgreSQL would refuse the question
    # SQLite knows no FOR UPDATE and needs none: there the transaction itself began as the only writer.
    row = session.execute(_THIS_TO_CHANGE if to_change else _THIS, {"id": id}).one_or_none()
    return _assessment(row) if row else None


def every_assessment(session: Session) -> tuple[Assessment, ...]:
    """All of them, by organisation, then the latest day first."""
    return _by_organisation(session.execute(_EVERY))


def assessments_of(session: Session, account: str, roles: Iterable[Role]) -> tuple[Assessment, ...]:
    """Those of the organisations in which an active account has one of these roles now, in the same order."""
    held = organisations_where(account, roles)
    within = select(_ORGANISATION.c.id).where(_ORGANISATION.c.id.in_(held) | _ORGANISATION.c.parent.in_(held))
    return _by_organisation(session.execute(_EVERY.where(_TABLE.c.organisation_id.in_(within))))


def _by_organisation(rows: Iterable[Any]) -> tuple[Assessment, ...]:
    # By name here: how PostgreSQL sorts names depends on where its database was made. By id too: names may be alike.
    return tuple(sorted(map(_assessment, rows), key=lambda one: (one.details.organisation, one.organisation_id)))


def assessments_before(session: Session, this: Assessment) -> tuple[Assessment, ...]:
    """Those of the same organisation and questionnaire on an earlier day, the latest first.

    One that was corrected, and its corrections, are one: the last of them that is signed. What `this` corrects, or was
    corrected by, is not among them.
    """
    every = _of_the_same(session, this.organisation_id, this.questionnaire)
    own = _first(this, every).id
    return tuple(
        one
        for one in _stand(every)
        if one.details.assessed_on < this.details.assessed_on and _first(one, every).id != own
    )


def corrections_of(session: Session, this: Assessment) -> frozenset[str]:
    """The ids of `this`, of everything it corrects and of everything that corrects it: they are one result."""
    every = _of_the_same(session, this.organisation_id, this.questionnaire)
    own = _first(this, every).id
    return frozenset(one.id for one in every.values() if _first(one, every).id == own)


def assessments_over_years(session: Session, organisation: str, questionnaire: str) -> tuple[Assessment, ...]:
    """All of one organisation and questionnaire, the latest day first; of what was corrected, what stands."""
    return _stand(_of_the_same(session, organisation, questionnaire))


def standing_in(session: Session, organisations: Iterable[str], period: str) -> tuple[Assessment, ...]:
    """Of a period, what stands of each of these organisations and each questionnaire: what is signed, else the latest.

    By organisation as it is printed.
    """
    found: dict[tuple[str, str], list[Assessment]] = {}
    of_period = _EVERY.where(_TABLE.c.organisation_id.in_(list(organisations)), _TABLE.c.period == period)
    for one in map(_assessment, session.execute(of_period)):
        found.setdefault((one.organisation_id, one.questionnaire), []).append(one)

    def stands(one: Assessment) -> tuple[bool, date, datetime, str]:
        return one.locked_at is not None, one.details.assessed_on, one.created_at, one.id

    each = (max(several, key=stands) for several in found.values())
    return tuple(sorted(each, key=lambda one: (one.details.organisation.casefold(), one.organisation_id)))


def periods_of(session: Session, organisations: Iterable[str]) -> frozenset[str]:
    """The periods that assessments of these organisations are about."""
    query = select(_TABLE.c.period).where(_TABLE.c.organisation_id.in_(list(organisations))).distinct()
    return frozenset(session.scalars(query))


def finished_with_text(session: Session, sha256: str) -> tuple[Assessment, ...]:
    """Those agreed or signed that pin this text, by organisation, then the latest day first; corrected ones are not."""
    finished = _TABLE.c.status.in_([WorkStatus.AGREED.value, WorkStatus.SIGNED.value])
    corrected = select(_TABLE.c.revises).where(finished, _TABLE.c.revises.is_not(None))
    return _by_organisation(
        session.execute(_EVERY.where(_TABLE.c.sha256 == sha256, finished, _TABLE.c.id.not_in(corrected)))
    )


def _of_the_same(session: Session, organisation: str, questionnaire: str) -> Mapping[str, Assessment]:
    """By id, the latest day first."""
    known = {"questionnaire": questionnaire, "organisation_id": organisation}
    return {one.id: one for one in map(_assessment, session.execute(_OF_THE_SAME, known))}


def _stand(every: Mapping[str, Assessment]) -> tuple[Assessment, ...]:
    """One of each chain of corrections, in the order given."""
    chains: dict[str, list[Assessment]] = {}
    for one in every.values():
        chains.setdefault(_first(one, every).id, []).append(one)
    standing = {max(chain, key=_standing).id for chain in chains.values()}
    return tuple(one for one in every.values() if one.id in standing)


def _first(one: Assessment, every: Mapping[str, Assessment]) -> Assessment:
    """What its chain of corrections begins with; nobody but an operator can have given part of it away."""
    while one.revises is not None and one.revises in every:
        one = every[one.revises]
    return one


def _standing(one: Assessment) -> tuple[bool, datetime]:
    """The greatest of a chain stands: corrections are made one after the other, each of what was signed."""
    return one.locked_at is not None, one.created_at


def successor_of(session: Session, id: str) -> Assessment | None:
    """The one that corrects the locked one with this id."""
    row = session.execute(_SUCCESSOR, {"this": id}).one_or_none()
    return _assessment(row) if row else None


def set_owner(session: Session, id: str, organisation: str) -> None:
    """Give it to the organisation with this id."""
    _set(session, id, {"organisation_id": organisation})


def set_details(session: Session, id: str, details: Details, now: datetime) -> None:
    """Write the details; the revision counts on."""
    _set(session, id, {**_revised(now), **_details(details)})


def set_steps(session: Session, id: str, now: datetime, *, moderated: bool, signing: bool) -> None:
    """Say which steps apply besides those of the lead; the revision counts on."""
    _set(session, id, {**_revised(now), "moderated": moderated, "signing": signing})


def set_workshop(session: Session, id: str, now: datetime, *, on: date | None, minutes: int | None) -> None:
    """Write the day of the workshop and how long it may take; the revision counts on."""
    _set(session, id, {**_revised(now), "workshop_on": on, "workshop_minutes": minutes})


def question_on_screen(session: Session, id: str) -> str | None:
    """The question that the lead of the workshop has put on the screen."""
    found: str | None = session.scalar(_ON_SCREEN, {"id": id})
    return found


def put_on_screen(session: Session, id: str, question: str) -> None:
    """Put a question on the screen. It is no change of the assessment: its revision stays."""
    _set(session, id, {"workshop_shows": question})


def set_updated(session: Session, id: str, now: datetime) -> None:
    """Note that answers changed; the revision is of details and status and stays."""
    session.execute(_TOUCH, {"this": id, "now": now})


def _revised(now: datetime) -> dict[str, Any]:
    return {"revision": _TABLE.c.revision + 1, "updated_at": now}


def _set(session: Session, id: str, values: Mapping[str, Any]) -> None:
    session.execute(update(_TABLE).where(_TABLE.c.id == id).values(values))


def delete_assessment(session: Session, id: str) -> bool:
    """Delete it with its answers and their history; False where there is none."""
    return _rows_touched(session.execute(delete(AssessmentRow).where(AssessmentRow.id == id))) == 1


def delete_examples(session: Session) -> int:
    """Delete every made-up assessment; gives how many there were."""
    return _rows_touched(session.execute(delete(AssessmentRow).where(AssessmentRow.example.is_(True))))


def any_example(session: Session) -> bool:
    """Whether any assessment is made up."""
    return bool(session.scalar(select(exists().where(AssessmentRow.example.is_(True)))))


def _rows_touched(result: Any) -> int:
    return cast("CursorResult[Any]", result).rowcount
