"""A copy that is not whole, not ours or of a newer program is told from a sound one, whatever is wrong with it."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from selfassess.services.access import OPERATOR
from selfassess.services.copy_file import CopyProblem, check_copy, open_copy
from selfassess.services.safe_copies import make_copy
from selfassess.services.sealing import opened, seal, sealed_size
from selfassess.store.database import open_database

NOW = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
KEY = "k" * 40

Change = Callable[[Callable[[dict[str, Any]], None]], Path]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Path:
    """A copy of an empty installation that has a questionnaire of its own."""
    instance = tmp_path_factory.mktemp("instance")
    (instance / "questionnaires" / "more").mkdir(parents=True)
    (instance / "questionnaires" / "more" / "own.yaml").write_text("format: 1\n" * 50, encoding="utf-8")
    shutil.copy(migrated_file, instance / "answers.sqlite3")
    with closing(open_database(f"sqlite:///{instance}/answers.sqlite3")) as database:
        return make_copy(database, OPERATOR, instance / "copy.zip", instance=instance, now=NOW).file


@pytest.fixture
def changed(sound: Path, tmp_path: Path) -> Change:
    """The copy with what it says of itself changed."""

    def change(how: Callable[[dict[str, Any]], None]) -> Path:
        file = tmp_path / "changed.zip"
        with zipfile.ZipFile(sound) as old, zipfile.ZipFile(file, "w") as new:
            for name in old.namelist():
                data = old.read(name)
                if name == "manifest.json":
                    said = json.loads(data)
                    how(said)
                    data = json.dumps(said).encode()
                new.writestr(name, data)
        return file

    return change


def test_a_sound_copy_says_what_it_is(sound: Path) -> None:
    manifest = check_copy(sound)
    assert (manifest.made_at, list(manifest.files)) == (NOW, ["questionnaires/more/own.yaml"])
    assert manifest.tables["audit_head"].rows == manifest.rows == 1


def test_a_copy_that_was_cut_short_anywhere_is_told(sound: Path, tmp_path: Path) -> None:
    whole, cut = sound.read_bytes(), tmp_path / "cut.zip"
    for length in (5, 30, *range(100, len(whole), len(whole) // 20), len(whole) - 1):
        cut.write_bytes(whole[:length])
        with pytest.raises(CopyProblem, match=r"cut\.zip: is cut short or damaged"):
            check_copy(cut)


def test_a_copy_with_a_wrong_byte_anywhere_is_told_or_says_the_same(sound: Path, tmp_path: Path) -> None:
    whole, wrong, told = sound.read_bytes(), tmp_path / "wrong.zip", 0
    for at in range(0, len(whole), len(whole) // 150):
        wrong.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:  # a date in the archive, for one, says nothing that anybody reads
            assert check_copy(wrong) == check_copy(sound)
        except CopyProblem as problem:
            told += 1
            assert str(problem).startswith(f"{wrong}: ")  # noqa: PT017 - most of them, not each
    assert told > 75


def test_what_is_no_copy_at_all_is_told(tmp_path: Path) -> None:
    with pytest.raises(CopyProblem, match="there is no such file"):
        check_copy(tmp_path / "nothing.zip")
    with pytest.raises(CopyProblem, match="there is no such file"):
        check_copy(tmp_path)
    (tmp_path / "letter.zip").write_text("Dear all")
    with pytest.raises(CopyProblem, match="is not a safe copy"):
        check_copy(tmp_path / "letter.zip")
    with zipfile.ZipFile(tmp_path / "pack.zip", "w") as archive:
        archive.writestr("report.pdf", b"%PDF")
    with pytest.raises(CopyProblem, match="made by another program"):
        check_copy(tmp_path / "pack.zip")


def test_a_copy_of_another_program_is_told(changed: Change) -> None:
    with pytest.raises(CopyProblem, match=r"made by another program: its manifest\.json does not name selfassess"):
        check_copy(changed(lambda said: said.update(program="selfassessor")))


@pytest.mark.parametrize("newer", [{"step": "9999"}, {"format": 2}], ids=str)
def test_a_copy_of_a_newer_version_is_told_with_what_to_do(changed: Change, newer: dict[str, Any]) -> None:
    with pytest.raises(CopyProblem, match=r"made by a newer version of selfassess \(7\.0\.0; .*Update the program"):
        check_copy(changed(lambda said: said.update(version="7.0.0", **newer)))


@pytest.mark.parametrize(
    "nonsense",
    [{"tables": []}, {"tables": {"x": 1}}, {"format": None}, {"made_at": "yesterday"}, {"files": {"../x": "0"}},
     {"files": {"/etc/passwd": "0"}}, {"files": {"questionnaires/../../x": "0"}}, {"files": {"questionnaires": "0"}},
     {"files": {"mail/x.eml": "0"}}, {"files": {"questionnaires/C:x": "0"}}, {"files": {"questionnaires\\..\\x": "0"}},
     {"files": {"questionnaires/x\x1b[2J": "0"}}, {"step": "9999", "version": "7\x1b[2J"}],
    ids=str,
)  # fmt: skip
def test_a_copy_that_says_what_no_copy_says_is_refused(changed: Change, nonsense: dict[str, Any]) -> None:
    with pytest.raises(CopyProblem, match="cut short or damaged"):
        check_copy(changed(lambda said: said.update(nonsense)))


def test_rows_and_files_that_are_not_what_was_put_in_are_told(changed: Change) -> None:
    def more_rows(said: dict[str, Any]) -> None:
        said["tables"]["audit_head"]["rows"] = 2

    def other_file(said: dict[str, Any]) -> None:
        said["files"]["questionnaires/more/own.yaml"] = "0" * 64

    with pytest.raises(CopyProblem, match="damaged: audit_head is not what was put in"):
        check_copy(changed(more_rows))
    with pytest.raises(CopyProblem, match=r"damaged: questionnaires/more/own.yaml is not what was put in"):
        check_copy(changed(other_file))


def sealed(data: bytes, key: str = KEY) -> bytes:
    return b"".join(seal(io.BytesIO(data), key))


def test_a_sealed_copy_opens_with_its_key_or_one_of_before_and_holds_none_of_the_words(
    sound: Path, tmp_path: Path
) -> None:
    file = tmp_path / "copy.zip.sealed"
    file.write_bytes(sealed(sound.read_bytes()))
    assert file.stat().st_size == sealed_size(sound.stat().st_size)
    assert b"manifest" in sound.read_bytes()
    assert b"manifest" not in file.read_bytes()
    with opened(file, ["n" * 40, KEY]) as plain, open_copy(plain) as copy:
        copy.check()
    assert not plain.exists()
    with (
        pytest.raises(CopyProblem, match="sealed with the secret key of another installation"),
        opened(file, ["n" * 40]),
    ):
        pass


def test_a_copy_that_is_not_sealed_is_opened_as_it_is(sound: Path) -> None:
    with opened(sound, []) as plain:
        assert plain == sound


@pytest.mark.parametrize("size", [0, 1, 999_999, 1_000_000, 1_000_001, 2_000_000])
def test_what_was_sealed_comes_out_whole_and_nothing_of_it_can_be_cut_or_moved(tmp_path: Path, size: int) -> None:
    data, file = bytes(size), tmp_path / "sealed"
    whole = sealed(data)
    assert len(whole) == sealed_size(size)
    file.write_bytes(whole)
    with opened(file, [KEY]) as plain:
        assert plain.read_bytes() == data
    head, part = len(whole) - size - 16 * max(1, -(-size // 1_000_000)), 1_000_016
    others = [whole[:-1], whole[:head], whole[:head] + whole[head + 1 :], whole[:-20] + b"x" + whole[-19:]]
    if len(whole) > head + part:
        others += [whole[: head + part], whole[:head] + whole[head + part :]]
    for one in others:
        file.write_bytes(one)
        with pytest.raises(CopyProblem), opened(file, [KEY]):
            pass
