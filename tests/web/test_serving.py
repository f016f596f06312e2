"""The server listens on this machine only, passes over taken ports, and stops when it is told to."""

from __future__ import annotations

import socket
import threading
import urllib.request

import pytest

from selfassess.web.serving import PORTS_TRIED, NotLocalError, Server, loopback


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", "", "127.0.0.2", "localhost.evil"])
def test_any_other_address_is_refused(app, host):
    with pytest.raises(NotLocalError, match="serves only this machine"):
        Server(app, host, 0)


@pytest.mark.parametrize(
    ("host", "address"), [("localhost", "127.0.0.1"), ("LOCALHOST", "127.0.0.1"), ("[::1]", "::1")]
)
def test_the_names_of_this_machine_are_known(host, address):
    assert loopback(host) == address


def test_a_server_answers_and_stops(app):
    server = Server(app, "127.0.0.1", 0)
    running = threading.Thread(target=server.run)
    running.start()
    with urllib.request.urlopen(server.address + "/help") as answer:
        assert b"Help and support" in answer.read()
    server.stop()
    running.join(10)
    assert not running.is_alive()
    with pytest.raises(OSError):  # noqa: PT011 - refused or reset, by system
        urllib.request.urlopen(server.address + "/help", timeout=5)


def test_a_taken_port_is_said_and_the_next_one_used(app):
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        server = Server(app, "127.0.0.1", port)
        assert server.taken[0] == port
        assert server.port > port
        running = threading.Thread(target=server.run)
        running.start()
        server.stop()
        running.join(10)


def test_no_free_port_is_said(app):
    with socket.create_server(("127.0.0.1", 0)) as busy:
        last = busy.getsockname()[1]
        # The only port there is left to try, at the end of the range, would be taken by itself.
        with pytest.raises(NotLocalError, match="No port from 65536"):
            Server(app, "127.0.0.1", 65536)
        assert last
    assert PORTS_TRIED > 1
