"""A copy that can lie anywhere: sealed with the secret key of the installation, so that nobody reads it without that.

Parts of a megabyte, each AES-256-GCM under a key of HKDF-SHA-256 from the secret key and a salt of the file's own. A
part's nonce is its number and whether it is the last, so that none can be left out, moved, or cut off at the end.
"""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from selfassess.services.copy_file import CopyProblem, told_as_copy_problem

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_BEGINNING = b"selfassess sealed copy 1\n"
_SALT = 32
_PART = 1_000_000
_TAG = 16


def sealed_size(size: int) -> int:
    """How many bytes a file of so many takes when it is sealed."""
    parts = max(1, -(-size // _PART))
    return len(_BEGINNING) + _SALT + size + parts * _TAG


def seal(file: BinaryIO, key: str) -> Iterator[bytes]:
    """The sealed file, in parts."""
    salt = secrets.token_bytes(_SALT)
    cipher = _cipher(key, salt)
    yield _BEGINNING + salt
    number, part, following = 0, file.read(_PART), file.read(_PART)
    while following:
        yield cipher.encrypt(_nonce(number, last=False), part, None)
        number, part, following = number + 1, following, file.read(_PART)
    yield cipher.encrypt(_nonce(number, last=True), part, None)


@contextmanager
def opened(file: Path, keys: Sequence[str]) -> Iterator[Path]:
    """The copy itself: the file, or where it is sealed, what is in it, which is gone at the end of the block.

    `keys`: the installation's secret key and those of before. `CopyProblem` where none opens it, or not all of it.
    """
    with told_as_copy_problem(file):
        sealed_one = _is_sealed(file)
    if not sealed_one:
        yield file
        return
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / file.name
        with told_as_copy_problem(file), file.open("rb") as sealed, plain.open("xb") as out:
            sealed.seek(len(_BEGINNING))
            for part in _unsealed(sealed, keys, file):
                out.write(part)
        yield plain


def _is_sealed(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as start:
        return start.read(len(_BEGINNING)) == _BEGINNING


def _unsealed(sealed: BinaryIO, keys: Sequence[str], file: Path) -> Iterator[bytes]:
    from cryptography.exceptions import InvalidTag

    salt, part = sealed.read(_SALT), sealed.read(_PART + _TAG)
    following = sealed.read(_PART + _TAG)
    cipher = _fitting(keys, salt, part, last=not following)
    if cipher is None:
        raise CopyProblem(
            f"{file}: was sealed with the secret key of another installation, or is cut short. Name the key of the "
            "installation that it comes from with SELFASSESS_SECRET_KEY_FILE."
        )
    number = 0
    while part:
        try:
            yield cipher.decrypt(_nonce(number, last=not following), part, None)
        except InvalidTag:
            raise ValueError("a part of it is not what was sealed") from None
        number, part, following = number + 1, following, sealed.read(_PART + _TAG)


def _fitting(keys: Sequence[str], salt: bytes, part: bytes, *, last: bool) -> AESGCM | None:
    from cryptography.exceptions import InvalidTag

    for key in keys:
        cipher = _cipher(key, salt)
        try:
            cipher.decrypt(_nonce(0, last=last), part, None)
        except InvalidTag:
            continue
        return cipher
    return None


def _cipher(key: str, salt: bytes) -> AESGCM:
    # Not at every start: it takes a while to load.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return AESGCM(HKDF(SHA256(), 32, salt, b"selfassess sealed copy").derive(key.encode()))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if last else b"\0")
