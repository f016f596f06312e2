"""The nginx of `docs/deploy/nginx.conf`, run for real before a real server that has the settings of the guide."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.proxy

DEPLOY = Path(__file__).parents[2] / "docs" / "deploy"
NAME = "assess.example.org"
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
MAIN = """
{user} daemon off; pid {folder}/pid; error_log stderr error; worker_processes 1;
events {{ worker_connections 64; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
    uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
    include {folder}/selfassess.conf;
}}
"""


@dataclass
class Site:
    """`secure` and `plain` are nginx's ports, `port` is the server's; `folder` holds logs."""

    folder: Path
    plain: int
    secure: int
    port: int
    server: subprocess.Popen[str]
    nginx: subprocess.Popen[bytes]

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, *, secure: bool = True, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """The status, headers and body of what nginx answers to a browser that asks for the site by its name."""
        given = {"Host": NAME, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if secure:
            trusted = ssl.create_default_context(cafile=str(self.folder / "certificate.pem"))
            connection = _Named("127.0.0.1", self.secure, context=trusted, timeout=60)
        else:
            connection = http.client.HTTPConnection("127.0.0.1", self.plain, timeout=60)
        connection.request(method, path, body, given)
        answer = connection.getresponse()
        found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        connection.close()
        return found


class _Named(http.client.HTTPSConnection):
    """Asks this machine for the site, as one does whose hosts file says that it is here."""

    def connect(self) -> None:
        plain = socket.create_connection((self.host, self.port), self.timeout)
        self.sock = self._context.wrap_socket(plain, server_hostname=NAME)


def free_ports(count: int) -> list[int]:
    with ExitStack() as open_ones:
        sockets = [open_ones.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [one.getsockname()[1] for one in sockets]


def configured(folder: Path, plain: int, secure: int, port: int) -> Path:
    """What is shipped, with ports and files of this test, and with nothing else changed."""
    given = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{secure} ssl;"),
        ("server 127.0.0.1:5000;", f"server 127.0.0.1:{port};"),
        (f"/etc/letsencrypt/live/{NAME}/fullchain.pem", f"{folder}/certificate.pem"),
        (f"/etc/letsencrypt/live/{NAME}/privkey.pem", f"{folder}/key.pem"),
        ("/var/log/nginx/", f"{folder}/"),
    ):
        assert given.count(old) == 1 or old == "/var/log/nginx/", old
        given = given.replace(old, new)
    (folder / "selfassess.conf").write_text(given, encoding="utf-8")
    main = folder / "nginx.conf"
    main.write_text(MAIN.format(folder=folder, user="user root;" if os.geteuid() == 0 else ""), encoding="utf-8")
    return main


def settings_of_the_guide(folder: Path) -> dict[str, str]:
    lines = (DEPLOY / "selfassess.env").read_text(encoding="utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    (folder / "secret-key").write_text("k" * 64)
    return given | {
        "SELFASSESS_INSTANCE": str(folder / "instance"),
        "SELFASSESS_SECRET_KEY_FILE": str(folder / "secret-key"),
        "SELFASSESS_BACKUPS": str(folder / "backups"),
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("nginx")
    plain, secure, port = free_ports(3)
    certificate = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                   "-days", "2", "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}",
                   "-keyout", f"{folder}/key.pem", "-out", f"{folder}/certificate.pem"]  # fmt: skip
    subprocess.run(certificate, check=True, capture_output=True)
    serve = [sys.executable, "-m", "selfassess", "serve", "--no-worker", "--port", str(port)]
    with ExitStack() as running:
        environ = {**os.environ, **settings_of_the_guide(folder)}
        server = running.enter_context(subprocess.Popen(serve, env=environ, stdout=subprocess.PIPE, text=True))
        running.callback(server.send_signal, signal.SIGTERM)
        assert server.stdout is not None
        said = "".join(iter(server.stdout.readline, "  Stop: Ctrl+C\n"))
        assert f"is ready at  https://{NAME}\n" in said
        (folder / "set-up").write_text(re.findall(r"(/set-up/\S+)", said)[0])
        command = [NGINX, "-c", str(configured(folder, plain, secure, port)), "-e", "stderr"]
        nginx = running.enter_context(subprocess.Popen(command))
        running.callback(nginx.terminate)
        site = Site(folder, plain, secure, port, server, nginx)
        wait_for(lambda: answers(secure))
        yield site


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 5).close()
    except OSError:
        return False
    return True


def wait_for(ask: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not ask():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def test_who_comes_without_tls_is_sent_on_to_the_same_page_with_it(site: Site) -> None:
    status, headers, _ = site.ask("/help?a=b", secure=False)
    assert (status, headers["location"]) == (301, f"https://{NAME}/help?a=b")


def test_pages_come_with_tls_for_good_and_cookies_that_travel_no_other_way(site: Site) -> None:
    page = (site.folder / "set-up").read_text()
    status, headers, body = site.ask(page)
    assert status == 200, body[:500]
    assert headers["strict-transport-security"] == "max-age=31536000"
    cookie = headers["set-cookie"]
    assert cookie.startswith("__Host-selfassess=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "content-encoding" not in site.ask("/help", Accept_Encoding="gzip")[1], "pages are not compressed"


def test_forms_are_taken_from_the_site_and_from_nowhere_else(site: Site) -> None:
    page = (site.folder / "set-up").read_text()
    _, headers, body = site.ask(page)
    token = re.findall(rb'name="csrf_token" value="([^"]+)"', body)[0].decode()
    form = f"csrf_token={token}&name=&email=&password=".encode()
    sent = {"Cookie": headers["set-cookie"].partition(";")[0], "Content_Type": "application/x-www-form-urlencoded"}
    ours = {"Origin": f"https://{NAME}", "Referer": f"https://{NAME}{page}"}
    theirs = {"Origin": "https://evil.example", "Referer": "https://evil.example/"}
    assert site.ask(page, "POST", form, **sent, **ours)[0] == 422, "an empty name is what is wrong with it"
    assert site.ask(page, "POST", form, **sent, **theirs)[0] == 400
    assert site.ask("/help", Host="evil.example")[0] == 400, "nor do pages come under another name"


def test_what_a_browser_says_of_where_it_is_counts_for_nothing(site: Site) -> None:
    """Tries are counted by network: each of these says that it comes from another one, and all come from one."""
    forged = {"X_Forwarded_Proto": "http", "X_Forwarded_Host": "evil.example", "Forwarded": "host=evil.example"}
    answered = [site.ask("/link/wrong", X_Forwarded_For=f"192.0.2.{n}", **forged)[0] for n in range(52)]
    assert set(answered[:50]) <= {404, 410}
    assert answered[-1] == 429
    status, headers, _ = site.ask("/", **forged)
    assert (status, headers["location"].partition("?")[0]) == (303, "/sign-in")


def test_files_too_large_are_refused_by_the_program_and_far_too_large_ones_at_the_door(site: Site) -> None:
    status, _, body = site.ask("/sign-in", "POST", b"x" * 4_000_000)
    assert (status, b"too much to take in" in body) == (413, True)
    status, _, body = site.ask("/sign-in", "POST", b"x" * 9_000_000)
    assert (status, b"nginx" in body) == (413, True)


def test_styles_are_compressed_and_kept_for_good(site: Site) -> None:
    _, _, page = site.ask("/help")
    style = re.findall(rb'href="(/static/[0-9a-f]{16}/app.css)"', page)[0].decode()
    status, headers, _ = site.ask(style, Accept_Encoding="gzip")
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert headers["cache-control"] == "public, max-age=31536000, immutable"


def test_no_log_holds_an_address_that_is_a_key(site: Site) -> None:
    secret = (site.folder / "set-up").read_text()
    for page in (secret, "/link/abcdefgh", "/calendar/abcdefgh.ics", "/invitations/abcdefgh", "/help?next=abcdefgh"):
        site.ask(page)
    said = (site.folder / "selfassess.log").read_text()
    assert "GET /set-up/... 200" in said
    assert "GET /help 200" in said
    errors = (site.folder / "selfassess-error.log").read_text()
    assert [word for word in ("abcdefgh", secret) if word in said + errors] == []


def test_while_the_program_is_away_a_page_says_to_wait(site: Site) -> None:
    """The last test: the server is not started again."""
    site.server.terminate()
    site.server.wait()
    status, headers, body = site.ask("/link/abcdefgh")
    assert (status, headers["retry-after"]) == (503, "30")
    assert b"Back in a moment" in body
    assert "abcdefgh" not in (site.folder / "selfassess-error.log").read_text()
