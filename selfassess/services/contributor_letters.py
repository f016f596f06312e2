"""The e-mails to contributors: that they are asked, that the last day is near, that a sheet was handed over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from selfassess.language import Translator
from selfassess.services.account_letters import Post
from selfassess.services.letters import Link, letter
from selfassess.services.outbox import post
from selfassess.store.database import Transaction
from selfassess.store.model import Assessment
from selfassess.store.participations import Participation
from selfassess.store.people import Account


def sheet_address(base_address: str, assessment: str) -> str:
    """Where a contributor's own sheet is."""
    return f"{base_address}/assessments/{assessment}/mine"


def no_reminders_address(base_address: str, participation: str) -> str:
    """Where one says, without signing in, that one wants no more reminders; the id is a secret of 128 bits."""
    return f"{base_address}/reminders/{participation}"


def due_words(t: Translator, due_on: date | None) -> str:
    """By when; empty where no day was named."""
    return t("The last day is {day}.", day=t.date(due_on)) if due_on else ""


def send_asked(
    session: Transaction, mail: Post, account: Account, assessment: Assessment, part: Participation, now: datetime
) -> bool:
    """Tell somebody, once, that they are asked to answer."""
    t, names = mail.t, _names(assessment)
    paragraphs = [
        t("You are asked to answer questions about {organisation}, {period}.", **names),
        due_words(t, part.due_on),
        t("You answer apart from the others: nobody else sees your answers before they are looked at together."),
    ]
    subject = t("You are asked to answer: {organisation}, {period}", **names)
    return _send(session, mail, account, part, subject, paragraphs, f"asked:{part.id}", now)


def send_reminder(
    session: Transaction,
    mail: Post,
    account: Account,
    assessment: Assessment,
    part: Participation,
    key: str,
    now: datetime,
) -> bool:
    """Remind somebody who has not finished; False where they were on the occasion of this key."""
    t, names = mail.t, _names(assessment)
    paragraphs = [
        t("You have not finished your answers about {organisation}, {period}.", **names),
        due_words(t, part.due_on),
        t("If you have said all you want to say, open your sheet and press “This is all”."),
    ]
    subject = t("Your answers are still open: {organisation}, {period}", **names)
    return _send(session, mail, account, part, subject, paragraphs, key, now)


def send_handed_over(
    session: Transaction, mail: Post, account: Account, assessment: Assessment, part: Participation, now: datetime
) -> bool:
    """Tell somebody that they are to go on with another person's sheet."""
    t, names = mail.t, _names(assessment)
    paragraphs = [
        t("A sheet of answers about {organisation}, {period} was handed over to you. It holds what was answered so far,"
          " and you go on with it.", **names),
        due_words(t, part.due_on),
    ]  # fmt: skip
    subject = t("Answers were handed over to you: {organisation}, {period}", **names)
    return _send(session, mail, account, part, subject, paragraphs, f"asked:{part.id}", now)


def send_taken_over(
    session: Transaction, mail: Post, account: Account, assessment: Assessment, part: Participation, now: datetime
) -> bool:
    """Tell somebody that a lead handed their sheet to somebody else: it is theirs to know who reads it."""
    t, names = mail.t, _names(assessment)
    paragraphs = [
        t("A lead handed your sheet of answers about {organisation}, {period} over to somebody else, who goes on with"
          " it and can read what you answered.", **names)
    ]  # fmt: skip
    message = letter(
        t,
        to=account.email or "",
        name=account.name,
        subject=t("Your answers were handed over: {organisation}, {period}", **names),
        paragraphs=paragraphs,
        why=t("You get this because you were asked to answer in this assessment."),
        installation=mail.base_address,
    )
    return post(session, message, key=f"taken-over:{part.id}", account=account.id, now=now)


def _send(
    session: Transaction,
    mail: Post,
    account: Account,
    part: Participation,
    subject: str,
    paragraphs: Sequence[str],
    key: str,
    now: datetime,
) -> bool:
    t = mail.t
    no_more = no_reminders_address(mail.base_address, part.id)
    message = letter(
        t,
        to=account.email or "",
        name=account.name,
        subject=subject,
        paragraphs=[one for one in paragraphs if one],
        link=Link(words=t("Open your sheet"), address=sheet_address(mail.base_address, part.assessment)),
        after=[t("To get no reminders of this: {address}", address=no_more)],
        why=t("You get this because you were asked to answer in this assessment."),
        installation=mail.base_address,
    )
    return post(session, message, key=key, account=account.id, now=now)


def _names(assessment: Assessment) -> dict[str, str]:
    return {"organisation": assessment.details.organisation, "period": assessment.details.period}
