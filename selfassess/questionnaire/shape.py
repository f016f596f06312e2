"""What pydantic found wrong with the shape of a questionnaire or of action templates, in the words of its author."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from types import MappingProxyType
from typing import Any, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from selfassess.questionnaire.conditions import FORMS
from selfassess.questionnaire.fields import ID_PATTERN, LANGUAGE_PATTERN, VERSION_PATTERN, Part
from selfassess.questionnaire.model import Questionnaire
from selfassess.questionnaire.problems import Finding, Path, nearest, shortened
from selfassess.questionnaire.tree import Branch, kind_of

_PATTERNS = MappingProxyType({
    ID_PATTERN: "an id of small letters and digits joined by hyphens, such as c1-learning",
    VERSION_PATTERN: "a version of three numbers, such as 1.0.0",
    LANGUAGE_PATTERN: "a language tag, such as en-GB",
})  # fmt: skip


EXPECTED: Mapping[str, str] = MappingProxyType({
    "string_type": "a text",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "dict_type": "a mapping of keys",
    "model_type": "a mapping of keys",
    "model_attributes_type": "a mapping of keys",
    "tuple_type": "a list",
    "greater_than": "a number above {gt}",
    "greater_than_equal": "a number of at least {ge}",
    "less_than_equal": "a number of at most {le}",
    "too_short": "{min_length} entries or more",
    "too_long": "{max_length} entries or fewer",
    "string_too_short": "a text that is not empty",
    "string_too_long": "a text of at most {max_length} characters",
})  # fmt: skip
"""What was expected, by pydantic's type of error; those that `fields` raises say it themselves."""


def shape_findings(error: ValidationError, root: Branch, whole: type[Part] = Questionnaire) -> Iterator[Finding]:
    """Each place that is not as expected, once, in the order of the models' fields; `root` is what was validated.

    `whole` is the model of the file.
    """
    told = (detail for detail in error.errors(include_url=False) if not _follows(detail))
    details = ((*_located(detail["loc"], whole), detail) for detail in told)
    # A value that may be a text or a list has one error for each: they are told together.
    for path, same in groupby(details, key=lambda one: one[0]):
        group = list(same)
        yield _finding(root.follow(path), group[0][1], [detail for _, _, detail in group])


def _follows(error: ErrorDetails) -> bool:
    """Whether a list is called too short only because entries were left out that have errors of their own."""
    return error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]


def _finding(at: Branch, part: type[Part], errors: list[ErrorDetails]) -> Finding:
    first = errors[0]
    if first["loc"][-1:] == ("[key]",):
        return Finding(at.path, _unexpected(Branch(at.key), _expected(first)).message + ", as a key", at_key=True)
    match first["type"]:
        case "missing":
            return Finding(at.path, f'the key "{at.key}" is missing')
        case "extra_forbidden":
            known = [_alias(name, field) for name, field in part.model_fields.items()]
            close = nearest(at.key, known) or f"; known here are {', '.join(known)}"
            return Finding(at.path, f'the key "{shortened(str(at.key))}" is unknown{close}', at_key=True)
        case "union_tag_invalid":
            return _unlisted(at.at("type"), first["ctx"]["expected_tags"])
        case "union_tag_not_found" if at.path[-2:-1] == ("questions",):
            return Finding(at.at("type").path, 'the key "type" is missing')
        case "union_tag_not_found":
            close = next(filter(None, (nearest(key, FORMS) for key in at.keys)), "")
            expected = "a condition, which is a mapping with profile, question, all, any or not"
            return Finding(at.path, f"expected {expected}; found {kind_of(at.value)}{close}")
        case "literal_error":
            return _unlisted(at, first["ctx"]["expected"])
    return _unexpected(at, " or ".join(dict.fromkeys(_expected(error) for error in errors)))


def _unlisted(at: Branch, quoted: str) -> Finding:
    """A value that is not among those which pydantic lists in quotes."""
    options = re.findall(r"'([^']*)'", quoted) or [quoted]
    return Finding(at.path, f"expected {' or '.join(options)}; found {kind_of(at.value)}{nearest(at.value, options)}")


def _expected(error: ErrorDetails) -> str:
    if error["type"] == "string_pattern_mismatch":
        return _PATTERNS[error["ctx"]["pattern"]]
    words = EXPECTED.get(error["type"])
    return words.format_map(error.get("ctx", {})) if words else error["msg"]


def _unexpected(at: Branch, expected: str) -> Finding:
    hint = ""
    if expected.startswith("a text") and isinstance(at.value, bool | int | Decimal):
        hint = ": put it in quotes"
    if expected == "a whole number" and at.text is not None and at.text.isdecimal():
        hint = ": write it without quotes"
    return Finding(at.path, f"expected {expected}; found {kind_of(at.value)}{hint}")


def _located(loc: tuple[str | int, ...], whole: type[Part]) -> tuple[Path, type[Part]]:
    """The path of keys in the file, and the part of the whole that the last of them belongs to.

    Pydantic also names the members of unions on the way; the models tell these names from keys.
    """
    path: list[str | int] = []
    part: type[Part] = whole
    annotation: Any = whole
    for step in loc:
        members = _parts(annotation)
        if isinstance(step, int):
            path.append(step)
        elif len(members) > 1:
            annotation = next(member for member in members if _tag(member) == step)
        elif members:
            part = members[0]
            path.append(step)
            annotation = next((f.annotation for name, f in part.model_fields.items() if _alias(name, f) == step), None)
        elif get_origin(annotation) is Mapping and step != "[key]":
            path.append(step)
            annotation = None
    return tuple(path), part


def _parts(annotation: Any) -> list[type[Part]]:
    """The models a value of this type may be, or be a list of."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return [annotation]
    return [part for argument in get_args(annotation) for part in _parts(argument)]


def _tag(part: type[Part]) -> str:
    """What pydantic calls a member of a union: its question type, or the key that names its form of condition."""
    fields = part.model_fields
    if "type" in fields:
        return str(get_args(fields["type"].annotation)[0])
    return next(_alias(name, field) for name, field in fields.items())


def _alias(name: str, field: Any) -> str:
    return field.alias or name
