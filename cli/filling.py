"""Filling in the form of an act: what was given as options or JSON, typed as the form's JSON Schema says."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, cast

from cli.errors import CommandError, cannot_be_read
from domain.shared.messages import N_

Json = dict[str, Any]

FROM_FILE = "@"
"""What stands before the name of a file that holds a value."""


class Option(NamedTuple):
    """Something that can be chosen: what is sent, and what it is called."""

    value: str | int
    name: str


class Field(NamedTuple):
    """One field of a form: where it stands, what it is called and what it takes."""

    path: str
    label: str
    hint: str
    kind: str
    """A type of JSON Schema: string, integer, boolean, array, object (of names and values), or form."""
    required: bool
    options: Sequence[Option]
    items: "Form | None"
    """The form of each thing in a list, or of this very field."""


class Form:
    """The fields of one object, as its JSON Schema has them, with what can be chosen beside it."""

    def __init__(
        self, whole: Json, schema: Json, choices: Mapping[str, Sequence[Option]], at: str = ""
    ) -> None:
        self._whole = whole
        self._schema = schema
        self._choices = choices
        self._at = at

    @classmethod
    def of(cls, schema: Json, choices: Sequence[Json]) -> "Form":
        """The form of an act, from the API's answer."""
        known = {
            one["field"]: [Option(option["value"], option["name"]) for option in one["options"]]
            for one in choices
        }
        return cls(schema, schema, known)

    @property
    def fields(self) -> Iterator[Field]:
        """The fields, in the order in which they are asked for."""
        required = self._schema.get("required", [])
        for name, described in self._schema.get("properties", {}).items():
            yield self._field(name, described, required=name in required)

    def field(self, name: str) -> Field:
        """The field with that name. Raises `CommandError` naming those that there are."""
        known = {field.path.rpartition(".")[2]: field for field in self.fields}
        if name not in known:
            there = N_("There is no field {field}. There are: {fields}.")
            raise CommandError(there.having(field=name, fields=", ".join(known)))
        return known[name]

    def _field(self, name: str, described: Json, *, required: bool) -> Field:
        path = f"{self._at}.{name}" if self._at else name
        typed = self._typed(described)
        items = self._typed(typed.get("items", {}))
        inner = items if "properties" in items else typed if "properties" in typed else None
        words = _words(typed, items, described)
        options = self._choices.get(path) or [Option(one["const"], one["title"]) for one in words]
        return Field(
            path=path,
            label=str(described.get("title", name)),
            hint=str(described.get("description", "")),
            kind="form" if "properties" in typed else str(typed.get("type", "string")),
            required=required,
            options=options,
            items=None if inner is None else Form(self._whole, inner, self._choices, path),
        )

    def _typed(self, described: Json) -> Json:
        """The schema that says the type: that of a definition, or of what may be left out."""
        if "$ref" in described:
            return cast("Json", self._whole["$defs"][described["$ref"].rpartition("/")[2]])
        kinds = [kind for kind in described.get("anyOf", []) if kind.get("type") != "null"]
        return self._typed(kinds[0]) if kinds else described


def _words(*places: Json) -> list[Json]:
    """The words for the keys that a field takes, wherever its schema has them."""
    for place in places:
        if "oneOf" in place:
            return cast("list[Json]", place["oneOf"])
    return []


def given(form: Form, pairs: Sequence[str], base: Json) -> Json:
    """What was given: the JSON object `base`, and over it each `field=value`. Raises `CommandError`."""
    found = dict(base)
    for pair in pairs:
        path, equals, value = pair.partition("=")
        if not equals:
            raise CommandError(N_("Write it as FIELD=VALUE, not as {given}.").having(given=pair))
        _put(found, form, path.split("."), value)
    return found


def _put(into: Json, form: Form, path: list[str], value: str) -> None:
    name, *rest = path
    field = form.field(name)
    if not rest:
        into[name] = typed(field, value)
    elif field.kind == "form" and field.items is not None:
        _put(into.setdefault(name, {}), field.items, rest, value)
    elif field.kind == "object":
        # Names and values, such as the sections of a plan with their texts.
        into.setdefault(name, {})[".".join(rest)] = _text(value)
    else:
        raise CommandError(N_("The field {field} has no parts.").having(field=field.path))


def typed(field: Field, value: str) -> object:
    """A value as the field takes it. Raises `CommandError`."""
    match field.kind:
        case "integer":
            if not value.strip().lstrip("-").isdigit():
                raise CommandError(N_("{field} is a whole number.").having(field=field.label))
            return int(value)
        case "boolean":
            return value.strip().lower() in {"true", "yes", "1"}
        case "array" if field.items is None:
            return [part.strip() for part in value.split(",") if part.strip()]
        case "array" | "object" | "form":
            return _json(field, _text(value))
        case _:
            return _text(value)


def _json(field: Field, text: str) -> object:
    try:
        return json.loads(text)
    except ValueError as error:
        wrong = N_("{field} takes JSON: {error}.")
        raise CommandError(wrong.having(field=field.label, error=str(error))) from None


def _text(value: str) -> str:
    """The value itself, or what is in the file that it names."""
    if not value.startswith(FROM_FILE):
        return value
    file = Path(value.removeprefix(FROM_FILE))
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise cannot_be_read(file, error) from None


def missing(form: Form, filled: Json) -> list[Field]:
    """The fields that are needed and not given."""
    return [field for field in form.fields if field.required and field.path not in filled]
