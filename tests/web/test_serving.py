"""The server listens on this machine only, passes over taken ports, and stops when it is told to."""

from __future__ import annotations

import contextlib
import socket
import threading
import urllib.error
import urllib.request
from dataclasses import replace

import pytest

from selfassess.web.serving import PORTS_TRIED, NotServedError, Server, address_of


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "[::]"])
def test_an_application_made_for_this_machine_alone_is_not_served_to_others(app, host):
    with pytest.raises(NotServedError, match="serves only this machine"):
        Server(app, host, 0)


@pytest.mark.parametrize("host", ["", "no.such.host.invalid", "a b", "x" * 300, "192.0.2.1"])
def test_what_is_no_address_of_this_machine_is_said(app, host):
    with pytest.raises(NotServedError):
        Server(app, host, 0)


@pytest.mark.parametrize(
    ("host", "address"),
    [("localhost", "127.0.0.1"), ("LOCALHOST", "127.0.0.1"), ("[::1]", "::1"), ("0.0.0.0", "0.0.0.0")],
)
def test_names_of_this_machine_become_its_addresses(host, address):
    assert address_of(host) == address


@pytest.fixture
def serving(app):
    """A server that runs; it is stopped at the end, whatever the test finds."""
    server = Server(app, "127.0.0.1", 0)
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    yield server
    server.stop()
    running.join(10)
    assert not running.is_alive()


def test_a_server_answers_and_stops(serving):
    with urllib.request.urlopen(serving.address + "/help") as answer:
        assert b"Help and support" in answer.read()
    serving.stop()
    with pytest.raises(OSError):  # noqa: PT011 - refused or reset, by system
        urllib.request.urlopen(serving.address + "/help", timeout=5)


def test_a_body_too_large_is_refused_by_a_page_of_ours(serving):
    request = urllib.request.Request(serving.address + "/import", data=b"x" * 4_000_000)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)
    assert refused.value.code == 413
    assert b"too much to take in" in refused.value.read()


def test_many_connections_that_never_finish_a_request_keep_nobody_out(serving):
    with contextlib.ExitStack() as open_ones:
        for _ in range(200):
            open_ones.enter_context(socket.create_connection(("127.0.0.1", serving.port))).sendall(b"GET / HT")
        with urllib.request.urlopen(serving.address + "/help", timeout=10) as answer:
            assert answer.status == 200


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


def test_a_port_that_a_proxy_was_told_is_never_another_one(app):
    app.extensions["selfassess"] = replace(app.extensions["selfassess"], others_can_reach=True)
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        with pytest.raises(NotServedError, match=f"Port {port} is not free"):
            Server(app, "127.0.0.1", port)


def test_no_free_port_is_said(app):
    with socket.create_server(("127.0.0.1", 0)) as busy:
        last = busy.getsockname()[1]
        # The only port there is left to try, at the end of the range, would be taken by itself.
        with pytest.raises(NotServedError, match="No port from 65536"):
            Server(app, "127.0.0.1", 65536)
        assert last
    assert PORTS_TRIED > 1
