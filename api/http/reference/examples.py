"""Examples for the OpenAPI document, made from those of the fields, so that none can be forgotten."""

from collections.abc import Mapping
from typing import Any, cast

from blueprints.loading import load, shipped

Schema = Mapping[str, Any]

BY_FORMAT = {
    "date": "2027-03-11",
    "date-time": "2027-03-11T08:00:00Z",
}
BY_TYPE: dict[str, Any] = {"integer": 1, "number": 1, "boolean": True, "null": None}
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
ID = "5f3c9a52-0a51-4b43-8f0e-0d8f6a4f2b11"
BY_NAME = {
    "programme": "common-ground",
    "id": ID,
    "person": ID,
    "before": ID,
    "key": "7c6c8f0e-3f0e-4d8b-9a53-6d1f0f1f9c2b",
    "seat": "chair",
}
"""What fields of the domain hold, which carry no examples themselves."""


def start_of_a_programme() -> dict[str, Any]:
    """A request that really starts a programme: the smallest blueprint that is shipped."""
    return {"slug": "small", "blueprint": load(shipped("small")).model_dump(mode="json", exclude_none=True)}


def example_of(schema: Schema, schemas: Mapping[str, Schema], name: str = "") -> Any:  # noqa: ANN401 - JSON
    """A value that fits `schema`; `schemas` holds what it refers to, `name` is the field it is for."""
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rpartition("/")[2]], schemas, name)
    given = [schema.get("const"), schema.get("default"), *schema.get("examples", []), *schema.get("enum", [])]
    # Empty values fit as well, and show nothing.
    if useful := [value for value in given if value not in (None, {}, [])]:
        return useful[0]
    if "examples" in schema:
        return schema["examples"][0]
    several = schema.get("oneOf") or schema.get("anyOf") or schema.get("allOf")
    return example_of(several[0], schemas, name) if several else _by_type(schema, schemas, name)


def _by_type(schema: Schema, schemas: Mapping[str, Schema], name: str) -> Any:  # noqa: ANN401 - JSON
    match schema.get("type"):
        case "object":
            return _object(schema, schemas)
        case "array":
            return [example_of(schema["items"], schemas)] if "items" in schema else []
        case "string":
            return _text(schema.get("format"), name)
        case str(kind):
            return BY_TYPE[kind]
        case _:
            return {}


def _text(format_: str | None, name: str) -> str:
    if format_ is not None:
        return BY_FORMAT[format_]
    is_hash = name in {"hash", "prev", "root", "body", "receipt"} or name.endswith("_hash")
    return BY_NAME.get(name) or (HASH if is_hash else "text")


def _object(schema: Schema, schemas: Mapping[str, Schema]) -> dict[str, Any]:
    if "properties" in schema:
        return {
            name: example_of(described, schemas, name) for name, described in schema["properties"].items()
        }
    values = cast("Schema | bool | None", schema.get("additionalProperties"))
    return {"goals": example_of(values, schemas)} if isinstance(values, dict) and values else {}
