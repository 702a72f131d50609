"""Every name by which something is stored or sent, as text that can be read and compared.

Names of Python are not among them: classes and modules may be called anything. What there is comes from
`gather`; whoever moves it, or lets classes register themselves, changes that function and nothing else here.
"""

import importlib
import inspect
import json
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from types import ModuleType
from typing import Any, get_type_hints

from pydantic import BaseModel
from temporalio import workflow

import activities
from api.application import create
from domain.blueprint.model import Blueprint
from domain.every_phase import own_steps
from domain.register.answers import Answer
from domain.register.entries import Entry, Head
from domain.register.events import kinds
from domain.register.heads import SignedHead
from domain.register.steps import Recorded
from domain.state.commands import updates
from domain.state.programme_state import ProgrammeState
from mail.stored import KINDS
from settings import Settings
from worker.running import PHASES
from workflows import operators, patches
from workflows.starting import workflow_id

Schema = dict[str, Any]
Section = type[BaseModel] | Iterable[str]
"""Fields, or lines."""


def gather() -> Mapping[str, Section]:
    """What goes over the wire, by what it is."""
    return {
        "workflow ids": [workflow_id("{slug}")],
        "patches": sorted(_patches()),
        "search attributes": [f"{key.name}: {key.indexed_value_type.name}" for key in operators.KEYS],
        "kinds in the outbox": KINDS,
        **{f"workflow {name}": lines for name, lines in sorted(_workflows())},
        **{f"activity {name}": step for name, step in sorted(_activities(), key=lambda one: one[0])},
        "answer of an activity": Recorded,
        "answer of an update": Answer,
        "answer of the query head": Head,
        **{f"update {name}": type_ for name, type_ in sorted(_commands().items())},
        **{f"event {kind}": type_ for kind, type_ in sorted(_events().items())},
        "register entry": Entry,
        "signed head": SignedHead,
        "state": ProgrammeState,
        "blueprint": Blueprint,
    }


def openapi() -> Schema:
    """The whole OpenAPI document, with what there is in development only."""
    settings = Settings(environment="development", public_url="https://kwartier.example")
    return create(settings).openapi()


def _commands() -> Mapping[str, type[BaseModel]]:
    return updates()


def _events() -> Mapping[str, type[BaseModel]]:
    return kinds()


def _workflows() -> Iterator[tuple[str, list[str]]]:
    for phase in PHASES:
        defined = workflow._Definition.from_class(phase)
        assert defined is not None
        names = {"signal": defined.signals, "query": defined.queries, "update": defined.updates}
        listed = [f"{what} {name or '(any other)'}" for what, named in names.items() for name in named]
        assert defined.arg_types == [ProgrammeState], "one section tells what all of them are started with"
        yield str(defined.name), sorted(listed)


def _activities() -> Iterator[tuple[str, type[BaseModel]]]:
    for module in _modules(activities):
        for _, owner in inspect.getmembers(module, inspect.isclass):
            for _, function in inspect.getmembers(owner, inspect.isfunction):
                defined = getattr(function, "__temporal_activity_definition", None)
                if defined is not None:
                    types = get_type_hints(function)
                    assert types["return"] is Recorded, "one section tells what all of them answer"
                    yield str(defined.name), types["step"]


def _patches() -> Iterator[str]:
    steps = chain(own_steps.OVER_TIME, *own_steps.OF_PHASE.values())
    of_steps = (step.patch for step in steps if step.patch is not None)
    return chain(of_steps, (name for key, name in vars(patches).items() if key.isupper()))


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)


# --- as text ---


def render(sections: Mapping[str, Section]) -> str:
    """Each section with its lines: of a type those of its fields, at any depth, in the order of the alphabet.

    `votes.*.choice` is a field of each value of an object, `conditions[].due` of each item of a list.
    """
    return "\n".join(
        "".join(f"{line}\n" for line in (f"[{name}]", *_lines(section))) for name, section in sections.items()
    )


def _lines(section: Section) -> Iterator[str]:
    if not isinstance(section, type):
        yield from section
        return
    schema = section.model_json_schema()
    fields = _nested("", schema, schema.get("$defs", {}))
    yield from sorted(set(fields), key=lambda line: line.partition(":"))


def _nested(at: str, schema: Schema, types: Schema) -> Iterator[str]:
    """The lines of what is inside a field."""
    schema = _resolved(schema, types)
    if "discriminator" in schema:
        return
    for one in _alternatives(schema):
        yield from _nested(at, one, types)
    if "items" in schema:
        yield from _nested(f"{at}[]", schema["items"], types)
    if isinstance(schema.get("additionalProperties"), dict):
        yield from _nested(f"{at}.*", schema["additionalProperties"], types)
    for name, field in schema.get("properties", {}).items():
        yield from _fields(f"{at}.{name}".removeprefix("."), field, types)


def _fields(at: str, field: Schema, types: Schema) -> Iterator[str]:
    default = f" = {json.dumps(field['default'], sort_keys=True)}" if "default" in field else ""
    yield f"{at}: {_type(field, types)}{default}"
    yield from _nested(at, field, types)


def _type(schema: Schema, types: Schema) -> str:
    schema = _resolved(schema, types)
    several = _alternatives(schema)
    if "discriminator" in schema:
        return f"any event, by its {schema['discriminator']['propertyName']}"
    if several or "enum" in schema:
        options = [*(_type(one, types) for one in several), *map(json.dumps, schema.get("enum", []))]
        return " | ".join(dict.fromkeys(options))
    if "const" in schema:
        return json.dumps(schema["const"])
    return _container(schema, types) or schema.get("format", schema.get("type", "anything"))


def _alternatives(schema: Schema) -> list[Schema]:
    return schema.get("anyOf", schema.get("oneOf", []))


def _container(schema: Schema, types: Schema) -> str | None:
    if "prefixItems" in schema:
        return f"[{', '.join(_type(one, types) for one in schema['prefixItems'])}]"
    if "items" in schema:
        return f"[{_type(schema['items'], types)}]"
    if isinstance(schema.get("additionalProperties"), dict):
        return f"{{*: {_type(schema['additionalProperties'], types)}}}"
    return None


def _resolved(schema: Schema, types: Schema) -> Schema:
    if "$ref" not in schema:
        return schema
    return types[schema["$ref"].rpartition("/")[2]]
