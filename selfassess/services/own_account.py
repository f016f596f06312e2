"""One's own account: name, address, password, and the second step for signing in.

Who changes how one signs in ends every other session; the address that was there before is told.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from selfassess.services.access import Actor, ActorKind
from selfassess.services.account_letters import Post, send_proof, send_taken, send_word
from selfassess.services.audit import Event, Subject, record
from selfassess.services.links import look_at_link, use_link
from selfassess.services.passwords import matches
from selfassess.services.problems import NotFoundError
from selfassess.services.sign_in import CodeAsked, SignedIn, Visit, Wrong, signed_in
from selfassess.services.throttle import LINK_TO_ACCOUNT, PASSWORD_OF_ACCOUNT, count_try, count_within, forgive
from selfassess.store import accounts as rows
from selfassess.store.accounts import Credentials
from selfassess.store.database import Database, Transaction
from selfassess.store.links import OneTimeLink, Purpose, take_back_links
from selfassess.store.people import Account
from selfassess.store.sessions import end_sessions, set_proved


def own_credentials(database: Database, who: Actor) -> Credentials:
    """One's account, and what it is proved with. Raises `NotFoundError` for who has none."""
    with database.reading() as session:
        return _own(session, who)


def prove_by_password(
    database: Database, who: Actor, session_id: str, password: str, *, now: datetime
) -> timedelta | bool:
    """Whether it is the password: then the session is fresh again. How long to wait where it was tried too often."""
    known = own_credentials(database, who)
    tries = (PASSWORD_OF_ACCOUNT, known.account.email or "")
    wait = count_try(database, tries, now=now)
    if wait:
        return wait
    if not matches(password, known.password)[0]:
        return False
    with database.writing() as session:
        forgive(session, *tries)
        set_proved(session, session_id, now)
    return True


def change_name(database: Database, who: Actor, name: str, *, now: datetime) -> None:
    """Be called something else; one printable line."""
    with database.writing() as session:
        account = _own(session, who).account
        if account.name != name:
            rows.set_name(session, account.id, name)
            record(session, who, Event.NAME_CHANGED, _subject(account), now=now)


def ask_for_new_email(database: Database, who: Actor, email: str, mail: Post, *, now: datetime) -> timedelta | None:
    """E-mail a link to the new address (`normalised`); the account has it once the link is opened.

    Where it is somebody else's already, that one is told; whoever asks is not.
    """
    with database.writing() as session:
        account = _own(session, who).account
        wait = count_within(session, (LINK_TO_ACCOUNT, account.id), (LINK_TO_ACCOUNT, email), now=now)
        if wait:
            return wait
        owner = rows.account_of_email(session, email)
        if owner is None:
            send_proof(session, mail, account, email, now)
        elif owner.active and owner.id != account.id:
            send_taken(session, mail, owner, now)
        return None


def prove_email(database: Database, secret: str, mail: Post, visit: Visit) -> Account | None:
    """Use the new address from now on, by the link that was sent there; None where that cannot be any more."""
    looked = look_at_link(database, secret, now=visit.now)
    if looked is None or looked.purpose is not Purpose.EMAIL:
        return None
    with database.writing() as session:
        rows.hold_accounts(session)
        link = use_link(session, secret, visit.now)
        account = rows.account_of_id(session, link.account) if link and link.account else None
        if link is None or link.email is None or account is None or not account.active:
            return None
        if rows.account_of_email(session, link.email) is not None:
            return None
        rows.set_email(session, account.id, link.email)
        sentence = mail.t("The e-mail address of your account was changed. It is not this one any more.")
        subject = mail.t("Your e-mail address was changed")
        send_word(session, mail, account, subject, sentence, visit.now, to=account.email or "")
        who = Actor(kind=ActorKind.PERSON, account=account.id, request=visit.request)
        record(session, who, Event.EMAIL_CHANGED, _subject(account), now=visit.now)
        return rows.account_of_id(session, account.id)


