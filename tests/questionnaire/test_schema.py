"""The JSON Schema for editors: it is what it says it is, and fits the files that ship."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from selfassess.questionnaire.reading import read_tree
from selfassess.questionnaire.schema import DESCRIPTIONS, DRAFT, json_schema
from selfassess.questionnaire.shipped import shipped_files

TINY = sorted((Path(__file__).parents[1] / "questionnaires").glob("*.yaml"))
SOUND = [*shipped_files(), *(path for path in TINY if not path.stem.startswith("broken"))]

KEYWORDS = {
    "$defs", "$ref", "$schema", "additionalProperties", "anyOf", "const", "default", "description", "discriminator",
    "enum", "format", "items", "maxItems", "maxLength", "maximum", "minItems", "minLength", "minProperties", "minimum",
    "oneOf", "pattern", "properties", "propertyNames", "required", "title", "type",
}  # fmt: skip
KINDS: dict[Any, Any] = {
    "string": str, "integer": int, "number": (int, Decimal), "boolean": bool, "array": tuple, "object": dict,
    "null": type(None),
}  # fmt: skip


def accepts(schema: Any, value: Any, defs: dict[str, Any]) -> bool:
    """Whether a value is valid, by the keywords the schema uses."""
    if "$ref" in schema:
        return accepts(defs[schema["$ref"].rpartition("/")[2]], value, defs)
    matching = [one for one in (*schema.get("oneOf", []), *schema.get("anyOf", [])) if accepts(one, value, defs)]
    if ("oneOf" in schema and len(matching) != 1) or ("anyOf" in schema and not matching):
        return False
    return is_of_kind(schema, value) and is_within_bounds(schema, value) and holds_valid_parts(schema, value, defs)


def is_of_kind(schema: Any, value: Any) -> bool:
    kind = KINDS.get(schema.get("type"), object)
    return isinstance(value, kind) and (schema.get("type") not in ("integer", "number") or not isinstance(value, bool))


def is_within_bounds(schema: Any, value: Any) -> bool:
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        return False
    if isinstance(value, str | tuple | dict):
        least = max(schema.get(key, 0) for key in ("minLength", "minItems", "minProperties"))
        most = min(schema.get(key, len(value)) for key in ("maxLength", "maxItems"))
        return least <= len(value) <= most and value in schema.get("enum", [value])
    return bool(value == schema.get("const", value))


def holds_valid_parts(schema: Any, value: Any, defs: dict[str, Any]) -> bool:
    if isinstance(value, tuple):
        return all(accepts(schema.get("items", {}), one, defs) for one in value)
    if not isinstance(value, dict):
        return bool(value == schema.get("const", value))
    keys = {str(key): one for key, one in value.items()}  # as JSON has them
    known, others = schema.get("properties", {}), schema.get("additionalProperties", {})
    if not set(schema.get("required", [])) <= keys.keys() or (others is False and not keys.keys() <= known.keys()):
        return False
    return all(accepts(known.get(key, others), one, defs) for key, one in keys.items())


@pytest.mark.parametrize("path", SOUND, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_schema_accepts_every_sound_file(path: Path) -> None:
    schema = json_schema()
    assert accepts(schema, read_tree(path.read_bytes(), str(path)).root.value, schema["$defs"])


@pytest.mark.parametrize("name", ["broken-unknown-key", "broken-many", "broken-pulse"])
def test_the_schema_refuses_a_file_of_the_wrong_shape(name: str) -> None:
    schema = json_schema()
    path = TINY[0].with_name(f"{name}.yaml")
    assert not accepts(schema, read_tree(path.read_bytes(), name).root.value, schema["$defs"])


def test_the_schema_is_json_and_uses_only_keywords_of_its_draft_with_references_that_exist() -> None:
    schema = json_schema()
    assert schema["$schema"] == DRAFT
    assert json.loads(json.dumps(schema)) == schema

    def walk(part: Any) -> None:
        assert set(part) <= KEYWORDS
        if "$ref" in part:
            assert part["$ref"].removeprefix("#/$defs/") in schema["$defs"]
        inner = [*part.get("$defs", {}).values(), *part.get("properties", {}).values()]
        inner += [*part.get("anyOf", []), *part.get("oneOf", [])]
        inner += [
            part[key] for key in ("items", "additionalProperties", "propertyNames") if isinstance(part.get(key), dict)
        ]
        for one in inner:
            walk(one)

    walk(schema)


def test_keys_are_those_of_the_file_and_each_is_described() -> None:
    schema = json_schema()
    keys = {key for part in (schema, *schema["$defs"].values()) for key in part["properties"]}
    assert {"from", "in", "not"} <= keys
    assert keys == set(DESCRIPTIONS)
    assert all(line.endswith(".") for line in DESCRIPTIONS.values())
