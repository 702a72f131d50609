"""Refusals: how a rule says no. Each is a class beside its rule, with a code that its name gives.

A refusal carries typed values; its sentence is made of them where it leaves, in the language of the reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from string import Formatter
from typing import TYPE_CHECKING, ClassVar, Self, cast, dataclass_transform, get_type_hints

from domain.shared.messages import N_, Message, Value, verbatim

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@dataclass_transform(kw_only_default=True, eq_default=False)
class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """Somebody asked what cannot be, or not now; nothing has changed.

    A class with a `title` is one of the catalogue: its `code` (`NoOpenBallot`: `no_open_ballot`) is stable
    and made for programs, the `sentence` says what was wrong and the `advice` what to do. Its fields are
    the values of the sentence, and what else a caller can act on. A subclass without a title says the same no
    in another sentence, under the same code.
    """

    status: ClassVar[int] = 409
    code: ClassVar[str]
    title: ClassVar[Message] = N_("The rules say no")
    sentence: ClassVar[Message]
    advice: ClassVar[Message]

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        dataclass(eq=False, kw_only=True, repr=False)(cls)
        if "title" in cls.__dict__:
            cls.code = "_".join(re.findall(r"[A-Z][a-z]*", cls.__name__)).lower()
            assert cls.code not in _CODES, f"two refusals are called {cls.__name__}"
            _CODES[cls.code] = [cls]
        elif "sentence" in cls.__dict__:
            _CODES[cls.code].append(cls)

    def __post_init__(self) -> None:
        super().__init__(str(self.said))

    @property
    def message(self) -> str:
        """What was wrong and what to do, in plain English: for histories, logs and programs."""
        return str(self.said)

    @property
    def details(self) -> dict[str, object]:
        """What a caller can act on, in its JSON form."""
        return self.written()

    @property
    def values(self) -> dict[str, object]:
        """The values of the sentence, and what else a caller can act on, by name."""
        return {_written(name): getattr(self, name) for name in _names(type(self))}

    @property
    def said(self) -> Message:
        """What is said to whoever asked; keys of the domain stand in it as they are."""
        patterns = self.sentence.pattern + self.sentence.many
        inside = {name for _, name, _, _ in Formatter().parse(patterns) if name}
        # A number that names something (a version, a project) stays together; what is counted is said as `n`.
        values = {
            name: str(value) if isinstance(value, int) and name != "n" else cast("Value", value)
            for name, value in self.values.items()
        }
        return self.sentence.having(**{name: value for name, value in values.items() if name in inside})

    def written(self) -> dict[str, object]:
        """The values in their JSON form."""
        return {name: _as_json(value) for name, value in self.values.items()}

    @classmethod
    def read(cls, details: Mapping[str, object]) -> Self:
        """The refusal that was written down as `details`; of values it does not know nothing is kept."""
        hints = get_type_hints(cls)
        known = {name: details[_written(name)] for name in _names(cls) if _written(name) in details}
        make = cast("Callable[..., Self]", cls)
        return make(**{name: _from_json(value, hints[name]) for name, value in known.items()})


class Forbidden(Refusal):
    """The act exists, but not for the one who asks."""

    status = 403


class Missing(Refusal):
    """What is asked for, or asked about, does not exist."""

    status = 404


class RelayedRefusal(Refusal):
    """What older or newer code refused, with a code or values that this version does not know: quoted."""

    def __init__(self, code: str, message: str, details: Mapping[str, object], *, forbidden: bool) -> None:
        Exception.__init__(self, message)
        self._quoted, self._details = message, dict(details)
        known = codes().get(code)
        # Of this one refusal only: no class knows it.
        self.__dict__.update(code=code, status=known.status if known else 403 if forbidden else 409)
        if known is not None:
            self.__dict__.update(title=known.title)

    @property
    def said(self) -> Message:
        return verbatim(self._quoted)

    def written(self) -> dict[str, object]:
        return self._details


_CODES: dict[str, list[type[Refusal]]] = {}


def codes() -> Mapping[str, type[Refusal]]:
    """Every refusal there is, by its code."""
    return {code: first for code, (first, *_) in _CODES.items()}


def read(code: str, message: str, details: Mapping[str, object], *, forbidden: bool = False) -> Refusal:
    """The refusal that was written as these, quoted when this version does not know it."""
    for known in _CODES.get(code, ()):
        try:
            refusal = known.read(details)
        except TypeError:
            continue  # it has other values than this version wants
        # One code may have several sentences; a sentence that was worded otherwise then is said as it is now.
        if str(refusal.said) == message or len(_CODES[code]) == 1:
            return refusal
    return RelayedRefusal(code, message, details, forbidden=forbidden)


def _names(refusal: type[Refusal]) -> list[str]:
    # The transform says what a type checker needs; the runtime wants to see that it is a dataclass.
    return [field.name for field in fields(cast("type[DataclassInstance]", refusal))]


def _written(name: str) -> str:
    # A value may be called what every refusal has already, such as a `status`: its field ends in `_` then.
    return name.removesuffix("_")


def _as_json(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(cast("tuple[object, ...]", value)) if isinstance(value, tuple) else value


def _from_json(value: object, kind: object) -> object:
    if kind is date and isinstance(value, str):
        return date.fromisoformat(value)
    return tuple(cast("list[object]", value)) if isinstance(value, list) else value
