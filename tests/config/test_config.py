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

from selfassess.config import SettingsProblem, default_instance, load_settings
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
    url = "postgresql://me:secret@localhost/answers"
    settings = load_settings(
        {
            "selfassess_instance": str(tmp_path),
            "SELFASSESS_PORT": "8080",
            "SELFASSESS_HOST": "",
            "SELFASSESS_DATABASE_URL": url,
        }
    )
    assert (settings.host, settings.port, settings.database_url) == ("127.0.0.1", 8080, url)
    assert "secret" not in repr(settings)


def test_in_a_checkout_data_live_in_its_instance_folder() -> None:
    assert default_instance() == Path(__file__).parents[2] / "instance"


def test_a_misspelt_variable_is_said_with_those_there_are() -> None:
    assert problem_of(HOTS="127.0.0.1") == (
        "SELFASSESS_HOTS is not a setting of selfassess; there are SELFASSESS_INSTANCE, SELFASSESS_DATABASE_URL, "
        "SELFASSESS_HOST, SELFASSESS_PORT."
    )


def test_all_wrong_values_are_said_at_once_without_repeating_a_password() -> None:
    message = problem_of(PORT="many", HOST="0.0.0.0", DATABASE_URL="mysql://me:secret@host/x")
    assert message.splitlines() == [
        "SELFASSESS_DATABASE_URL names mysql, but only sqlite and postgresql can be used.",
        "SELFASSESS_HOST must be this machine (127.0.0.1): there are no accounts yet to keep others out.",
        "SELFASSESS_PORT must be a whole number from 1 to 65535.",
    ]


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80.5"])
def test_a_port_that_is_none_is_said(port: str) -> None:
    assert problem_of(PORT=port) == "SELFASSESS_PORT must be a whole number from 1 to 65535."


@pytest.mark.parametrize("host", ["192.168.0.1", "::", "example.org"])
def test_an_address_that_others_could_reach_is_refused(host: str) -> None:
    assert "SELFASSESS_HOST must be this machine" in problem_of(HOST=host)


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
