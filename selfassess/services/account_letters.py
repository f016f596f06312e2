"""The e-mails about one's own account: a link to go on with, or word that something was changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from selfassess.language import Translator
from selfassess.services.letters import Link, letter
from selfassess.services.links import LASTS, hash_of, make_link, new_secret
from selfassess.services.outbox import post
from selfassess.store.database import Transaction
from selfassess.store.links import OneTimeLink, Purpose
from selfassess.store.people import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What letters are written with: their language, and the address that links in them begin with."""

    t: Translator
    base_address: str


def link_address(base_address: str, secret: str) -> str:
    """Where a one-time link leads."""
    return f"{base_address}/link/{secret}"


def send_link(session: Transaction, mail: Post, account: Account, purpose: Purpose, now: datetime) -> None:
    """Send a new link to sign in, or to choose a new password, to the account's own address."""
    t = mail.t
    secret = make_link(session, OneTimeLink(purpose=purpose, account=account.id, email=None), now)
    if purpose is Purpose.SIGN_IN:
        subject, words = t("Your link to sign in"), t("Sign in")
        first = t("You asked for a link to sign in. It can be used once, within {lasts}.", lasts=_lasts(t, purpose))
    else:
        subject, words = t("Choose a new password"), t("Choose a new password")
        first = t("You asked to choose a new password. The link can be used once, within {lasts}.",
                  lasts=_lasts(t, purpose))  # fmt: skip
    message = letter(
        t,
        to=account.email or "",
        name=account.name,
        subject=subject,
        paragraphs=[first],
        link=Link(words=words, address=link_address(mail.base_address, secret)),
        after=[t("If it was not you who asked, do nothing: without this e-mail the link is of no use to anybody.")],
        why=t("You get this because somebody typed your address to sign in."),
        installation=mail.base_address,
    )
    post(session, message, key=f"link:{hash_of(secret)}", account=account.id, now=now)


def send_proof(session: Transaction, mail: Post, account: Account, email: str, now: datetime) -> None:
    """Send a link to a new address, which proves that it is the person's own."""
    t = mail.t
    secret = make_link(session, OneTimeLink(purpose=Purpose.EMAIL, account=account.id, email=email), now)
    message = letter(
        t,
        to=email,
        name=account.name,
        subject=t("Confirm your e-mail address"),
        paragraphs=[t("Open the link to use this address for your account. It can be used once, within {lasts}.",
                      lasts=_lasts(t, Purpose.EMAIL))],
        link=Link(words=t("Confirm the address"), address=link_address(mail.base_address, secret)),
        after=[t("If it was not you who asked, do nothing.")],
        why=t("You get this because somebody gave this address as theirs."),
        installation=mail.base_address,
    )  # fmt: skip
    post(session, message, key=f"link:{hash_of(secret)}", account=account.id, now=now)


def send_taken(session: Transaction, mail: Post, owner: Account, now: datetime) -> None:
    """Tell the owner of an address that somebody else gave it as theirs; that one is told nothing."""
    sentence = mail.t("Somebody wanted to use your address for another account. It is yours already, so nothing was"
                      " changed.")  # fmt: skip
    send_word(session, mail, owner, mail.t("Your address was given by somebody else"), sentence, now)


def send_word(
    session: Transaction, mail: Post, account: Account, subject: str, sentence: str, now: datetime, *, to: str = ""
) -> None:
    """Tell somebody that their account was changed; `to` is another address than the present one."""
    t = mail.t
    message = letter(
        t,
        to=to or account.email or "",
        name=account.name,
        subject=subject,
        paragraphs=[sentence],
        after=[t("If it was not you, choose a new password at once and tell an administrator.")],
        why=t("You get this because you have an account."),
        installation=mail.base_address,
    )
    post(session, message, key=f"word:{new_secret()}", account=account.id, now=now)


def _lasts(t: Translator, purpose: Purpose) -> str:
    return lasts_in_words(t, int(LASTS[purpose].total_seconds()) // 60)


def lasts_in_words(t: Translator, minutes: int) -> str:
    """A span of minutes as people say it: 30 minutes, 2 hours, a day."""
    if minutes < 60:
        return t.plural("{count} minute", "{count} minutes", minutes)
    if minutes < 1440:
        return t.plural("{count} hour", "{count} hours", minutes // 60)
    return t.plural("{count} day", "{count} days", minutes // 1440)
