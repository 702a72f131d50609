"""What people may ask of a programme, each act described once.

The API, the command line and the pages are made from these descriptions. An act is a class, which registers
itself by the commands that it sends.
"""

import importlib
import pkgutil
from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, ClassVar, Generic, NamedTuple, TypeAlias, TypeVar, cast, get_args

import service
from domain.shared.messages import N_, Message
from domain.shared.refusals import Missing
from domain.state.commands import Command
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker
from service.asking.forms import Body
from service.asking.naming import Named
from service.commands import CommandRequest
from service.reading import Sight, looked_up
from service.resources import Resources


class About(Body):
    """What of a programme an act is about, as its address names it."""


class OfProgramme(About):
    """Nothing but the programme itself."""


A = TypeVar("A", bound=About)
F = TypeVar("F", bound=Body)

AnyRequest: TypeAlias = CommandRequest[Any]


@dataclass(frozen=True)
class Where(Generic[A]):
    """Where a programme stands for somebody on a day, and what they would act on."""

    state: ProgrammeState
    asker: Asker
    today: date
    about: A


class Option(NamedTuple):
    """One of what may be chosen: the value that is sent, and what it is called."""

    value: str | int
    name: Named


class Possible(NamedTuple):
    """One thing that an act may be about, and what it is called; the programme itself needs no name."""

    about: About
    name: Named | None = None


@dataclass(frozen=True)
class Asked(Generic[A, F]):
    """An act as somebody asks it: about what, and what they give with it."""

    about: A
    form: F


Choices: TypeAlias = Callable[[Where[A]], Iterable[Option]]


class Act(Generic[A, F]):
    """One act: what it is called, what people give with it, and the command that it sends.

    It sends the first of its `commands`, or another one by what people give. `button` says what the title
    does not; `media_type` is that of the file which its only field is, where it takes one.
    """

    commands: ClassVar[Sequence[type[Command]]]
    title: ClassVar[Message]
    button: ClassVar[Message | None] = None
    media_type: ClassVar[str | None] = None

    def __init_subclass__(cls, **kwargs: Any) -> None:  # noqa: ANN401 - as everywhere
        super().__init_subclass__(**kwargs)
        if "commands" not in cls.__dict__:
            return
        for command in cls.commands:
            assert command not in _ACTS, f"{command.__name__} is described twice"
            _ACTS[command] = cls()

    @property
    def name(self) -> str:
        """What it is called in addresses and on the command line."""
        return self.commands[0].update.replace("_", "-")

    @property
    def about(self) -> type[A]:
        """The type of what it is about."""
        return cast("type[A]", self._types[0])

    @property
    def form(self) -> type[F]:
        """The type of what people give with it."""
        return cast("type[F]", self._types[1])

    @property
    def _types(self) -> tuple[Any, ...]:
        return get_args(cast("Any", type(self)).__orig_bases__[0])

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        """What it can be about where the programme stands: nothing where there is nothing to do."""
        del where
        return (Possible(OfProgramme()),)

    def choices(self) -> Mapping[str, Choices[A]]:
        """What its fields can be where the programme stands, by their names."""
        return {}

    def probes(self, where: Where[A]) -> Iterable[Mapping[str, object]]:
        """The command's fields by which its own resolver is asked who may; one that lets is enough."""
        return (where.about.model_dump(),)

    def make(self, asked: Asked[A, F]) -> AnyRequest:
        """What is asked of a programme, where that takes no looking."""
        raise NotImplementedError(f"{self.name} is made another way: {asked}")

    async def request(self, resources: Resources, slug: str, asked: Asked[A, F]) -> AnyRequest:
        """What is asked of the programme `slug`."""
        del resources, slug
        return self.make(asked)


class LookingAct(Act[A, F]):
    """An act whose command depends on what PostgreSQL holds."""

    async def request(self, resources: Resources, slug: str, asked: Asked[A, F]) -> AnyRequest:
        async with looked_up(resources, slug) as sight:
            return await self.look(asked, sight)

    @abstractmethod
    async def look(self, asked: Asked[A, F], sight: Sight) -> AnyRequest:
        """What is asked of a programme."""


_ACTS: dict[type[Command], Act[Any, Any]] = {}


@cache
def by_command() -> Mapping[type[Command], Act[Any, Any]]:
    """Every act there is, by the commands that it sends."""
    # Here and not in a list: an act that a module describes is known once that is imported.
    for module in pkgutil.walk_packages(service.__path__, f"{service.__name__}."):
        if module.name.rpartition(".")[2] == "acts":
            importlib.import_module(module.name)
    return _ACTS


class NoSuchAct(Missing):
    title = N_("There is no such act")
    sentence = N_("There is no act {name}.")
    advice = N_("List the acts that you may do in the programme.")
    name: str


def known_act(name: str) -> Act[Any, Any]:
    """The act that is called so. Raises `NoSuchAct`."""
    if name not in by_name():
        raise NoSuchAct(name=name)
    return by_name()[name]


@cache
def by_name() -> Mapping[str, Act[Any, Any]]:
    """Every act there is, by its name."""
    return {act.name: act for act in dict.fromkeys(by_command().values())}
