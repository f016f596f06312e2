"""An archive is a stream of pieces that any program can unpack, the same each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from selfassess.interchange.archive import archive

FILES = [("a/one.pdf", b"%PDF-1" * 5000), ("b/two é.pdf", b""), ("manifest.json", b"{}")]


def test_what_goes_in_comes_out() -> None:
    packed = zipfile.ZipFile(io.BytesIO(b"".join(archive(FILES))))
    assert [(name, packed.read(name)) for name in packed.namelist()] == FILES
    assert packed.testzip() is None


def test_it_does_not_say_when_or_where_it_was_made() -> None:
    packed = zipfile.ZipFile(io.BytesIO(b"".join(archive(FILES))))
    assert {(one.date_time, one.create_system, one.external_attr >> 16) for one in packed.infolist()} == {
        ((1980, 1, 1, 0, 0, 0), 3, 0o100644)
    }
    assert b"".join(archive(FILES)) == b"".join(archive(iter(FILES)))


def test_sizes_stand_before_each_file_so_that_every_program_can_read_it() -> None:
    packed = zipfile.ZipFile(io.BytesIO(b"".join(archive(FILES))))
    assert all(not one.flag_bits & 0x08 for one in packed.infolist())


def test_files_are_asked_for_one_at_a_time() -> None:
    asked = []

    def files() -> Iterator[tuple[str, bytes]]:
        for name, content in FILES:
            asked.append(name)
            yield name, content

    pieces = archive(files())
    first = next(pieces)
    assert asked == ["a/one.pdf"]
    assert FILES[0][1] in first
    assert FILES[0][1] not in b"".join(pieces)
