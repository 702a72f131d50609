"""The form of an act as JSON Schema that people can be shown: with labels, hints and words for its keys.

Labels are the `title` of a property, hints its `description`; keys stand as `oneOf`, each with its word as
`title`. What the programme lets choose comes beside it, since that depends on what the act is about.
"""

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from service.asking.labels import Label
from words.language import Language

Json = dict[str, Any]


def label_of(field: FieldInfo) -> Label:
    """What a field is called."""
    return next(found for found in field.metadata if isinstance(found, Label))


def of(form: type[BaseModel], language: Language) -> Json:
    """The schema of `form`, in a language."""
    schema = form.model_json_schema()
    definitions: Json = schema.get("$defs", {})
    for model in _models(form):
        found = schema if model is form else definitions[model.__name__]
        # What is written for programmers is in English, and no hint for whoever fills it in.
        found.pop("description", None)
        found.pop("title", None)
        for name, field in model.model_fields.items():
            _labelled(found["properties"][name], label_of(field), language)
    return schema


def _labelled(found: Json, label: Label, language: Language) -> None:
    found["title"] = language.say(label.message)
    found.pop("description", None)
    if label.hint is not None:
        found["description"] = language.say(label.hint)
    if label.words is not None:
        keys = found.pop("enum", None) or [found.pop("const")]
        found["oneOf"] = [{"const": key, "title": language.say(label.words[key])} for key in keys]


def _models(form: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A form, and the forms in it."""
    yield form
    for field in form.model_fields.values():
        for inner in _inside(field.annotation):
            yield from _models(inner)


def _inside(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _inside(argument)
