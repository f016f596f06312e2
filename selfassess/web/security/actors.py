"""Who sends the present request: found out once, asked for everywhere."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import Flask, current_app, g, request
from werkzeug import Response
from werkzeug.exceptions import Forbidden

from selfassess.services.access import LOCAL, VISITOR, Actor, ActorKind, is_alone
from selfassess.web.wiring import wiring

_NAME = "selfassess.sign-in"
_ACCOUNTS = "selfassess.accounts"
_LOOPBACK = frozenset({"127.0.0.1", "::1"})
_ADDED_BY_PROXIES = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """How people are known once there are accounts.

    `account` gives the id of the account that the request's session is of, or None; `ask` answers a request that only
    somebody who is signed in may make, without losing what it sent.
    """

    account: Callable[[], str | None]
    ask: Callable[[], Response]


def _refused() -> Response:
    raise Forbidden


_NOBODY = SignIn(account=lambda: None, ask=_refused)


def install_sign_in(app: Flask, sign_in: SignIn) -> None:
    """Say how people are known; without it nobody is."""
    app.extensions[_NAME] = sign_in


def who() -> Actor:
    """Who sends this request, with its id."""
    if "who" not in g:
        g.who = replace(_actor_of_request(), request=request_id())
    actor = g.who
    assert isinstance(actor, Actor)  # noqa: S101 - set above
    return actor


def request_id() -> str:
    """What this request is called in the log, in the audit record and by whoever sent it. Never taken from outside."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(8)
    return str(g.request_id)


def came_from_this_machine() -> bool:
    """Whether it was sent by a program on this machine, and not passed on by one."""
    # A proxy that nobody told us of gives itself away by what most of them add.
    return request.remote_addr in _LOOPBACK and not any(name in request.headers for name in _ADDED_BY_PROXIES)


def ask_to_sign_in() -> Response:
    """What somebody gets who is not signed in and should be."""
    return _sign_in().ask()


def accounts_exist() -> bool:
    """Whether people have to sign in; from the first account on, for good."""
    if current_app.extensions.get(_ACCOUNTS, False):
        return True
    if "accounts_exist" not in g:
        g.accounts_exist = current_app.extensions[_ACCOUNTS] = not is_alone(wiring().database)
    return bool(g.accounts_exist)


def _actor_of_request() -> Actor:
    if accounts_exist():
        account = _sign_in().account()
        return Actor(kind=ActorKind.PERSON, account=account) if account else VISITOR
    # What comes through a proxy comes from this machine too; so nobody is at it where others can reach the program.
    return LOCAL if came_from_this_machine() and not wiring().others_can_reach else VISITOR


def _sign_in() -> SignIn:
    found = current_app.extensions.get(_NAME, _NOBODY)
    assert isinstance(found, SignIn)  # noqa: S101 - `install_sign_in` put it there
    return found
