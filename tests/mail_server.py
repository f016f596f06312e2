"""A mail server that listens on this machine, and does to whoever sends what a test tells it to."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


@dataclass
class Inbox:
    """What the server took, and how it behaves: `answers` are given to the commands in place of its own."""

    host: str = "127.0.0.1"
    port: int = 0
    taken: list[Envelope] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    drops: bool = False
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if "RCPT" not in self.answers:
            envelope.rcpt_tos.append(address)
        return self.answers.get("RCPT", "250 OK")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the same
        await asyncio.sleep(self.seconds)
        if self.drops:
            server.transport.close()
            return "421 never heard"
        if "DATA" not in self.answers:
            self.taken.append(envelope)
        return self.answers.get("DATA", "250 OK")

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the same
        if "QUIT" in self.answers:
            server.transport.close()
        return "221 Bye"

    def authenticate(self, *given: Any) -> AuthResult:
        login = given[-1]
        self.logins.append((login.login, login.password))
        return AuthResult(success=login.password == b"right", handled=False)


def listeners() -> Iterator[Callable[..., Inbox]]:
    """Gives what starts a server on a free port, and ends all of them afterwards."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def start(inbox: Inbox, ssl_context: ssl.SSLContext | None, **more: Any) -> asyncio.Server:
        def factory() -> SMTP:
            return SMTP(inbox, authenticator=inbox.authenticate, **more)

        return await loop.create_server(factory, inbox.host, 0, ssl=ssl_context)

    def listening(ssl_context: ssl.SSLContext | None = None, **more: Any) -> Inbox:
        inbox = Inbox()
        server = asyncio.run_coroutine_threadsafe(start(inbox, ssl_context, **more), loop).result()
        inbox.port = server.sockets[0].getsockname()[1]
        servers.append(server)
        return inbox

    async def end() -> None:
        for server in servers:
            server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    servers: list[asyncio.Server] = []
    yield listening
    asyncio.run_coroutine_threadsafe(end(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
