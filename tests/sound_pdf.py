"""What every PDF that a test makes must be: PDF/UA-1 by a checker of that name, and its structure whole by our own."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

import page as conformance
import pikepdf

ALLOWED = {
    "Document": {"Sect"},
    "Sect": {"Sect", "H1", "H2", "H3", "H4", "H5", "P", "BlockQuote", "Div", "L", "Table", "Figure", "TOC"},
    "BlockQuote": {"P"},
    "Div": {"P", "L"},
    "L": {"LI"},
    "LI": {"Lbl", "LBody"},
    "LBody": {"P"},
    "Table": {"Caption", "TR"},
    "TR": {"TH", "TD"},
    "TD": {"P"},
    "TOC": {"TOCI"},
    "TOCI": {"Lbl", "Reference", "TOC"},
    "Reference": {"Link"},
}
"""What may stand in what (ISO 32000-1, 14.8.4, as far as reports use it); all others hold content only."""

MAY_BE_EMPTY = {"TD", "TH"}
"""A cell of a table keeps its place though nothing stands in it."""

PAINTS = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Tj", "TJ", "'", '"', "Do", "sh", "EI"}

_sound: set[str] = set()


def assert_sound(pdf: bytes) -> None:
    """AssertionError that says what is wrong. The same bytes are looked at once."""
    digest = hashlib.sha256(pdf).hexdigest()
    if digest in _sound:
        return
    report = conformance.validate_pdf_bytes(pdf, profile=conformance.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, "\n".join(map(str, report.failures))
    with pikepdf.open(BytesIO(pdf)) as file:
        assert not file.check_pdf_syntax()
        _assert_introduced(file)
        _assert_tree(file)
    _sound.add(digest)


def _assert_introduced(file: pikepdf.Pdf) -> None:
    """Title, language, and that a reader is to show the title."""
    assert file.Root.Lang
    assert file.Root.MarkInfo.Marked
    assert file.Root.ViewerPreferences.DisplayDocTitle
    assert file.docinfo.Title
    with file.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == str(file.docinfo.Title)
        assert [*metadata["dc:language"]] == [str(file.Root.Lang)]
    assert all(page.obj.Tabs == "/S" for page in file.pages)


def _assert_tree(file: pikepdf.Pdf) -> None:
    """Every content has its element, every element its content or elements, and each finds the other."""
    root = file.Root.StructTreeRoot
    parents = _numbers(root.ParentTree)
    numbers: dict[Any, int] = {page.objgen: int(page.obj.StructParents) for page in file.pages}
    marked: dict[Any, dict[int, str]] = {page.objgen: _assert_all_marked(page) for page in file.pages}
    found: Counter[tuple[Any, int]] = Counter()
    headings: list[int] = []
    for element, kids in _walk(root.K[0], root):
        role = _role(element)
        if role[0] == "H":
            headings.append(int(role[1]))
        assert len(kids) or role in MAY_BE_EMPTY, f"{role} is empty"
        for kid in kids:
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
                _assert_link(kid, element, parents)
                continue
            place = _content(kid, element)
            if place is None:
                assert _role(kid) in ALLOWED.get(role, set()), f"{_role(kid)} in {role}"
                continue
            at, number = place
            found[place] += 1
            assert marked[at][number] == role, f"content {number} is marked as {marked[at][number]}, not {role}"
            assert parents[numbers[at]][number].objgen == element.objgen
        _assert_kind(role, element, kids)
    assert set(found.values()) <= {1}
    assert set(found) == {(at, number) for at, roles in marked.items() for number in roles}
    assert headings.count(1) == 1
    assert headings[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(headings)), headings


def _walk(element: Any, parent: Any) -> Iterator[tuple[Any, list[Any]]]:
    assert element.P.objgen == parent.objgen
    kids = element.get("/K", pikepdf.Array())
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    yield element, kids
    for kid in kids:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _walk(kid, element)


def _role(element: Any) -> str:
    return str(element.S).removeprefix("/")


def _content(kid: Any, element: Any) -> tuple[Any, int] | None:
    """The page and the number of marked content; None where the kid is an element."""
    if isinstance(kid, int):
        return element.Pg.objgen, kid
    return (kid.Pg.objgen, int(kid.MCID)) if kid.get("/Type") == "/MCR" else None


def _numbers(tree: Any) -> dict[int, Any]:
    """A number tree of one node, whose keys rise."""
    keys = [int(key) for key in list(tree.Nums)[::2]]
    assert keys == sorted(set(keys))
    return dict(zip(keys, list(tree.Nums)[1::2], strict=True))


def _assert_kind(role: str, element: Any, kids: list[Any]) -> None:
    """What an element of its kind must have."""
    below = [_role(kid) for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    match role:
        case "Figure":
            assert str(element.Alt).strip()
            assert len(element.A.BBox) == 4
        case "TH":
            assert element.A.Scope in ("/Row", "/Column")
        case "Table":
            assert "Caption" not in below[1:]
            rows = [kid for kid in kids if _role(kid) == "TR"]
            assert len(rows) > ("Caption" in below)
            assert len({len(row.K) for row in rows}) == 1, "rows of one table differ in their cells"
        case "L":
            assert element.A.ListNumbering in ("/Decimal", "/Disc", "/None")
            numbered = element.A.ListNumbering != "/None"
            assert all(("Lbl" in [_role(own) for own in item.K]) == numbered for item in kids)
        case "LI":
            assert below in (["LBody"], ["Lbl", "LBody"])
        case "Link":
            assert any(isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR" for kid in kids)
            assert any(isinstance(kid, int) for kid in kids)


def _assert_link(kid: Any, element: Any, parents: dict[int, Any]) -> None:
    annotation = kid.Obj
    assert annotation.Subtype == "/Link"
    assert str(annotation.Contents).strip()
    assert parents[int(annotation.StructParent)].objgen == element.objgen


def _assert_all_marked(page: Any) -> dict[int, str]:
    """The marked contents of a page by number, with their roles; nothing is drawn outside of them or of artifacts."""
    roles: dict[int, str] = {}
    open_marks: list[str] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            tag = str(instruction.operands[0]).removeprefix("/")
            what: Any = instruction.operands[1] if operator == "BDC" else {}
            assert not open_marks or tag == "Span", f"{tag} inside {open_marks}"
            if "/MCID" in what:
                number = int(what["/MCID"])
                assert number not in roles
                roles[number] = tag
            else:
                assert tag in ("Artifact", "Span"), tag
            open_marks.append(tag)
        elif operator == "EMC":
            open_marks.pop()
        elif operator in PAINTS:
            assert open_marks, f"{operator} outside of marked content"
    assert not open_marks
    assert sorted(roles) == list(range(len(roles)))
    return roles
