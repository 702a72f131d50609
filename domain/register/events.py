"""Events: what can have happened to a programme, one class for each kind of register entry.

Events hold ids, numbers, dates and hashes only. What a person typed is referred to by `TextRef`, a person
by id; both live in tables of their own.
"""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, cast

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler, TypeAdapter
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from domain.shared.base import Tolerant


class Event(Tolerant):
    """What every event has: its `kind`, which the name of its class gives (`BallotCast`: `ballot.cast`).

    A class registers itself by being defined. What a subclass of an event adds is another kind.
    """

    signed: ClassVar[bool] = False
    """Whether the head of the register is signed after it, so that nothing before it can be rewritten.

    Such an event has a field `signed_by`: whose signature there must be, by the key's thumbprint. Whoever
    appends it fills that in; it stays empty where there is no key, and in what 0.1.0 wrote.
    """

    kind: str = ""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: object) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        kind = _kind_of(cls.__name__)
        assert kind not in _KINDS, f"two events are called {cls.__name__}"
        # As if each class had written it: what is stored under one kind is never read as another.
        cls.model_fields["kind"].annotation = cast("type[Any]", Literal[kind])
        cls.model_fields["kind"].default = kind
        cls.model_rebuild(force=True)
        _KINDS[kind] = cls


_KINDS: dict[str, type[Event]] = {}


def kinds() -> Mapping[str, type[Event]]:
    """Every event there is, by its kind."""
    return _KINDS


def _kind_of(name: str) -> str:
    # Wire names: renaming a class renames a kind, and registers from before would not be read.
    *what, happened = re.findall(r"[A-Z][a-z]*", name)
    return f"{'_'.join(what)}.{happened}".lower()


def _read(value: object) -> object:
    """The event in what was stored. An unknown kind is refused by its name: its entry means something."""
    if isinstance(value, Event):
        return value
    kind = cast("Mapping[str, object]", value).get("kind") if isinstance(value, Mapping) else None
    if not isinstance(kind, str):
        raise PydanticCustomError("no_kind", "an event has a kind")
    if kind not in _KINDS:
        raise PydanticCustomError("unknown_kind", "no event is of the kind {kind}", {"kind": kind})
    return _KINDS[kind].model_validate(value)


class _ByKind:
    """Any event, as pydantic reads it, writes it and describes it."""

    def __get_pydantic_core_schema__(self, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        # Written as what it is: without a type of its own, pydantic looks at the value.
        return core_schema.no_info_plain_validator_function(_read)

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        # Only now is every kind known; the first is what an example shows, and what a register begins with.
        known = sorted(_KINDS.items(), key=lambda event: (event[0] != "programme.agreed", event[0]))
        one_of_them = TypeAdapter[Any](cast("Any", Annotated)[_any_of(known), Field(discriminator="kind")])
        return {**handler(one_of_them.core_schema), "title": "Event"}


def _any_of(known: Sequence[tuple[str, type[Event]]]) -> Any:  # noqa: ANN401 - a union made while running
    first, *others = (cast("Any", event) for _, event in known)
    for other in others:
        first |= other
    return first


if TYPE_CHECKING:
    AnyEvent = Event
else:
    # Not Annotated[Event, …]: OpenAPI would then describe the base class, too, which nobody sends.
    AnyEvent = Annotated[Any, _ByKind()]
"""An event in what is stored or sent: read and written as the class that its kind names."""
