"""The form of an act, field by field: made from its description, filled in, and read again.

Whatever a field holds is found by its type, so that an act to come has its form without a line here.
"""

import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from domain.shared.messages import Message
from service.asking.labels import Label
from service.asking.listing import NamedOption
from service.limits import LONGEST_NAME
from web.http.forms import Form, number_of
from words.language import Language

Kind = Literal[
    "text", "email", "words", "day", "number", "one", "many", "order", "hidden", "group", "several", "keyed"
]
Choices: TypeAlias = Mapping[str, Sequence[NamedOption]]
Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json]"

MORE = 2
"""Empty places below what is filled in, where there may be several."""
IN_ORDER = 6
"""As many may be put in an order by choosing the first, the second and so on."""
ORDERED = ("preference",)
"""Fields in which it matters what comes first."""
LONGEST_LINE = 300
"""Characters; a longer text gets room for several lines."""
FEW = 7
"""So many are shown all at once; of more, one is chosen from a list."""


@dataclass(frozen=True)
class Shown:
    """A field as the page shows it, with what was filled in.

    `name` is how it is sent; `inside` are the fields of a group, or for each of several those of one.
    """

    kind: Kind
    name: str
    label: str
    hint: str
    optional: bool
    value: str = ""
    values: Sequence[str] = ()
    options: Sequence[tuple[str, str]] = ()
    inside: "Sequence[Shown]" = ()
    each: "Sequence[Sequence[Shown]]" = field(default_factory=list["Sequence[Shown]"])


@dataclass(frozen=True)
class Filling:
    """What was filled in so far, what may be chosen, and the language in which both are shown."""

    form: Form
    choices: Choices
    language: Language


# --- what a field holds, by its type ---


