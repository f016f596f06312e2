"""Settings come from the environment and the instance folder, and anything not understood is said."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from selfassess.config import (
    Settings,
    SettingsProblem,
    default_instance,
    load_settings,
    require_ready_for_others,
)
from selfassess.services.copy_folder import CopyFolder
from selfassess.store.database import open_database
from selfassess.store.migrate import migrate


def problem_of(**environ: str) -> str:
    with pytest.raises(SettingsProblem) as raised:
        load_settings({f"SELFASSESS_{name}": value for name, value in environ.items()})
    return str(raised.value)


def test_without_any_variable_but_the_instance_everything_has_its_default(tmp_path: Path) -> None:
    settings = load_settings({"SELFASSESS_INSTANCE": str(tmp_path), "HOME": "/nowhere"})
    assert (settings.host, settings.port, settings.instance) == ("127.0.0.1", 5000, tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path}/selfassess.sqlite3"


def test_variables_are_read_whatever_their_case_and_empty_ones_are_not_set(tmp_path: Path) -> None:
    url = "postgresql://me:hunter2@localhost/answers"
    settings = load_settings(
        {
            "selfassess_instance": str(tmp_path),
            "SELFASSESS_PORT": "8080",
            "SELFASSESS_HOST": "",
            "SELFASSESS_DATABASE_URL": url,
        }
    )
    assert (settings.host, settings.port, settings.database_url) == ("127.0.0.1", 8080, url)
    assert "hunter2" not in repr(settings)


def test_in_a_checkout_data_live_in_its_instance_folder() -> None:
    assert default_instance() == Path(__file__).parents[2] / "instance"


def test_a_misspelt_variable_is_said_with_those_there_are() -> None:
    assert problem_of(HOTS="127.0.0.1") == (
        "SELFASSESS_HOTS is not a setting of selfassess; there are SELFASSESS_INSTANCE, SELFASSESS_DATABASE_URL, "
        "SELFASSESS_HOST, SELFASSESS_PORT, SELFASSESS_ADDRESS, SELFASSESS_HOSTS, SELFASSESS_PROXIES, "
        "SELFASSESS_SECRET_KEY, SELFASSESS_SECRET_KEY_FILE, SELFASSESS_SECRET_KEY_FALLBACKS, SELFASSESS_MAIL, "
        "SELFASSESS_MAIL_FROM, SELFASSESS_QUEUE, SELFASSESS_BACKUPS, SELFASSESS_BACKUPS_KEPT, "
        "SELFASSESS_LOG, SELFASSESS_SLOW_QUERY_MS, SELFASSESS_METRICS, SELFASSESS_SECURITY_CONTACT."
    )


def test_all_wrong_values_are_said_at_once_without_repeating_a_password() -> None:
    message = problem_of(PORT="many", HOST="a b", DATABASE_URL="mysql://me:secret@host/x")
    assert message.splitlines() == [
        "SELFASSESS_DATABASE_URL names mysql, but only sqlite and postgresql can be used.",
        "SELFASSESS_HOST must be an address of this machine: 127.0.0.1 for it alone, 0.0.0.0 for all its networks.",
        "SELFASSESS_PORT must be a whole number from 1 to 65535.",
    ]


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80.5"])
def test_a_port_that_is_none_is_said(port: str) -> None:
    assert problem_of(PORT=port) == "SELFASSESS_PORT must be a whole number from 1 to 65535."


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.0.0.53"])
def test_every_name_of_this_machine_will_do(tmp_path: Path, host: str) -> None:
    assert load_settings({"SELFASSESS_INSTANCE": str(tmp_path), "SELFASSESS_HOST": host}).host == host


def test_an_instance_folder_is_made_whatever_it_is_called_and_takes_a_database(tmp_path: Path) -> None:
    instance = tmp_path / "not there" / "a?b#c%20d ŵ"
    settings = load_settings({"SELFASSESS_INSTANCE": str(instance)})
    database = open_database(settings.database_url)
    migrate(database)
    database.close()
    assert sorted(path.name for path in instance.iterdir()) == ["secret-key", "selfassess.sqlite3"]
    assert os.name != "posix" or instance.stat().st_mode & 0o777 == 0o700


def test_an_instance_that_is_a_file_or_inside_one_is_said(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for path in (file, file / "inside"):
        message = problem_of(INSTANCE=str(path))
        assert f"The instance {path} is a file or inside one" in message
        assert "SELFASSESS_INSTANCE" in message


@pytest.fixture
def read_only_folder() -> Iterator[Path]:
    """A folder that may be looked into and not written to, while this process is an ordinary user."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        is_root = os.getuid() == 0
        if is_root:
            os.setresuid(65534, 65534, 0)
        yield folder
        if is_root:
            os.setresuid(0, 0, 0)
        folder.chmod(0o755)