def account_of_link(database: Database, link: OneTimeLink) -> Account | None:
    """For whom a link was made."""
    with database.reading() as session:
        return rows.account_of_id(session, link.account) if link.account else None


def change_password(database: Database, who: Actor, session_id: str, hash: str, mail: Post, *, now: datetime) -> None:
    """Have a new password (`passwords.hashed`); every other session and every open link ends."""
    with database.writing() as session:
        account = _own(session, who).account
        _set_password(session, account, hash, mail, now)
        end_sessions(session, account.id, now, but=session_id)
        record(session, who, Event.PASSWORD_CHANGED, _subject(account), now=now)


def choose_password(
    database: Database, secret: str, hash: str, mail: Post, visit: Visit
) -> SignedIn | CodeAsked | Wrong:
    """Have a new password by a link, which is used up; every session ends. The second step is still asked for."""
    looked = look_at_link(database, secret, now=visit.now)
    if looked is None or looked.purpose is not Purpose.PASSWORD:
        return Wrong()
    with database.writing() as session:
        link = use_link(session, secret, visit.now)
        known = rows.credentials_of_id(session, link.account) if link and link.account else None
        if known is None or not known.account.active:
            return Wrong()
        account = known.account
        _set_password(session, account, hash, mail, visit.now)
        end_sessions(session, account.id, visit.now)
        who = Actor(kind=ActorKind.PERSON, account=account.id, request=visit.request)
        record(session, who, Event.PASSWORD_CHANGED, _subject(account), now=visit.now)
        return CodeAsked(account=account.id) if known.second_step else signed_in(session, account.id, visit)


def _set_password(session: Transaction, account: Account, hash: str, mail: Post, now: datetime) -> None:
    rows.set_password(session, account.id, hash)
    take_back_links(session, account.id, now)
    send_word(session, mail, account, mail.t("Your password was changed"),
              mail.t("A new password was chosen for your account."), now)  # fmt: skip


def set_up_second_step(
    database: Database, who: Actor, session_id: str, secret: str, number: int, codes: list[str], mail: Post, *,
    now: datetime,
) -> None:  # fmt: skip
    """Ask for a code from an app from now on. `secret` is encrypted, `codes` are hashed; `number` proved the app."""
    with database.writing() as session:
        account = _own(session, who).account
        rows.set_second_step(session, account.id, secret, number, codes)
        end_sessions(session, account.id, now, but=session_id)
        send_word(session, mail, account, mail.t("Signing in now takes two steps"),
                  mail.t("From now on a code from your app is asked for when you sign in."), now)  # fmt: skip
        record(session, who, Event.SECOND_STEP_SET_UP, _subject(account), now=now)


def remove_second_step(database: Database, who: Actor, session_id: str, mail: Post, *, now: datetime) -> None:
    """Ask for no code any more."""
    with database.writing() as session:
        known = _own(session, who)
        if known.second_step is None:
            return
        rows.set_second_step(session, known.account.id, None, None, [])
        end_sessions(session, known.account.id, now, but=session_id)
        send_word(session, mail, known.account, mail.t("Signing in takes one step again"),
                  mail.t("No code from your app is asked for any more when you sign in."), now)  # fmt: skip
        record(session, who, Event.SECOND_STEP_REMOVED, _subject(known.account), now=now)


def set_recovery_codes(database: Database, who: Actor, codes: list[str], *, now: datetime) -> None:
    """Replace the recovery codes, hashed, of who has a second step."""
    with database.writing() as session:
        known = _own(session, who)
        if known.second_step is None:
            raise NotFoundError("There is no second step.")
        rows.set_recovery_codes(session, known.account.id, codes)
        record(session, who, Event.RECOVERY_CODES_MADE, _subject(known.account), now=now)


def _own(session: Transaction, who: Actor) -> Credentials:
    known = rows.credentials_of_id(session, who.account) if who.account else None
    if known is None or not known.account.active:
        raise NotFoundError("There is no account of yours.")
    return known


def _subject(account: Account) -> Subject:
    return Subject(kind="account", id=account.id)
