"""Who leads an organisation is told before an assessment of it has been kept for its time, once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from selfassess.language import Translator
from selfassess.plan.dates import months_after
from selfassess.services.access import Actor
from selfassess.services.account_letters import Post
from selfassess.services.expiring import look_ahead
from selfassess.services.letters import Link, letter
from selfassess.services.outbox import Message, post
from selfassess.services.retention import Kind, periods_in_force
from selfassess.services.retention_words import kind_words, length
from selfassess.store.accounts import account_of_id
from selfassess.store.assessments import find_assessment
from selfassess.store.database import Database
from selfassess.store.expired import Expired
from selfassess.store.holders import heads_of
from selfassess.store.model import Assessment
from selfassess.store.people import Account, Place

BEFORE = timedelta(days=30)
"""How long before it goes."""


def tell_of_deletions(database: Database, who: Actor, mail: Post, *, now: datetime) -> int:
    """Write to everybody who leads an organisation of which something goes soon; gives how many letters."""
    periods = periods_in_force(database)
    count = 0
    for kind in (Kind.UNFINISHED, Kind.LOCKED):
        months = periods[kind].months
        over = {one.id for one in look_ahead(database, who, kind, months, now=now).goes}
        soon = look_ahead(database, who, kind, months, now=now + BEFORE).goes
        count += sum(_tell(database, kind, one, months or 0, mail, now) for one in soon if one.id not in over)
    return count


def _tell(database: Database, kind: Kind, one: Expired, months: int, mail: Post, now: datetime) -> int:
    goes_on = months_after(one.since.date(), months) + timedelta(days=1)
    count = 0
    with database.writing() as session:
        found = find_assessment(session, one.id)
        if found is None:
            return 0
        for id in sorted(heads_of(session, Place(organisation=found.organisation_id))):
            account = account_of_id(session, id)
            if account is not None and account.email:
                message = _message(mail, account, found, kind, months, goes_on)
                key = f"deletion:{one.id}:{id}:{goes_on.isoformat()}"
                count += post(session, message, key=key, account=id, now=now)
    return count


def _message(mail: Post, account: Account, found: Assessment, kind: Kind, months: int, goes_on: date) -> Message:
    t, details = mail.t, found.details
    said = {"organisation": details.organisation, "period": details.period, "day": t.date(goes_on)}
    return letter(
        t,
        to=account.email or "",
        name=account.name,
        subject=t("{organisation}, {period}: to be deleted on {day}", **said),
        paragraphs=[
            t("The assessment of {organisation} for {period} will be deleted on {day}, with everything in it.", **said),
            t("{kinds} are kept here for {length} {since}.", kinds=kind_words(t, kind).name, length=length(t, months),
              since=kind_words(t, kind).since),
            _to_keep_it(t, kind),
        ],
        link=Link(words=t("Open the assessment"), address=f"{mail.base_address}/assessments/{found.id}"),
        after=[t("If the time is too short for you, ask those who run this installation: they set it.")],
        why=t("You get this because you lead the organisation. You will not be reminded again."),
        installation=mail.base_address,
    )  # fmt: skip


def _to_keep_it(t: Translator, kind: Kind) -> str:
    if kind is Kind.UNFINISHED:
        return t("To keep it, change anything in it, or have it signed. To keep a copy, download its report and its"
                 " answers file.")  # fmt: skip
    return t("To keep a copy, download its report and its answers file.")