def test_an_instance_that_cannot_be_written_to_is_said(read_only_folder: Path) -> None:
    assert "cannot be written to; name a folder" in problem_of(INSTANCE=str(read_only_folder))
    assert "cannot be made: Permission denied" in problem_of(INSTANCE=str(read_only_folder / "new"))


def test_the_secret_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    environ = {"SELFASSESS_INSTANCE": str(tmp_path)}
    first = load_settings(environ).secret_key
    assert load_settings(environ).secret_key == first
    assert len(first) == 64
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_processes_that_start_at_once_agree_on_the_key(tmp_path: Path) -> None:
    program = "import os; from selfassess.config import load_settings; print(load_settings(os.environ).secret_key)"
    environ = {**os.environ, "SELFASSESS_INSTANCE": str(tmp_path)}
    started = [
        subprocess.Popen([sys.executable, "-c", program], env=environ, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    keys = {process.communicate()[0] for process in started}
    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


@pytest.mark.parametrize("content", [b"", b"short\n", b"\xff" * 64])
def test_a_key_that_is_not_safe_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "secret-key").write_bytes(content)
    assert f"The secret key {tmp_path}/secret-key" in problem_of(INSTANCE=str(tmp_path))


def test_a_key_that_is_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "secret-key").mkdir()
    assert "cannot be read or made" in problem_of(INSTANCE=str(tmp_path))


# Names, addresses, keys


def settings_of(tmp_path: Path, **environ: str) -> Settings:
    return load_settings(
        {"SELFASSESS_INSTANCE": str(tmp_path), **{f"SELFASSESS_{name}": value for name, value in environ.items()}}
    )


def test_the_address_gives_links_and_a_name_and_further_names_are_added(tmp_path: Path) -> None:
    settings = settings_of(
        tmp_path, ADDRESS="HTTPS://Assess.Example.org:8443/", HOSTS="old.example.org, 10.0.0.5 [2001:DB8::1]"
    )
    assert settings.base_address == "https://assess.example.org:8443"
    assert settings.hosts == ("assess.example.org", "old.example.org", "10.0.0.5", "[2001:db8::1]")
    assert settings.others_can_reach


def test_without_an_address_links_begin_with_the_first_name_or_with_where_it_listens(tmp_path: Path) -> None:
    assert settings_of(tmp_path, PORT="8000").base_address == "http://127.0.0.1:8000"
    assert settings_of(tmp_path, HOST="::1").base_address == "http://[::1]:5000"
    assert settings_of(tmp_path, HOSTS="pc-17").base_address == "http://pc-17:5000"
    assert not settings_of(tmp_path, ADDRESS="http://localhost:5000").others_can_reach


@pytest.mark.parametrize(
    "address",
    ["assess.example.org", "ftp://example.org", "https://", "https://example.org/path", "https://me:pw@example.org",
     "https://example.org?x=1", "https://example.org:port", "https://exa mple.org", "https://-a.org", "https://a\\b"],
)  # fmt: skip
def test_what_is_no_address_is_said(address: str) -> None:
    assert problem_of(ADDRESS=address) == (
        "SELFASSESS_ADDRESS must be the address people open, such as https://assess.example.org, without a path."
    )


@pytest.mark.parametrize("host", ["https://x.org", "x.org:80", "*.example.org", "a_b.org", "é.org", ".org", "x.org/"])
def test_what_is_no_host_name_is_said(host: str) -> None:
    assert problem_of(HOSTS=f"good.example.org {host}").startswith(f"SELFASSESS_HOSTS holds “{host}”, which is no host")


def test_a_key_is_given_itself_or_in_a_file_with_older_ones_beside(tmp_path: Path) -> None:
    key, file = "k" * 32, tmp_path / "key"
    file.write_text("f" * 40 + "\n")
    own = settings_of(tmp_path)
    assert not own.secret_key_given
    given = settings_of(tmp_path, SECRET_KEY=key, SECRET_KEY_FALLBACKS=f"{'a' * 32},{'b' * 32}")
    assert (given.secret_key, given.secret_key_given) == (key, True)
    assert given.secret_key_fallbacks == ("a" * 32, "b" * 32)
    assert settings_of(tmp_path, SECRET_KEY_FILE=str(file)).secret_key == "f" * 40
    assert key not in repr(given)
    assert "aaaa" not in repr(given)


