"""Sending through a real mail server: it takes the letter, refuses it, is slow, or goes away."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest

from selfassess.mail.letter import Letter, compose
from selfassess.mail.problems import PermanentProblem, SendingProblem, TransientProblem
from selfassess.mail.smtp import SmtpTransport, Tls

AT = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
LETTER = compose(
    Letter(
        id="abc123",
        sender="selfassess <assess@example.org>",
        to="ann@example.org",
        subject="Gŵyl",
        text=".\r\n.. ŵ\nFrom here\n",
        html="<p>Yes</p>",
    ),
    AT,
)


def to(inbox: Any, **more: Any) -> SmtpTransport:
    return SmtpTransport(**{"host": inbox.host, "port": inbox.port, "tls": Tls.NEVER, "seconds": 5.0, **more})


def test_a_letter_reaches_exactly_one_recipient_as_it_was_written(listen: Callable[..., Any]) -> None:
    inbox = listen()
    to(inbox).send(LETTER)
    (taken,) = inbox.taken
    assert (taken.mail_from, taken.rcpt_tos) == ("assess@example.org", ["ann@example.org"])
    got = message_from_bytes(taken.content, policy=default)
    assert got["Subject"] == "Gŵyl"
    body = got.get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines() == [".", ".. ŵ", "From here"]


@pytest.mark.parametrize("command", ["RCPT", "DATA"])
@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ("450 Try later", TransientProblem),
        ("452 Too many", TransientProblem),
        ("421 Going down", TransientProblem),
        ("550 No such user", PermanentProblem),
        ("554 Looks like spam", PermanentProblem),
    ],
)
def test_what_the_server_answers_decides_whether_to_try_again(
    listen: Callable[..., Any], command: str, answer: str, problem: type[SendingProblem]
) -> None:
    inbox = listen()
    inbox.answers[command] = answer
    with pytest.raises(problem, match=f"answered {answer[:3]}: {answer[4:]}"):
        to(inbox).send(LETTER)
    assert inbox.taken == []


def test_a_server_that_breaks_off_may_be_there_again_later(listen: Callable[..., Any]) -> None:
    inbox = listen()
    inbox.drops = True
    with pytest.raises(TransientProblem, match="broke off"):
        to(inbox).send(LETTER)


def test_a_server_that_is_too_slow_is_left(listen: Callable[..., Any]) -> None:
    inbox = listen()
    inbox.seconds = 2.0
    with pytest.raises(TransientProblem):
        to(inbox, seconds=0.3).send(LETTER)


def test_a_goodbye_that_fails_does_not_have_the_letter_sent_again(listen: Callable[..., Any]) -> None:
    inbox = listen()
    inbox.answers["QUIT"] = "closes"
    to(inbox).send(LETTER)
    assert len(inbox.taken) == 1


def test_a_server_that_is_not_there_may_come_back() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # held but not listening
        gone = SmtpTransport(host="127.0.0.1", port=held.getsockname()[1], tls=Tls.NEVER, seconds=1.0)
        with pytest.raises(TransientProblem, match="cannot be reached"):
            gone.send(LETTER)


def test_something_else_than_a_mail_server_is_a_problem_with_words() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        other = SmtpTransport(host="127.0.0.1", port=listening.getsockname()[1], tls=Tls.NEVER, seconds=0.3)
        with pytest.raises(TransientProblem):
            other.send(LETTER)


def test_tls_from_the_start_and_after_a_greeting(
    listen: Callable[..., Any], with_certificate: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    always, starttls = listen(ssl_context=with_certificate), listen(tls_context=with_certificate)
    to(always, tls=Tls.ALWAYS, certificates=trusting).send(LETTER)
    to(starttls, tls=Tls.STARTTLS, certificates=trusting).send(LETTER)
    assert len(always.taken) == len(starttls.taken) == 1


def test_a_server_nobody_vouches_for_gets_neither_password_nor_letter(
    listen: Callable[..., Any], with_certificate: ssl.SSLContext
) -> None:
    inbox = listen(tls_context=with_certificate)
    with pytest.raises(TransientProblem, match="certificate verify failed"):
        to(inbox, tls=Tls.STARTTLS, user="ann", password="right").send(LETTER)
    assert inbox.taken == inbox.logins == []


def test_a_server_without_tls_gets_no_letter_unless_told_so(listen: Callable[..., Any]) -> None:
    inbox = listen()
    with pytest.raises(TransientProblem, match="cannot do what is needed"):
        to(inbox, tls=Tls.STARTTLS).send(LETTER)
    assert inbox.taken == []


def test_the_password_is_right_or_the_letter_waits_and_is_in_no_message(
    listen: Callable[..., Any], with_certificate: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    inbox = listen(tls_context=with_certificate)
    right = to(inbox, tls=Tls.STARTTLS, certificates=trusting, user="ann", password="right")
    right.send(LETTER)
    assert len(inbox.taken) == 1
    with pytest.raises(TransientProblem, match="answered 535") as refused:
        replace(right, password="wrong-secret").send(LETTER)
    assert "wrong-secret" not in str(refused.value)
