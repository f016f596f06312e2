"""Finding what ships, and reading a file that a person names."""

import os
from pathlib import Path

import pytest

from selfassess.questionnaire.problems import Problem
from selfassess.questionnaire.reading import MOST_BYTES
from selfassess.questionnaire.shipped import action_files, example_files, read_file, shipped_files, shipped_folder


def told(path: Path) -> str:
    found = read_file(path)
    assert isinstance(found, Problem)
    assert (found.file, found.line, found.column) == (str(path), 1, 1)
    return found.message


def test_questionnaires_examples_and_actions_are_found() -> None:
    assert all(path.parent.parent == shipped_folder() for path in shipped_files())
    assert "bnssg-pledge" in {path.parent.name for path in shipped_files()}
    assert example_files()
    assert {path.stem for path in action_files()} >= {"pledge-examples", "llr-workstreams"}
    assert not {*example_files(), *action_files()} & set(shipped_files())


def test_an_installed_package_has_them_inside_and_a_checkout_beside(tmp_path: Path) -> None:
    package = tmp_path / "selfassess"
    inside = package / "shipped" / "questionnaires"
    assert shipped_folder(package) == tmp_path / "questionnaires"
    inside.mkdir(parents=True)
    assert shipped_folder(package) == inside


def test_a_file_is_read_as_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "q.yaml"
    path.write_bytes(b"\xffabc")
    assert read_file(path) == b"\xffabc"


def test_a_file_that_is_not_there_a_folder_and_a_pipe_are_told(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert told(tmp_path / "none.yaml") == "there is no such file"
    assert told(tmp_path) == "this is a folder: name a file"
    assert told(pipe) == "this is not a file that can be read: name a file"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a\x00b", "the file cannot be read: its name cannot be used"),
        ("a" * 5000, "the file cannot be read: File name too long"),
    ],
)
def test_a_name_that_no_file_can_have_is_told(name: str, expected: str) -> None:
    assert told(Path(name)) == expected


def test_a_hundred_megabytes_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    with path.open("wb") as opened:
        opened.truncate(100_000_000)
    assert told(path) == "the file is larger than 2 MB"
    os.truncate(path, MOST_BYTES)
    assert len(read_file(path)) == MOST_BYTES
