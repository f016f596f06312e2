"""Signatures of results and of the commitment itself, in and out of their rows; one is added and never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import CursorResult, bindparam, select
from sqlalchemy.orm import Session

from selfassess.plan import ActionKind
from selfassess.store.dialects import dialect_of, insert_into, table_of
from selfassess.store.rows import SignatureRow

_TABLE = table_of(SignatureRow)
_ORDER = (_TABLE.c.signed_at, _TABLE.c.id)
_OF_RESULT = select(_TABLE).where(_TABLE.c.assessment == bindparam("assessment")).order_by(*_ORDER)
_OF_COMMITMENT = (
    select(_TABLE)
    .where(_TABLE.c.organisation == bindparam("organisation"), _TABLE.c.assessment.is_(None))
    .order_by(*_ORDER)
)

_OF_COMMITMENTS = (
    select(_TABLE)
    .where(_TABLE.c.organisation.in_(bindparam("organisations", expanding=True)), _TABLE.c.assessment.is_(None))
    .order_by(*_ORDER)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyAction:
    """What an organisation says it will do in the next 12 months."""

    text: str
    kind: ActionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Of an assessment's result, or where `assessment` is None of the questionnaire's commitment itself.

    `replaces` is the signature of the same commitment before this one; `signed_by` the account, where there was one.
    """

    id: str
    organisation: str
    questionnaire: str
    assessment: str | None
    name: str
    role: str
    signed_on: date
    statement: str
    key_actions: tuple[KeyAction, ...]
    signed_at: datetime
    signed_by: str | None
    replaces: str | None = None


def _signature(row: Any) -> Signature:
    return Signature(
        id=row.id,
        organisation=row.organisation,
        questionnaire=row.questionnaire,
        assessment=row.assessment,
        name=row.name,
        role=row.role,
        signed_on=row.signed_on,
        statement=row.statement,
        key_actions=tuple(KeyAction(text=one["text"], kind=ActionKind(one["kind"])) for one in row.key_actions),
        signed_at=row.signed_at,
        signed_by=row.signed_by,
        replaces=row.replaces,
    )


def add_signature(session: Session, signature: Signature) -> bool:
    """Keep it; False, and nothing, where somebody else signed first: the first of a commitment, or in place of one."""
    row = {
        "id": signature.id,
        "organisation": signature.organisation,
        "questionnaire": signature.questionnaire,
        "assessment": signature.assessment,
        "name": signature.name,
        "role": signature.role,
        "signed_on": signature.signed_on,
        "statement": signature.statement,
        "key_actions": [{"text": one.text, "kind": one.kind.value} for one in signature.key_actions],
        "signed_at": signature.signed_at,
        "signed_by": signature.signed_by,
        "replaces": signature.replaces,
    }
    statement = insert_into(SignatureRow, dialect_of(session)).on_conflict_do_nothing()
    # Of an insert, SQLAlchemy gives the count only where it is asked to keep it.
    done = session.execute(statement, row, execution_options={"preserve_rowcount": True})
    return cast("CursorResult[Any]", done).rowcount == 1


def signatures_of(session: Session, assessment: str) -> tuple[Signature, ...]:
    """Those of one assessment's result, in the order in which they were made."""
    return tuple(map(_signature, session.execute(_OF_RESULT, {"assessment": assessment})))


def commitments_of(session: Session, organisation: str) -> tuple[Signature, ...]:
    """Those of commitments, in the order in which they were made; the last of each questionnaire stands."""
    return tuple(map(_signature, session.execute(_OF_COMMITMENT, {"organisation": organisation})))


def commitments_among(session: Session, organisations: Sequence[str]) -> tuple[Signature, ...]:
    """The same of several organisations."""
    return tuple(map(_signature, session.execute(_OF_COMMITMENTS, {"organisations": organisations})))


def standing_commitment(session: Session, organisation: str, questionnaire: str) -> Signature | None:
    """The signature of this commitment that no other has replaced."""
    made = [one for one in commitments_of(session, organisation) if one.questionnaire == questionnaire]
    replaced = {one.replaces for one in made}
    return next((one for one in made if one.id not in replaced), None)
