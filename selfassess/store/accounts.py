"""Accounts in and out of their rows, and what somebody signs in with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, bindparam, or_, select, update
from sqlalchemy.orm import Session

from selfassess.store.dialects import dialect_of, insert_into, table_of
from selfassess.store.people import Account
from selfassess.store.postgresql import claim_name
from selfassess.store.rows import AccountRow

_TABLE = table_of(AccountRow)
_OF_EMAIL = select(_TABLE).where(_TABLE.c.email == bindparam("email"))
_OF_ID = select(_TABLE).where(_TABLE.c.id == bindparam("id"))
_ADMINISTRATORS = select(_TABLE.c.id).where(_TABLE.c.administrator, _TABLE.c.active)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """An account and what it is proved with. `second_step` is encrypted, `password` and `recovery_codes` are hashed."""

    account: Account
    password: str | None = field(repr=False)
    second_step: str | None = field(repr=False)
    last_code: int | None
    recovery_codes: tuple[str, ...] = field(repr=False)


def account_from(row: Any) -> Account:
    """The account in a row that has the columns of its table."""
    return Account(
        id=row.id,
        name=row.name,
        email=row.email,
        administrator=row.administrator,
        active=row.active,
        created_at=row.created_at,
        erased_at=row.erased_at,
    )


def hold_accounts(session: Session) -> None:
    """Make everybody else who calls this wait until this transaction ends; on SQLite every writer waits anyway."""
    if dialect_of(session) == "postgresql":
        claim_name(session, "the accounts")


def add_account(
    session: Session, id: str, name: str, email: str, *, administrator: bool, password: str | None, now: datetime
) -> bool:
    """Add an active account; False where the address, which must be normalised, belongs to one."""
    row = {
        "id": id,
        "name": name,
        "email": email,
        "administrator": administrator,
        "created_at": now,
        "active": True,
        "password": password,
        "recovery_codes": [],
    }
    once = insert_into(AccountRow, dialect_of(session)).on_conflict_do_nothing()
    # Of an insert, SQLAlchemy gives the count only where it is asked to keep it.
    added = session.execute(once, row, execution_options={"preserve_rowcount": True})
    return cast("CursorResult[Any]", added).rowcount == 1


def account_of_id(session: Session, id: str) -> Account | None:
    """The account with this id, active or not, erased too."""
    found = credentials_of_id(session, id)
    return found.account if found else None


def account_of_email(session: Session, email: str) -> Account | None:
    """The account with this address, which must be normalised, active or not."""
    found = credentials_of_email(session, email)
    return found.account if found else None


def every_account(session: Session) -> tuple[Account, ...]:
    """All that are not erased, by name, then by address."""
    rows = session.execute(select(_TABLE).where(_TABLE.c.erased_at.is_(None)).order_by(_TABLE.c.name, _TABLE.c.email))
    return tuple(map(account_from, rows))


def active_administrators(session: Session) -> frozenset[str]:
    """The ids of those who can manage the installation now."""
    return frozenset(session.scalars(_ADMINISTRATORS))


def credentials_of_id(session: Session, id: str) -> Credentials | None:
    """What the account with this id is proved with."""
    return _credentials(session.execute(_OF_ID, {"id": id}).one_or_none())


def credentials_of_email(session: Session, email: str) -> Credentials | None:
    """What the account with this address, which must be normalised, is proved with."""
    return _credentials(session.execute(_OF_EMAIL, {"email": email}).one_or_none())


def _credentials(row: Any) -> Credentials | None:
    return row and Credentials(
        account=account_from(row),
        password=row.password,
        second_step=row.second_step,
        last_code=row.last_code,
        recovery_codes=tuple(row.recovery_codes or ()),
    )


def set_rights(session: Session, id: str, *, active: bool, administrator: bool) -> None:
    """Set whether somebody may sign in, and whether they manage the installation."""
    _change(session, id, active=active, administrator=administrator)


def set_name(session: Session, id: str, name: str) -> None:
    """Set what the person is called."""
    _change(session, id, name=name)


def set_email(session: Session, id: str, email: str) -> None:
    """Set the address, which must be normalised and nobody else's; `hold_accounts` first, then look."""
    _change(session, id, email=email)


def set_password(session: Session, id: str, password: str | None) -> None:
    """Set the hash of the password."""
    _change(session, id, password=password)


def set_second_step(session: Session, id: str, secret: str | None, last_code: int | None, codes: list[str]) -> None:
    """Set or take away (None) the second step, with hashed recovery codes; `last_code` is the one that proved it."""
    _change(session, id, second_step=secret, last_code=last_code, recovery_codes=codes)


def set_recovery_codes(session: Session, id: str, codes: list[str]) -> None:
    """Replace the hashed recovery codes."""
    _change(session, id, recovery_codes=codes)


def take_code(session: Session, id: str, number: int) -> bool:
    """Note that the code with this number was used; False where it or a later one was used already."""
    newer = or_(_TABLE.c.last_code.is_(None), _TABLE.c.last_code < number)
    taken = session.execute(update(_TABLE).where(_TABLE.c.id == id, newer).values(last_code=number))
    return cast("CursorResult[Any]", taken).rowcount == 1


def _change(session: Session, id: str, **values: Any) -> None:
    session.execute(update(_TABLE).where(_TABLE.c.id == id).values(**values))