def test_keys_that_are_too_short_missing_or_two_are_said_and_not_repeated(tmp_path: Path) -> None:
    assert "must have at least 32 characters" in problem_of(SECRET_KEY="hunter2")
    assert "hunter2" not in problem_of(SECRET_KEY="hunter2")
    assert "must have at least 32 characters" in problem_of(SECRET_KEY_FALLBACKS=f"{'a' * 32} short")
    assert "SELFASSESS_SECRET_KEY_FILE names" in problem_of(SECRET_KEY_FILE=str(tmp_path / "none"))
    short = tmp_path / "short"
    short.write_text("short")
    assert "is too short to be safe. Write at least 32" in problem_of(SECRET_KEY_FILE=str(short))
    assert "both set" in problem_of(SECRET_KEY="k" * 32, SECRET_KEY_FILE=str(short))


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("MAIL", "http://mail", "must be folder, console or smtp:"),
        ("MAIL_FROM", "nobody", "must be one e-mail address"),
        ("MAIL_FROM", "a@example.org, b@example.org", "must be one e-mail address"),
        ("QUEUE", "rabbit", "must be sqlite, postgresql"),
        ("LOG", "loud", "must be one of quiet, text, json."),
        ("SLOW_QUERY_MS", "-1", "must be a whole number of milliseconds, from 0 to 3600000."),
        ("METRICS", "everybody", "must be this-machine, or a token of at least 32 characters without blanks."),
        ("METRICS", "k" * 31 + " ", "must be this-machine, or a token"),
        ("PROXIES", "-1", "must be a whole number from 0 to 9."),
        ("SECURITY_CONTACT", "http://x.org", "must be an e-mail address, or"),
        ("SECURITY_CONTACT", "a@b.org\nExpires: never", "must be an e-mail address, or"),
    ],
)
def test_other_values_that_make_no_sense_are_said(name: str, value: str, words: str) -> None:
    assert problem_of(**{name: value}).startswith(f"SELFASSESS_{name} {words}")


def test_values_that_do_not_go_together_are_said() -> None:
    assert "SELFASSESS_MAIL_FROM must say whom" in problem_of(MAIL="smtp://mail.example.org")
    assert "names no PostgreSQL database" in problem_of(QUEUE="postgresql")


@pytest.mark.parametrize("given", ["safe@example.org", "mailto:safe@example.org"])
def test_a_contact_is_an_address_that_programs_understand(tmp_path: Path, given: str) -> None:
    assert settings_of(tmp_path, SECURITY_CONTACT=given).security_contact == "mailto:safe@example.org"


def test_what_is_logged_and_counted_is_set(tmp_path: Path) -> None:
    default = settings_of(tmp_path)
    assert (default.log, default.slow_query_ms, default.metrics) == ("quiet", None, None)
    token = "t" * 32
    given = settings_of(tmp_path, LOG="JSON", SLOW_QUERY_MS="0", METRICS=token)
    assert (given.log, given.slow_query_ms, given.metrics) == ("json", 0, token)
    assert token not in repr(given)


# Before others are let in


def missing(settings: Settings) -> str:
    with pytest.raises(SettingsProblem) as raised:
        require_ready_for_others(settings)
    return str(raised.value)


def test_this_machine_alone_needs_nothing(tmp_path: Path) -> None:
    require_ready_for_others(settings_of(tmp_path))


@pytest.mark.parametrize("exposed", [{"HOST": "0.0.0.0"}, {"HOST": "::"}, {"PROXIES": "1"}, {"HOST": "10.1.2.3"}])
def test_all_that_is_missing_is_said_at_once_with_lines_that_can_be_copied(
    tmp_path: Path, exposed: dict[str, str]
) -> None:
    words = missing(settings_of(tmp_path, **exposed))
    lines = [line.strip() for line in words.splitlines() if line.strip().startswith("export ")]
    assert lines == [
        f"export SELFASSESS_SECRET_KEY_FILE='{tmp_path}/secret-key'",
        "export SELFASSESS_ADDRESS='https://assess.example.org'",
    ]
    copied = dict(line.removeprefix("export SELFASSESS_").replace("'", "").split("=") for line in lines)
    require_ready_for_others(settings_of(tmp_path, **exposed, **copied))


def test_only_what_is_missing_is_said(tmp_path: Path) -> None:
    assert "ADDRESS='" not in missing(settings_of(tmp_path, HOST="0.0.0.0", HOSTS="pc-17"))
    assert "SECRET_KEY" not in missing(settings_of(tmp_path, HOST="0.0.0.0", SECRET_KEY="k" * 32))


def test_safe_copies_are_kept_in_the_instance_and_made_daily_only_where_a_folder_is_named(tmp_path: Path) -> None:
    instance = {"SELFASSESS_INSTANCE": str(tmp_path)}
    unnamed = load_settings(instance)
    assert unnamed.copies == CopyFolder(path=tmp_path / "backups", kept=14, daily=False)
    named = load_settings({**instance, "SELFASSESS_BACKUPS": "/elsewhere", "SELFASSESS_BACKUPS_KEPT": "3"})
    assert named.copies == CopyFolder(path=Path("/elsewhere"), kept=3, daily=True)
    assert problem_of(BACKUPS_KEPT="0") == "SELFASSESS_BACKUPS_KEPT must be a whole number from 1 to 1000."
