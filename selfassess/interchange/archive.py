"""A ZIP archive as a stream: files one at a time, the same bytes for the same files, never whole in memory."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from zipfile import ZIP_STORED, ZipFile, ZipInfo

_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that a ZIP can say: what is in it does not depend on when it was made."""
_READABLE_FILE = 0o100644 << 16
_UNIX = 3


class _Outflow(io.RawIOBase):
    """Holds what was written since the last `drain`; `ZipFile` may go back within that, and does for each size.

    A stream that cannot be gone back in would get sizes behind the files, which some programs cannot read.
    """

    def __init__(self) -> None:
        super().__init__()
        self._drained = 0
        self._held = io.BytesIO()

    def write(self, data: object) -> int:
        return self._held.write(data)  # type: ignore[arg-type]  # bytes, as `RawIOBase` says in words of its own

    def tell(self) -> int:
        return self._drained + self._held.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        # `ZipFile` goes back no further than to the head of the file that it writes, which is not sent yet.
        assert whence == io.SEEK_SET and offset >= self._drained  # noqa: S101, PT018 - for whoever reads this
        return self._drained + self._held.seek(offset - self._drained)

    def drain(self) -> bytes:
        """What is held, which from now on is sent."""
        data = self._held.getvalue()
        self._drained += len(data)
        self._held = io.BytesIO()
        return data


def archive(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The archive of these files, each a name and its content, in the order given; not compressed, for PDFs are.

    Pieces come as files do: no more than one of them is held at a time. Times and rights in it are always the same.
    """
    out = _Outflow()
    with ZipFile(out, "w", ZIP_STORED) as zipped:
        for name, content in files:
            zipped.writestr(_info(name), content)
            yield out.drain()
    yield out.drain()


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, _NO_TIME)
    info.create_system = _UNIX  # else it depends on the machine
    info.external_attr = _READABLE_FILE
    return info
