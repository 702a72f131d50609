"""What is wrong with a blueprint, said so that its author can mend it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, InitErrorDetails

from domain.shared.messages import N_, Message, SaidError, Value, at, joined, verbatim
from domain.shared.mistakes import carried, invalid, one_of

Path = tuple[str | int, ...]
"""Keys and list positions (from 0) that lead from the top of a blueprint to a value."""

LONGEST_QUOTE = 60

SENTENCES: Mapping[str, Message] = {
    "missing": N_("is missing and must be given"),
    "string_type": N_("must be text in quotes, not {input}"),
    "int_type": N_("must be a whole number without quotes, not {input}"),
    "bool_type": N_("must be true or false, without quotes, not {input}"),
    "tuple_type": N_("must be a list in square brackets, not {input}"),
    "model_type": N_("must be a table with keys, not {input}"),
    "greater_than_equal": N_("must be at least {ge}, not {input}"),
    "less_than_equal": N_("must be at most {le}, not {input}"),
    "string_too_short": N_("must not be empty"),
    "string_too_long": N_("must have at most {max_length} characters, not {length}"),
    "too_short": N_("must have at least {min_length} of them, not {actual_length}"),
    "literal_error": N_("must be {expected}, not {input}"),
}
"""Kinds of pydantic errors that a blueprint can give, and how we say them."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and the path to it; `where` is the file and line, when it came from a file."""

    path: Path
    message: Message
    where: str | Message = ""

    @property
    def key(self) -> str:
        return written(self.path)

    @property
    def said(self) -> Message:
        """What is wrong, after where it is and its key."""
        wrong = at(self.key, self.message) if self.path else self.message
        return at(self.where, wrong) if self.where else wrong

    def __str__(self) -> str:
        return str(self.said)


def written(path: Path) -> str:
    """`path` as it is written: `definition.groups[1].organisations[3].code`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).removeprefix(".")


def refuse(problems: Sequence[Problem]) -> None:
    """Raise all `problems` at once from within a validator; their paths start at the validated model."""
    details = [
        InitErrorDetails(type=invalid("blueprint", problem.message), loc=problem.path, input=None)
        for problem in problems
    ]
    if details:
        raise ValidationError.from_exception_data("Blueprint", details)


def twice(values: Sequence[str], path: Path, key: str) -> list[Problem]:
    """A problem for each of `values` (the `key` of every entry of the list at `path`) seen before."""
    used = N_("{value} is already used by entry [{entry}]")
    return [
        Problem((*path, position, key), used.having(value=quote(value), entry=str(first)))
        for position, first, value in _again(values)
    ]


def twice_in_list(values: Sequence[str], path: Path) -> list[Problem]:
    """A problem for each of `values` (the list at `path` itself) seen before."""
    there = N_("{value} is there twice; once is enough")
    return [
        Problem((*path, position), there.having(value=quote(value))) for position, _, value in _again(values)
    ]


def _again(values: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Each of `values` that was seen before, after its position and where it was seen first."""
    seen: dict[str, int] = {}
    for position, value in enumerate(values):
        # Not by looking through those before it: a blueprint may list as many as somebody likes.
        if (first := seen.setdefault(value, position)) != position:
            yield position, first, value


def suggesting(value: str, known: Iterable[str], close: Message, choices: Message) -> Message:
    """The sentence with the `{name}` that was meant, or else the one with all `{names}` that there are."""
    names = sorted(known)
    if meant := get_close_matches(value, names, n=1):
        return close.having(value=quote(value), name=meant[0])
    return choices.having(value=quote(value), names=", ".join(names) or N_("none", "names"))


def quote(value: object) -> str:
    """`value` as its author would recognise it, shortened."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    text = f"{text[:LONGEST_QUOTE]}..." if len(text) > LONGEST_QUOTE else text
    return f'"{text}"' if isinstance(value, str) else text


def explained(error: ValidationError, root: type[BaseModel]) -> list[Problem]:
    """The problems in `error`, which came from validating `root`."""
    return [
        Problem(path, _sentence(detail, path, root), "" if path else N_("the blueprint"))
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
    # A tag such as <dates> names the member of a union that was tried; nobody wrote it. Somebody wrote a key
    # that is not known, whatever it begins with.
    written_last = len(detail["loc"]) - 1 if detail["type"] == "extra_forbidden" else None
    return tuple(
        part
        for place, part in enumerate(detail["loc"])
        if place == written_last or not str(part).startswith("<")
    )


def _sentence(detail: ErrorDetails, path: Path, root: type[BaseModel]) -> Message:
    context = detail.get("ctx", {})
    if (message := carried(context)) is not None:
        return message
    if detail["type"] == "extra_forbidden":
        return suggesting(
            str(path[-1]),
            _keys_at(path[:-1], root),
            N_('is not a key that is known here; did you mean "{name}"?'),
            N_("is not a key that is known here; there are: {names}"),
        )
    if (sentence := SENTENCES.get(detail["type"])) is None:
        return verbatim(detail["msg"])
    return sentence.having(**_values(detail["input"], context))


def _values(written: object, context: Mapping[str, Any]) -> dict[str, Value]:
    """What goes into a sentence: what somebody wrote, and what pydantic asks for."""
    # What is to be written in a blueprint stands there without a mark between thousands.
    bounds = {name: str(context[name]) for name in ("ge", "le") if name in context}
    counts = {
        name: context[name] for name in ("min_length", "max_length", "actual_length") if name in context
    }
    choices = {"expected": one_of(context["expected"])} if "expected" in context else {}
    length = len(written) if isinstance(written, str) else 0
    return {"input": quote(written), "length": length, **bounds, **counts, **choices}


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


class BlueprintError(SaidError):
    """A blueprint cannot be used; `problems` names each key, its place and what would be right."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(joined([problem.said for problem in problems], "\n"))
        self.problems = tuple(problems)