def _plain(annotation: object) -> object:
    """A type without what stands beside it, and without None."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in {Union, types.UnionType}:
            (annotation,) = [one for one in get_args(annotation) if one is not types.NoneType]
        else:
            return annotation


def _is_form(of: object) -> bool:
    return isinstance(of, type) and issubclass(of, BaseModel)


def _item(of: object) -> object:
    return _plain(get_args(of)[0])


def _kind(name: str, info: FieldInfo, options: Sequence[NamedOption] | None) -> Kind:
    of = _plain(info.annotation)
    if _is_form(of):
        return "group"
    match get_origin(of):
        case origin if origin is tuple:
            return _kind_of_several(name, of, options)
        case origin if origin is dict:
            return "keyed"
        case origin if origin is Literal:
            return "one"
        case _ if options is not None:
            # Where there is but one, nobody has to choose: it binds what is sent to what was shown.
            return "hidden" if len(options) == 1 else "one"
        case _:
            return _kind_of_value(name, of, info)


def _kind_of_several(name: str, of: object, options: Sequence[NamedOption] | None) -> Kind:
    if _is_form(_item(of)):
        return "several"
    if options is None:
        # One on each line.
        return "words"
    return "order" if len(options) <= IN_ORDER and name in ORDERED else "many"


def _kind_of_value(name: str, of: object, info: FieldInfo) -> Kind:
    if of is date:
        return "day"
    if of is int:
        return "number"
    if name.rpartition(".")[2] == "email":
        return "email"
    return "text" if _longest(info) <= LONGEST_LINE else "words"


def _longest(info: FieldInfo) -> int:
    """How long a text may be; no more than a line where nothing says so."""
    limits = [limit for one in _beside(info) if (limit := getattr(one, "max_length", None)) is not None]
    return min(limits, default=LONGEST_NAME)


def _beside(info: FieldInfo) -> Iterator[object]:
    yield from info.metadata
    pending = [info.annotation]
    while pending:
        annotation = pending.pop()
        if get_origin(annotation) is Annotated:
            yield from get_args(annotation)[1:]
        pending += [one for one in get_args(annotation) if get_origin(one) or one is annotation]


def label_of(info: FieldInfo) -> Label:
    """What a field is called."""
    return next(found for found in info.metadata if isinstance(found, Label))


def label_at(form: type[BaseModel], place: Sequence[str | int]) -> Message | None:
    """What the field at a place such as ("conditions", 0, "due") is called; none where there is none."""
    name, *rest = place
    if (info := form.model_fields.get(str(name))) is None:
        return None
    of = _plain(info.annotation)
    inner = of if _is_form(of) else _item(of) if get_origin(of) is tuple else None
    below = [part for part in rest if isinstance(part, str)]
    if below and isinstance(inner, type) and issubclass(inner, BaseModel):
        return label_at(inner, below)
    return label_of(info).message


# --- showing it ---


def shown(form: type[BaseModel], filling: Filling, prefix: str = "", path: str = "") -> list[Shown]:
    """The fields of `form`; `prefix` is how they are sent, `path` how what may be chosen names them."""
    return [
        _shown(f"{prefix}{name}", f"{path}{name}", info, filling) for name, info in form.model_fields.items()
    ]


def _shown(name: str, path: str, info: FieldInfo, filling: Filling) -> Shown:
    label, options = label_of(info), filling.choices.get(path)
    kind, of, said = _kind(path, info, options), _plain(info.annotation), filling.language.say
    given = _options(of, label, options, filling.language)
    value = filling.form.get(name)
    if kind == "hidden" and options:
        value = str(options[0].value)
    return Shown(
        kind=kind,
        name=name,
        label=said(label.message),
        hint=said(label.hint) if label.hint is not None else "",
        optional=not info.is_required(),
        value=value,
        values=filling.form.every(name),
        options=given,
        inside=_inside(kind, of, name, path, filling),
        each=_each(of, name, path, filling) if kind == "several" else [],
    )


def _inside(kind: Kind, of: object, name: str, path: str, filling: Filling) -> list[Shown]:
    if kind == "group":
        assert isinstance(of, type)
        return shown(of, filling, f"{name}.", f"{path}.")
    if kind == "keyed":
        # A text for each of what there is; without a list nobody could know the keys.
        return [
            Shown(
                kind="words",
                name=f"{name}.{one.value}",
                label=_capital(filling.language.say(one.name)),
                hint="",
                optional=True,
                value=filling.form.get(f"{name}.{one.value}"),
            )
            for one in filling.choices.get(path, ())
        ]
    return []


def _each(of: object, name: str, path: str, filling: Filling) -> list[Sequence[Shown]]:
    inner = _item(of)
    assert isinstance(inner, type)
    filled = len(list(_numbers(filling.form, name)))
    return [shown(inner, filling, f"{name}.{nth}.", f"{path}.") for nth in range(filled + MORE)]


def _options(
    of: object, label: Label, options: Sequence[NamedOption] | None, language: Language
) -> list[tuple[str, str]]:
    if options is not None:
        return [(str(one.value), _capital(language.say(one.name))) for one in options]
    if get_origin(of) is Literal:
        words: Mapping[Any, Message] = label.words or {}
        return [
            (str(key), _capital(language.say(words[key])) if key in words else str(key))
            for key in get_args(of)
        ]
    return []


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _numbers(form: Form, name: str) -> Iterator[int]:
    """The places below `name` in which something is filled in."""
    found = {key.partition(".")[0] for key, value in form.below(name).items() if value.strip()}
    yield from sorted(int(number) for number in found if number.isdigit())


# --- reading it ---


def read(
    form: type[BaseModel], sent: Form, choices: Choices, prefix: str = "", path: str = ""
) -> dict[str, Json]:
    """What was filled in, as the form takes it: what was left empty is left out."""
    found: dict[str, Json] = {}
    for name, info in form.model_fields.items():
        kind = _kind(f"{path}{name}", info, choices.get(f"{path}{name}"))
        value = _read(kind, info, sent, choices, (f"{prefix}{name}", f"{path}{name}"))
        if value not in ("", [], {}):
            found[name] = value
    return found


def _read(kind: Kind, info: FieldInfo, sent: Form, choices: Choices, places: tuple[str, str]) -> Json:
    (name, path), of = places, _plain(info.annotation)
    match kind:
        case "group":
            assert isinstance(of, type)
            return read(of, sent, choices, f"{name}.", f"{path}.")
        case "several":
            inner = _item(of)
            assert isinstance(inner, type)
            return [read(inner, sent, choices, f"{name}.{nth}.", f"{path}.") for nth in _numbers(sent, name)]
        case "keyed":
            return {key: text for key, text in sent.below(name).items() if text.strip()}
        case "many" | "order":
            chosen = [value for value in sent.every(name) if value]
            return [_number(value) if _item(of) is int else value for value in dict.fromkeys(chosen)]
        case "words" if get_origin(of) is tuple:
            return [line.strip() for line in sent.get(name).splitlines() if line.strip()]
        case _:
            return _number(sent.get(name)) if of is int else sent.get(name)


def _number(text: str) -> str | int:
    """A whole number where it is one; else what was typed, for the form to say what is wrong."""
    stripped = text.strip()
    found = number_of(stripped.removeprefix("-"))
    if found is None:
        return stripped
    return -found if stripped.startswith("-") else found
