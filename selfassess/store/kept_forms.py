"""Forms that were sent after a session had ended, in and out of their rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from selfassess.store.dialects import table_of
from selfassess.store.rows import KeptFormRow

_TABLE = table_of(KeptFormRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptForm:
    """What was typed: pairs of name and value, in the order of the page, and the path and query it was sent to."""

    id: str
    account: str
    address: str
    fields: tuple[tuple[str, str], ...] = field(repr=False)
    kept_at: datetime


def keep_form(session: Session, form: KeptForm) -> None:
    """Keep it."""
    row = {"id": form.id, "account": form.account, "address": form.address, "kept_at": form.kept_at}
    session.execute(insert(_TABLE), row | {"fields": [list(pair) for pair in form.fields]})


def forms_of(session: Session, account: str, kept_after: datetime) -> tuple[KeptForm, ...]:
    """What was kept for this account since then, the latest first."""
    theirs = select(_TABLE).where(_TABLE.c.account == account, _TABLE.c.kept_at > kept_after)
    return tuple(map(_form, session.execute(theirs.order_by(_TABLE.c.kept_at.desc(), _TABLE.c.id))))


def take_form(session: Session, account: str, id: str) -> KeptForm | None:
    """The form, kept no longer; None where this account has none with this id."""
    taken = delete(_TABLE).where(_TABLE.c.id == id, _TABLE.c.account == account).returning(_TABLE)
    row = session.execute(taken).one_or_none()
    return _form(row) if row else None


def _form(row: Any) -> KeptForm:
    return KeptForm(
        id=row.id,
        account=row.account,
        address=row.address,
        fields=tuple((name, value) for name, value in row.fields),
        kept_at=row.kept_at,
    )


def delete_forms(session: Session, kept_before: datetime) -> None:
    """Forget what was kept for long enough."""
    session.execute(delete(_TABLE).where(_TABLE.c.kept_at < kept_before))
