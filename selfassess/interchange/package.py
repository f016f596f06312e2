"""The parts of a workbook file (XLSX, a ZIP of XML), opened only where it is harmless and small enough to read."""

from __future__ import annotations

import io
import posixpath
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from selfassess.language import Translator

MOST_PARTS = 1000
LARGEST_UNPACKED = 8 * 1024 * 1024
"""Bytes of all parts together: many times what a plan needs, and little enough to read at once."""
MOST_ELEMENTS = 400_000

_ENCRYPTED = 0x1
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


class UnreadableError(ValueError):
    """The file cannot be read; the message says why and what to do, in the words of whoever brought it."""


def is_text(data: bytes) -> bool:
    """Whether the file may be a CSV file: it does not begin as a workbook or another program's file does."""
    return not data.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLE, b"%PDF-", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf"))


class Package:
    """A workbook file whose parts can be read one by one. Raises `UnreadableError` for what it is not."""

    def __init__(self, data: bytes, t: Translator) -> None:
        self._t = t
        self._left = MOST_ELEMENTS
        if not data.startswith(b"PK"):
            raise UnreadableError(_not_a_package(data, t))
        try:
            self._zip = ZipFile(io.BytesIO(data))
        except (BadZipFile, ValueError, NotImplementedError) as broken:
            raise self.broken() from broken
        self._names = frozenset(self._zip.namelist())
        self._require_harmless()

    def _require_harmless(self) -> None:
        t, parts = self._t, self._zip.infolist()
        if any(part.flag_bits & _ENCRYPTED for part in parts):
            raise UnreadableError(_protected(t))
        # Sizes are as the file declares them; reading stops at the size declared.
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise self.too_much()
        if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
            raise self.broken()
        if any(name.endswith("vbaProject.bin") for name in self._names) or b"macroEnabled" in self._types():
            raise UnreadableError(
                t("This workbook is made for macros, which are not taken. In Excel, choose “Save as” and “Excel"
                  " Workbook (.xlsx)”.")
            )  # fmt: skip
        if "[Content_Types].xml" not in self._names or "xl/workbook.bin" in self._names:
            raise UnreadableError(other_program(t))

    def _types(self) -> bytes:
        name = "[Content_Types].xml"
        return self._bytes(name) if name in self._names else b""

    def _bytes(self, name: str) -> bytes:
        try:
            return self._zip.read(name)
        except (KeyError, BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as broken:
            raise self.broken() from broken

    def broken(self) -> UnreadableError:
        """Said where the file is not as a workbook should be."""
        return UnreadableError(
            self._t("This workbook is damaged, or was not saved as XLSX. Open it in a spreadsheet and save it anew.")
        )

    def too_much(self) -> UnreadableError:
        """Said where the file is larger than any plan."""
        return UnreadableError(
            self._t("There is too much in this workbook. Copy the rows of the plan into a new one, and take that.")
        )

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self._names

    def elements(self, name: str, *wanted: str) -> Iterator[Element]:
        """The elements of a part that are called so, whatever their namespace, each emptied when the next is asked for.

        Raises `UnreadableError` where there is no such part, it is not XML, or there are too many elements in all.
        """
        try:
            for _, element in iterparse(io.BytesIO(self._bytes(name)), events=("end",), forbid_dtd=True):
                self._left -= 1
                if self._left < 0:
                    raise self.too_much()
                if local(element.tag) in wanted:
                    yield element
                    element.clear()
        except (ParseError, DefusedXmlException, LookupError, UnicodeError) as broken:
            raise self.broken() from broken

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: id to the kind, the last word of its address, and the part's name."""
        folder, file = posixpath.split(name)
        source = posixpath.join(folder, "_rels", f"{file}.rels")
        if not self.has(source):
            return {}
        return {
            one.get("Id", ""): (one.get("Type", "").rpartition("/")[2], _resolved(folder, one.get("Target", "")))
            for one in self.elements(source, "Relationship")
        }


def local(tag: Any) -> str:
    """The name of an element or attribute without its namespace: strict workbooks have others than usual ones."""
    return str(tag).rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """What an attribute says, whatever its namespace; nothing where it is not there."""
    return next((value for key, value in element.items() if local(key) == name), "")


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _not_a_package(data: bytes, t: Translator) -> str:
    if data.startswith(_OLE):
        return _protected(t) if _PROTECTED in data else other_program(t)
    return other_program(t)


def _protected(t: Translator) -> str:
    return t("This file is protected with a password. Take the password off, save it, and choose it again.")


def other_program(t: Translator) -> str:
    """Said of a file that is of neither kind."""
    return t("This is no CSV or XLSX file. In the program it was made with, choose “Save as” and one of the two.")
