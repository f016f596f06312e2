"""A package of an office program (DOCX, XLSX) written anew without the moments that writing it put inside."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_CORE = "docProps/core.xml"
_MOMENT = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")


def steady(package: bytes) -> bytes:
    """The same parts in the same order, all of one day: what was made of the same things has the same bytes."""
    out = BytesIO()
    with ZipFile(BytesIO(package)) as found, ZipFile(out, "w", ZIP_DEFLATED) as written:
        for name in found.namelist():
            data = found.read(name)
            # Without a date of its own an entry has the first that the format knows, in 1980.
            written.writestr(ZipInfo(name), _MOMENT.sub(b"", data) if name == _CORE else data, ZIP_DEFLATED)
    return out.getvalue()
