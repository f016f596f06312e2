"""An installation with people who sign in, for tests of signing in and of one's own account."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import text

from selfassess.services import own_account
from selfassess.services.access import Actor, ActorKind
from selfassess.services.accounts import add_account
from selfassess.services.links import hash_of
from selfassess.services.passwords import hashed
from selfassess.services.recovery_codes import new_codes
from selfassess.services.sign_in import SignedIn, Visit, with_password
from selfassess.store.database import Database
from selfassess.store.people import Account

from .members import MAIL

PASSWORD = "three random words"
HASH = hashed(PASSWORD)
CODES, KEPT_CODES = new_codes()
SECOND = timedelta(seconds=1)


@dataclass
class Installation:
    """A database with Ann, who signs in with `PASSWORD`, and the administrator."""

    database: Database
    ann: Account
    visit: Visit

    def later(self, wait: timedelta) -> Visit:
        return replace(self.visit, now=self.visit.now + wait)

    @property
    def now(self) -> datetime:
        return self.visit.now

    @property
    def as_ann(self) -> Actor:
        return Actor(kind=ActorKind.PERSON, account=self.ann.id)

    def cookie(self) -> str:
        done = with_password(self.database, "ann@example.org", PASSWORD, self.visit)
        assert isinstance(done, SignedIn)
        return done.secret

    def letters(self) -> list[tuple[str, str, str]]:
        """Each message in order: to whom, subject, text."""
        with self.database.reading() as session:
            rows = session.execute(text('SELECT "to", subject, text FROM outbox ORDER BY created_at, id'))
            return [(to, subject, words) for to, subject, words in rows]

    def secret_to(self, address: str) -> str:
        """The secret of the link last sent there."""
        words = [words for to, _, words in self.letters() if to == address and "/link/" in words]
        return re.findall(r"https://assess\.example\.org/link/([\w-]{32})\n", words[-1])[0]


def installed(database: Database, now: datetime) -> Installation:
    with database.writing() as session:
        add_account(session, "Admin", "admin@example.org", administrator=True, password=None, now=now)
        ann = add_account(session, "Ann", "ann@example.org", password=HASH, now=now)
    assert ann is not None
    return Installation(database, ann, Visit(network="192.0.2.1", device="Firefox on Windows", request=None, now=now))


def number_of(secret: str, code: str, last: int | None) -> int | None:
    """An app that shows `code-5` at its fifth interval, and so on."""
    number = int(code.removeprefix("code-")) if code.startswith("code-") else 0
    return number if number > (last or 0) else None


def set_up_app(here: Installation) -> None:
    cookie = here.cookie()
    own_account.set_up_second_step(
        here.database, here.as_ann, hash_of(cookie), "encrypted", 5, KEPT_CODES, MAIL, now=here.now
    )
