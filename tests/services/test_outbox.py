"""The outbox: a message is sent once after its transaction, tried again where that fails, and not kept longer."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from subprocess import PIPE, Popen

import pytest
from sqlalchemy import text

from selfassess.mail.folder import FolderTransport
from selfassess.mail.problems import PermanentProblem, SendingProblem, TransientProblem
from selfassess.services.outbox import (
    KEEP_ADDRESS,
    KEEP_WORDS,
    LEASE,
    PAUSES,
    Delivered,
    Message,
    counts,
    deliver,
    empty_old_messages,
    post,
)
from selfassess.store.database import Database

NOW = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
HELLO = Message(to="ann@example.org", subject="Hello", text="Hello Ann\n", html="<p>Hello Ann</p>")
SENDER = "selfassess <assess@example.org>"


@dataclass
class Postbox:
    """A way to send that fails as told, and keeps what it took."""

    fails: SendingProblem | None = None
    taken: list[EmailMessage] = field(default_factory=list)

    def send(self, message: EmailMessage) -> None:
        if self.fails:
            raise self.fails
        self.taken.append(message)


def put(database: Database, key: str = "once", message: Message = HELLO) -> bool:
    with database.writing() as session:
        return post(session, message, key=key, now=NOW)


def row(database: Database) -> dict[str, object]:
    with database.reading() as session:
        return dict(session.execute(text("SELECT * FROM outbox")).one()._mapping)


def round_at(database: Database, postbox: Postbox, now: datetime = NOW) -> Delivered:
    return deliver(database, postbox, sender=SENDER, clock=lambda: now)


def test_a_message_is_sent_once_and_its_words_are_not_kept(database: Database) -> None:
    postbox = Postbox()
    put(database)
    assert round_at(database, postbox) == Delivered(sent=1)
    assert round_at(database, postbox) == Delivered()
    (taken,) = postbox.taken
    assert (taken["To"], taken["Subject"], taken["From"]) == ("ann@example.org", "Hello", SENDER)
    kept = row(database)
    assert (kept["state"], kept["text"], kept["html"], kept["to"]) == ("sent", "", "", "ann@example.org")


def test_the_same_occasion_is_told_once(database: Database) -> None:
    postbox = Postbox()
    assert [put(database), put(database)] == [True, False]
    round_at(database, postbox)
    assert put(database) is False
    round_at(database, postbox)
    assert len(postbox.taken) == 1


def test_what_is_undone_is_not_told(database: Database) -> None:
    def fail_half_way() -> None:
        with database.writing() as session:
            post(session, HELLO, key="once", now=NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    assert round_at(database, Postbox()) == Delivered()


@pytest.mark.parametrize(
    "message",
    [
        Message(to="ann@example.org", subject="Hello\nBcc: eve@example.org", text="x", html="x"),
        Message(to="ann@example.org", subject="Hello\u2028Bcc: eve@example.org", text="x", html="x"),
        Message(to="ann@example.org", subject="", text="x", html="x"),
        Message(to="ann@example.org", subject="Hello", text="a\0b", html="x"),
        Message(to="ann@exam\0ple.org", subject="Hello", text="x", html="x"),
    ],
)
def test_a_message_that_could_not_be_sent_is_not_taken(database: Database, message: Message) -> None:
    with pytest.raises(ValueError, match="no message"):
        put(database, message=message)


def test_a_server_that_asks_for_patience_gets_it_again_with_growing_pauses(database: Database) -> None:
    postbox = Postbox(fails=TransientProblem("The mail server answered 450: Try later"))
    put(database)
    now = NOW
    for pause in PAUSES:
        assert round_at(database, postbox, now) == Delivered(put_off=1)
        assert round_at(database, postbox, now + pause - timedelta(seconds=1)) == Delivered()
        now += pause
    assert list(PAUSES) == sorted(set(PAUSES))
    assert round_at(database, postbox, now) == Delivered(failed=1)
    assert round_at(database, postbox, now + timedelta(days=30)) == Delivered()
    kept = row(database)
    assert (kept["state"], kept["attempts"]) == ("failed", len(PAUSES) + 1)
    assert kept["failure"] == "The mail server answered 450: Try later"


def test_a_server_that_comes_back_gets_the_message(database: Database) -> None:
    postbox = Postbox(fails=TransientProblem("gone"))
    put(database)
    round_at(database, postbox)
    postbox.fails = None
    assert round_at(database, postbox, NOW + PAUSES[0]) == Delivered(sent=1)
    assert row(database)["failure"] is None


def test_a_refusal_is_for_good(database: Database) -> None:
    put(database)
    assert round_at(database, Postbox(fails=PermanentProblem("No such user"))) == Delivered(failed=1)
    assert round_at(database, Postbox(), NOW + timedelta(days=9)) == Delivered()


def test_a_message_to_nobody_fails_and_the_others_are_sent(database: Database) -> None:
    postbox = Postbox()
    put(database, "a", Message(to="ann, eve@example.org", subject="Hello", text="x", html="x"))
    put(database, "b")
    assert round_at(database, postbox) == Delivered(sent=1, failed=1)
    assert str(row_failures(database)) == "The address is not one e-mail address, such as somebody@example.org."


def row_failures(database: Database) -> object:
    with database.reading() as session:
        return session.scalar(text("SELECT failure FROM outbox WHERE state = 'failed'"))


def test_a_claim_that_ran_out_is_taken_up_with_the_same_message_id(database: Database) -> None:
    """The server took the letter, and the program died before it wrote that down."""
    postbox = Postbox()
    put(database)

    class Dies(Postbox):
        def send(self, message: EmailMessage) -> None:
            postbox.send(message)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        round_at(database, Dies())
    assert round_at(database, postbox, NOW + LEASE - timedelta(seconds=1)) == Delivered()
    assert round_at(database, postbox, NOW + LEASE) == Delivered(sent=1)
    assert len({taken["Message-ID"] for taken in postbox.taken}) == 1
    assert len(postbox.taken) == 2


def test_a_sender_that_lost_its_claim_changes_nothing(database: Database) -> None:
    """It was so slow that another one has sent the message meanwhile; what it met is of no interest any more."""
    put(database)
    other = Postbox()

    class Slow(Postbox):
        def send(self, message: EmailMessage) -> None:
            round_at(database, other, NOW + LEASE)
            raise PermanentProblem("too late")

    round_at(database, Slow())
    assert len(other.taken) == 1
    assert (row(database)["state"], row(database)["failure"]) == ("sent", None)


def test_a_message_that_ends_every_program_is_given_up(database: Database) -> None:
    put(database)

    class Dies(Postbox):
        def send(self, message: EmailMessage) -> None:
            raise KeyboardInterrupt

    now = NOW
    for _ in range(len(PAUSES) + 1):
        with pytest.raises(KeyboardInterrupt):
            round_at(database, Dies(), now)
        now += LEASE
    assert round_at(database, Dies(), now) == Delivered(failed=1)


SENDING = Path(__file__).with_name("sending.py")


def start_sending(url: str, folder: Path, seconds: float) -> Popen[str]:
    command = [sys.executable, str(SENDING), url, str(folder), str(seconds)]
    return Popen(command, stdout=PIPE, stderr=PIPE, text=True)


def test_two_that_deliver_at_once_send_nothing_twice(database: Database, database_url: str, tmp_path: Path) -> None:
    for at in range(20):
        put(database, f"occasion {at}")
    programs = [start_sending(database_url, tmp_path / name, 0.01) for name in ("one", "two")]
    ends = [program.communicate() for program in programs]
    assert [(error, program.returncode) for (_, error), program in zip(ends, programs, strict=True)] == [("", 0)] * 2
    ids = [file.name.rpartition("-")[2] for name in ("one", "two") for file in (tmp_path / name).glob("*.eml")]
    assert len(ids) == len(set(ids)) == 20
    assert sum(int(out.split()[-1]) for out, _ in ends) == 20
    assert counts(database).waiting == 0


def test_what_a_killed_program_had_claimed_is_sent_once_more(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    put(database)
    killed = start_sending(database_url, tmp_path / "killed", 60)
    assert killed.stdout is not None
    assert killed.stdout.readline() == "claimed\n"
    killed.kill()
    killed.communicate()
    assert not (tmp_path / "killed").exists()
    real = FolderTransport(tmp_path / "mail")
    soon, later = datetime.now(UTC), datetime.now(UTC) + LEASE
    assert deliver(database, real, sender=SENDER, clock=lambda: soon) == Delivered()
    assert deliver(database, real, sender=SENDER, clock=lambda: later) == Delivered(sent=1)
    (file,) = (tmp_path / "mail").iterdir()
    got = message_from_bytes(file.read_bytes(), policy=default)
    assert got["Message-ID"] == f"<{row(database)['id']}@example.org>"


def test_what_waits_and_what_failed_is_counted(database: Database) -> None:
    assert counts(database).waiting_since is None
    put(database, "a")
    put(database, "b")
    standing = counts(database)
    assert (standing.waiting, standing.failed, standing.waiting_since) == (2, 0, NOW)
    deliver(database, Postbox(fails=PermanentProblem("no")), sender=SENDER, clock=lambda: NOW, most=1)
    standing = counts(database)
    assert (standing.waiting, standing.failed) == (1, 1)


def test_words_and_addresses_are_forgotten_after_a_while_but_not_what_waits(database: Database) -> None:
    put(database)
    empty_old_messages(database, now=NOW + KEEP_ADDRESS * 2)
    assert row(database)["text"] == HELLO.text
    round_at(database, Postbox(fails=PermanentProblem("no such user ann@example.org")))
    empty_old_messages(database, now=NOW + KEEP_WORDS)
    assert row(database)["text"] == HELLO.text
    empty_old_messages(database, now=NOW + KEEP_WORDS + timedelta(seconds=1))
    assert (row(database)["text"], row(database)["html"], row(database)["to"]) == ("", "", HELLO.to)
    empty_old_messages(database, now=NOW + KEEP_ADDRESS + timedelta(seconds=1))
    assert (row(database)["to"], row(database)["subject"], row(database)["failure"]) == ("", "", None)
    assert put(database) is False
