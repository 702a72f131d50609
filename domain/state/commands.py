"""Commands: what people may ask of a programme, one class for each Temporal update.

A command carries the caller's idempotency key as `id` and the hash of what was asked as `body`, so that the
register can tell the same command from another one under the same key. Texts were stored before the command
was sent; it carries references.
"""

import re
from abc import abstractmethod
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, TypedDict, TypeVar

from domain.register.heads import SigningKey
from domain.register.steps import RECORD, Carried
from domain.shared.actors import Actor
from domain.shared.base import Tolerant
from domain.state.programme_state import Phase, ProgrammeState
from domain.state.roles import Asker, Part
from domain.state.signature import CommandSignature, sign


class Stamp(TypedDict):
    """What every command is made with: `Suspend(**stamp, reason=reason)`."""

    id: str
    body: str
    actor: Actor


class Command(Tolerant):
    """What every command has.

    `update` is the name of the Temporal update that carries it, which the name of its class gives. `phase` is
    the one that knows it; every phase does when it is none. Those in `also_in` know it too.
    """

    update: ClassVar[str]
    phase: ClassVar[Phase | None] = None
    also_in: ClassVar[tuple[Phase, ...]] = ()
    carried_out_by: ClassVar[str] = RECORD
    """The activity that appends what it causes."""
    while_suspended: ClassVar[bool] = False
    """Whether it still works while the programme is suspended."""

    id: str
    body: str
    actor: Actor
    signature: CommandSignature | None = None
    """Of the service that checked who asks; none on commands of before there were signatures."""

    def __init_subclass__(cls, **kwargs: Any) -> None:  # noqa: ANN401 - pydantic's own
        super().__init_subclass__(**kwargs)
        # A wire name: recorded histories and clients know the update by it, so a class cannot be renamed
        # freely.
        cls.update = "_".join(re.findall(r"[A-Z][a-z]*", cls.__name__)).lower()
        assert cls.update not in _UPDATES, f"two commands are called {cls.__name__}"
        _UPDATES[cls.update] = cls

    @abstractmethod
    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        """The part in which somebody asks this. Raises `Forbidden` for whoever may not.

        The API asks before anything is written, the rules ask again with the state of that moment.
        """

    def asked_in(self, part: Part) -> Self:
        """The same command, asked in the part that was found for whoever asks."""
        # A chair has a seat and may act without naming it: not every command has the field.
        seat = {"seat": part.seat} if part.seat and "seat" in type(self).model_fields else {}
        return self.model_copy(update={"actor": part.actor, **seat})


_UPDATES: dict[str, type[Command]] = {}


def carried(command: Command) -> Carried:
    """`command` in the form in which a step brings it."""
    # Without defaults: a field that a newer version added must not change what an older one was asked.
    fields = command.model_dump(mode="json", exclude_defaults=True)
    return Carried(update=command.update, fields=fields)


C = TypeVar("C", bound=Command)


def signed(command: C, programme: str, key: SigningKey, at: datetime) -> C:
    """`command` with the signature of `key` under it, for `programme`."""
    return command.model_copy(update={"signature": sign(key, programme, carried(command), at)})


def read(carried: Carried) -> Command:
    """The command that a step brings. Raises `KeyError` or `ValueError` when this version knows none such."""
    return _UPDATES[carried.update].model_validate(carried.fields)


def updates() -> Mapping[str, type[Command]]:
    """Every command there is, by its update."""
    return _UPDATES
