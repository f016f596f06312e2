"""Published versions are held to the record of their hashes."""

import hashlib

import pytest

from selfassess.questionnaire.published import Disagreement, Mismatch, disagreements, read_record

DATA = b"format: 1\n"
SHA256 = hashlib.sha256(DATA).hexdigest()
NAME = "a-pledge/1.0.0.yaml"


def test_a_file_as_recorded_is_no_disagreement() -> None:
    assert disagreements(f"# published\n\n{SHA256}  {NAME}\n", {NAME: DATA}) == ()


def test_changed_missing_and_unrecorded_files_are_told_by_name() -> None:
    record = f"{SHA256}  a/1.0.0.yaml\n{SHA256} *b/1.0.0.yaml\n"
    assert disagreements(record, {"c/1.0.0.yaml": DATA, "a/1.0.0.yaml": DATA + b"#"}) == (
        Disagreement("a/1.0.0.yaml", Mismatch.CHANGED),
        Disagreement("b/1.0.0.yaml", Mismatch.MISSING),
        Disagreement("c/1.0.0.yaml", Mismatch.UNRECORDED),
    )


@pytest.mark.parametrize(
    "line", ["abc", f"{SHA256} {NAME}", f"{SHA256}  ../../etc/passwd", SHA256.upper() + "  " + NAME]
)
def test_a_line_that_is_none_is_an_error(line: str) -> None:
    with pytest.raises(ValueError, match="line 1 of the record"):
        read_record(line)


def test_a_file_recorded_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="line 2 of the record names a-pledge/1"):
        read_record(f"{SHA256}  {NAME}\n{SHA256}  {NAME}\n")
