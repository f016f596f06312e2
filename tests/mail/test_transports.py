"""The folder, the terminal, and which address opens what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from selfassess.mail.console import ConsoleTransport
from selfassess.mail.folder import FolderTransport
from selfassess.mail.letter import Letter, compose
from selfassess.mail.problems import TransientProblem
from selfassess.mail.smtp import SmtpTransport, Tls
from selfassess.mail.transports import TRANSPORTS, open_transport

AT = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
LETTER = Letter(
    id="abc123", sender="assess@example.org", to="ann@example.org", subject="Héllo", text="Yes – ŵ\n", html="<p>Yes</p>"
)


def test_a_folder_gets_one_file_a_letter_that_e_mail_programs_open(tmp_path: Path) -> None:
    folder = tmp_path / "made" / "mail"
    FolderTransport(folder).send(compose(LETTER, AT))
    (file,) = folder.iterdir()
    assert file.name == "2026-10-01-093000-abc123.eml"
    got = message_from_bytes(file.read_bytes(), policy=default)
    assert (got["To"], got["Subject"]) == ("ann@example.org", "Héllo")


def test_a_letter_sent_again_takes_the_place_of_its_file(tmp_path: Path) -> None:
    for later in (0, 5):
        FolderTransport(tmp_path).send(compose(LETTER, AT + timedelta(minutes=later)))
    assert [file.name for file in tmp_path.iterdir()] == ["2026-10-01-093500-abc123.eml"]


def test_only_this_user_can_read_the_letters(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    FolderTransport(folder).send(compose(LETTER, AT))
    assert folder.stat().st_mode & 0o077 == 0
    assert [file.stat().st_mode & 0o077 for file in folder.iterdir()] == [0]


def test_a_folder_that_cannot_be_written_may_be_mended(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file")
    with pytest.raises(TransientProblem, match=r"The folder .* cannot be written to"):
        FolderTransport(tmp_path / "mail").send(compose(LETTER, AT))


def test_the_terminal_shows_whom_about_what_and_the_words(capsys: pytest.CaptureFixture[str]) -> None:
    ConsoleTransport().send(compose(LETTER, AT))
    said = capsys.readouterr().err
    assert "e-mail to ann@example.org: Héllo" in said
    assert "Yes – ŵ" in said


def test_each_address_opens_its_transport(tmp_path: Path) -> None:
    assert isinstance(open_transport("folder", tmp_path), FolderTransport)
    assert isinstance(open_transport("console", tmp_path), ConsoleTransport)
    assert set(TRANSPORTS) == {"folder", "console", "smtp"}


@pytest.mark.parametrize(
    ("address", "host", "port", "user", "password", "tls"),
    [
        ("smtp://mail.example.org", "mail.example.org", 587, "", "", Tls.STARTTLS),
        ("smtp://mail.example.org?tls=always", "mail.example.org", 465, "", "", Tls.ALWAYS),
        ("smtp://localhost?tls=never", "localhost", 25, "", "", Tls.NEVER),
        ("smtp://ann%40x:p%2Fw%3A@[::1]:2525", "::1", 2525, "ann@x", "p/w:", Tls.STARTTLS),
    ],
)
def test_an_smtp_address_says_everything(
    address: str, host: str, port: int, user: str, password: str, tls: Tls, tmp_path: Path
) -> None:
    opened = open_transport(address, tmp_path)
    assert isinstance(opened, SmtpTransport)
    assert (opened.host, opened.port, opened.user, opened.password, opened.tls) == (host, port, user, password, tls)
    assert not password or password not in repr(opened)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "post",
        "folder:/tmp",
        "console://x",
        "smtp:",
        "smtp://",
        "smtp://user@",
        "smtp://host:port",
        "smtp://host:99999",
        "smtp://host/path",
        "smtp://host?tls=maybe",
        "smtp://host?other=1",
        "smtp://[host",
        "https://host",
    ],
)
def test_an_address_that_names_no_way_to_send_is_refused_with_words(address: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^(must|has) .*\.$"):
        open_transport(address, tmp_path)
