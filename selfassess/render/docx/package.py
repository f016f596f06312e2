"""An empty document that python-docx opens: its parts, settings and fonts, and no more than is needed.

python-docx's own template brings hundreds of styles of an American office, a preview picture and the name of a program.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from html import escape
from io import BytesIO
from types import MappingProxyType
from typing import Literal
from zipfile import ZipFile

from selfassess.language import printable
from selfassess.render.docx.styles import FONT
from selfassess.typefaces import face

_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FACES: Mapping[str, Literal["regular", "bold"]] = MappingProxyType({"Regular": "regular", "Bold": "bold"})
_LIKE_OURS = "Verdana"
"""The font that stands in where embedded ones are not read: about as wide, with as open letters."""


def empty_package(*, title: str, author: str, language: str) -> bytes:
    """The package as bytes. FileNotFoundError where a font is missing."""
    fonts = {name: face(ours).path.read_bytes() for name, ours in _FACES.items()}
    keys = {name: _key(data) for name, data in fonts.items()}
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            ("rId1", f"{_R}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(title, author, language),
        "word/document.xml": _word("document", "<w:body/>"),
        "word/_rels/document.xml.rels": _relations(
            *((f"rId{at}", f"{_R}/{kind}", f"{kind}.xml") for at, kind in enumerate(_BESIDE, 1))
        ),
        "word/styles.xml": _word("styles"),
        "word/numbering.xml": _word("numbering"),
        "word/settings.xml": _word("settings", _settings(language)),
        "word/fontTable.xml": _word("fonts", _font(keys)),
        "word/_rels/fontTable.xml.rels": _relations(
            *((f"rId{name}", f"{_R}/font", f"fonts/{name}.odttf") for name in fonts)
        ),
    }
    out = BytesIO()
    with ZipFile(out, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
        for name, data in fonts.items():
            package.writestr(f"word/fonts/{name}.odttf", _obscured(data, keys[name]))
    return out.getvalue()


_BESIDE = ("styles", "numbering", "settings", "fontTable")


def _types() -> str:
    main = f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    beside = "".join(f'<Override PartName="/word/{one}.xml" ContentType="{_WORD}.{one}+xml"/>' for one in _BESIDE)
    core = (
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    )
    kinds = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "odttf": "application/vnd.openxmlformats-officedocument.obfuscatedFont",
    }
    usual = "".join(f'<Default Extension="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return f'{_DECLARED}<Types xmlns="{_PACKAGE}/content-types">{usual}{main}{beside}{core}</Types>'


def _relations(*found: tuple[str, str, str]) -> str:
    inside = "".join(f'<Relationship Id="{id}" Type="{kind}" Target="{target}"/>' for id, kind, target in found)
    return f'{_DECLARED}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _word(root: str, inside: str = "") -> str:
    return f'{_DECLARED}<w:{root} xmlns:w="{_W}" xmlns:r="{_R}">{inside}</w:{root}>'


def _core(title: str, author: str, language: str) -> str:
    """Title, whose it is, and language; no day, so that the same report is the same file."""
    said = {"title": title, "creator": author, "language": language}
    inside = "".join(f"<dc:{name}>{escape(printable(text))}</dc:{name}>" for name, text in said.items())
    names = f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f"{_DECLARED}<cp:coreProperties {names}>{inside}</cp:coreProperties>"


def _settings(language: str) -> str:
    compatible = f'<w:compatSetting w:name="compatibilityMode" w:uri="{_MICROSOFT}" w:val="15"/>'
    return (
        '<w:zoom w:percent="100"/><w:embedTrueTypeFonts/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat>{compatible}</w:compat><w:themeFontLang w:val="{escape(language)}"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    )


_MICROSOFT = "http://schemas.microsoft.com/office/word"


def _font(keys: Mapping[str, str]) -> str:
    embedded = "".join(f'<w:embed{name} r:id="rId{name}" w:fontKey="{{{key}}}"/>' for name, key in keys.items())
    return (
        f'<w:font w:name="{FONT}"><w:altName w:val="{_LIKE_OURS}"/><w:charset w:val="00"/><w:family w:val="swiss"/>'
        f'<w:pitch w:val="variable"/>{embedded}</w:font>'
    )


def _key(font: bytes) -> str:
    """The GUID that a font is obscured with; made of the font, so that it is always the same."""
    return str(uuid.UUID(bytes=hashlib.sha256(font).digest()[:16], version=4)).upper()


def _obscured(font: bytes, key: str) -> bytes:
    """The font as the format keeps it: its first 32 bytes are mixed with the key (ECMA-376, part 4, section 17.8.1)."""
    mixed = bytes.fromhex(key.replace("-", ""))[::-1]
    return bytes(byte ^ mixed[at % 16] for at, byte in enumerate(font[:32])) + font[32:]
