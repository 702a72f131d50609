"""What is wrong with a blueprint, said so that its author can mend it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

Path = tuple[str | int, ...]
"""Keys and list positions (from 0) that lead from the top of a blueprint to a value."""

LONGEST_QUOTE = 60

SENTENCES = {
    "missing": "is missing and must be given",
    "string_type": "must be text in quotes, not {input}",
    "int_type": "must be a whole number without quotes, not {input}",
    "bool_type": "must be true or false, without quotes, not {input}",
    "tuple_type": "must be a list in square brackets, not {input}",
    "model_type": "must be a table with keys, not {input}",
    "greater_than_equal": "must be at least {ge}, not {input}",
    "less_than_equal": "must be at most {le}, not {input}",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters, not {length}",
    "too_short": "must have at least {min_length} of them, not {actual_length}",
    "literal_error": "must be {expected}, not {input}",
}
"""Kinds of pydantic errors that a blueprint can give, and how we say them."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and the path to it."""

    path: Path
    message: str

    @property
    def key(self) -> str:
        """The path as it is written: `definition.groups[1].organisations[3].code`."""
        parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.path)
        return "".join(parts).removeprefix(".") or "the blueprint"

    def __str__(self) -> str:
        return f"{self.key}: {self.message}"


def refuse(problems: Sequence[Problem]) -> None:
    """Raise all `problems` at once from within a validator; their paths start at the validated model."""
    details = [
        # The template holds nothing but a name: a message may contain braces itself.
        InitErrorDetails(
            type=PydanticCustomError("blueprint", "{message}", {"message": problem.message}),
            loc=problem.path,
            input=None,
        )
        for problem in problems
    ]
    if details:
        raise ValidationError.from_exception_data("Blueprint", details)


def twice(values: Sequence[str], path: Path, key: str) -> list[Problem]:
    """A problem for each of `values` (the `key` of every entry of the list at `path`) seen before."""
    return [
        Problem((*path, position, key), f"{quote(value)} is already used by entry [{values.index(value)}]")
        for position, value in enumerate(values)
        if value in values[:position]
    ]


def twice_in_list(values: Sequence[str], path: Path) -> list[Problem]:
    """A problem for each of `values` (the list at `path` itself) seen before."""
    return [
        Problem((*path, position), f"{quote(value)} is there twice; once is enough")
        for position, value in enumerate(values)
        if value in values[:position]
    ]


def meant(value: str, known: Iterable[str]) -> str:
    """`; did you mean "x"?` or what there is to choose from."""
    choices = sorted(known)
    close = get_close_matches(value, choices, n=1)
    return f'; did you mean "{close[0]}"?' if close else f"; there are: {', '.join(choices) or 'none'}"


def quote(value: object) -> str:
    """`value` as its author would recognise it, shortened."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    text = f"{text[:LONGEST_QUOTE]}..." if len(text) > LONGEST_QUOTE else text
    return f'"{text}"' if isinstance(value, str) else text


def explained(error: ValidationError, root: type[BaseModel]) -> list[Problem]:
    """The problems in `error`, which came from validating `root`."""
    return [
        Problem(path, _sentence(detail, path, root))
        for detail in error.errors(include_url=False)
        if not _is_echo(detail)
        for path in [_path(detail)]
    ]


def _is_echo(detail: ErrorDetails) -> bool:
    """Whether `detail` only says that something else, which is listed itself, is wrong."""
    if detail["type"] == "too_short":
        # pydantic counts the entries that were right, their author all of them.
        return len(detail["input"]) >= detail.get("ctx", {})["min_length"]
    return detail["type"] == "default_factory_not_called"


def _path(detail: ErrorDetails) -> Path:
    # A tag such as <dates> names the member of a union that was tried; nobody wrote it.
    return tuple(part for part in detail["loc"] if not str(part).startswith("<"))


def _sentence(detail: ErrorDetails, path: Path, root: type[BaseModel]) -> str:
    value: object = detail["input"]
    if detail["type"] == "extra_forbidden":
        return f"is not a key that is known here{meant(str(path[-1]), _keys_at(path[:-1], root))}"
    sentence = SENTENCES.get(detail["type"])
    if sentence is None:
        return detail["msg"]
    context = detail.get("ctx", {})
    length = len(value) if isinstance(value, str) else 0
    return sentence.format(input=quote(value), length=length, **context)


def _keys_at(path: Path, root: type[BaseModel]) -> list[str]:
    annotation: Any = root
    for part in path:
        annotation = _step(annotation, part)
    models = (option for option in _options(annotation) if isinstance(option, type))
    return [name for model in models if issubclass(model, BaseModel) for name in model.model_fields]


def _step(annotation: object, part: str | int) -> object:
    for option in _options(annotation):
        if isinstance(part, int) and get_origin(option) is tuple:
            return get_args(option)[0]
        if isinstance(part, str) and isinstance(option, type) and issubclass(option, BaseModel):
            return option.model_fields[part].annotation
    return None


def _options(annotation: object) -> list[object]:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _options(get_args(annotation)[0])
    if origin in {Union, UnionType}:
        members = cast("tuple[object, ...]", get_args(annotation))
        return [option for member in members for option in _options(member)]
    return [annotation]


class BlueprintError(Exception):
    """A blueprint cannot be used; `problems` names each key, its place and what would be right."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)
