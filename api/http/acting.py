"""How a route lets the caller act: by the description of the act, which goes on to the service."""

import re
from dataclasses import dataclass
from typing import Annotated, Any, Generic, NamedTuple, TypeVar
from urllib.parse import quote

from fastapi import Depends, FastAPI, Header
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts

from api.http.dependencies import Here, Who
from domain.register.answers import Answer
from service import commands
from service.asking import acts, doing
from service.asking.acts import About, AnyRequest, Asked
from service.asking.forms import Body
from service.callers import Caller
from service.resources import Resources

IdempotencyKey = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        description="Makes it safe to repeat the request: the same key and the same request, the same answer."
        " Use a new one, such as a UUID, for everything else.",
        min_length=1,
        max_length=200,
        pattern=r"^[\x21-\x7e]+$",
        examples=["7c6c8f0e-3f0e-4d8b-9a53-6d1f0f1f9c2b"],
    ),
]

A = TypeVar("A", bound=About)
F = TypeVar("F", bound=Body)


class Acting:
    """Lets the caller act, once per idempotency key."""

    def __init__(self, resources: Resources, caller: Caller, key: str) -> None:
        self.resources = resources
        self.caller = caller
        self.key = key

    async def send(self, slug: str, request: AnyRequest) -> Answer:
        """Carry out what is asked of the programme `slug`."""
        return await doing.send(self.resources, self.caller, self.key, slug, request)


class Doing(Acting, Generic[A, F]):
    """Lets the caller do one act, as it is described."""

    def __init__(self, resources: Resources, caller: Caller, key: str, act: acts.Act[A, F]) -> None:
        super().__init__(resources, caller, key)
        self.act = act

    async def __call__(self, slug: str, about: A, form: F) -> Answer:
        """Do it in the programme `slug`."""
        return await self.send(slug, await self.act.request(self.resources, slug, Asked(about, form)))

    async def must(self, slug: str) -> None:
        """Raise what says that the caller may not do it, before a file is read."""
        await commands.must_be_let(self.resources, self.caller, slug, self.act.commands[0])


@dataclass(frozen=True)
class _Does:
    act: acts.Act[Any, Any]
    another_way: bool

    async def __call__(
        self, resources: Here, caller: Who, idempotency_key: IdempotencyKey
    ) -> Doing[Any, Any]:
        return Doing(resources, caller, idempotency_key, self.act)


def does(act: type[acts.Act[A, F]], *, another_way: bool = False) -> Any:  # noqa: ANN401 - as FastAPI's own
    """Let the caller do `act`, in the annotation of a route's parameter.

    In `another_way` when what is sent is not the act's own form, but a file of many or a part of it.
    """
    return Depends(_Does(act(), another_way))


async def _acting(resources: Here, caller: Who, idempotency_key: IdempotencyKey) -> Acting:
    return Acting(resources, caller, idempotency_key)


Act = Annotated[Acting, Depends(_acting)]
"""A route that lets people do what is no act of a programme asks for this."""


# --- which operation does which act ---


class Way(NamedTuple):
    """An operation that does an act: its path, with the names of what stands in it, and what is sent."""

    act: acts.Act[Any, Any]
    operation: str
    path: str
    another_way: bool

    def address(self, slug: str, about: About) -> str:
        """Where it is sent, about one thing of the programme `slug`."""
        # In the order in which the act names them: a path calls some by other names than commands do.
        places = [name for name in _PLACE.findall(self.path) if name != "slug"]
        values = about.model_dump(mode="json").values()
        named = {name: quote(str(value), safe="") for name, value in zip(places, values, strict=True)}
        return self.path.format(slug=slug, **named)


_PLACE = re.compile(r"\{(\w+)\}")


def ways_in(app: FastAPI) -> list[Way]:
    """Every operation that does an act."""
    return [way for one in iter_route_contexts(app.routes) if (way := _way(one)) is not None]


def _way(route: RouteContext) -> Way | None:
    original = route.original_route
    if not isinstance(original, APIRoute) or (done := _done_by(original.dependant)) is None:
        return None
    assert original.operation_id, "every operation has an id"
    assert route.path, "every operation has a path"
    return Way(done.act, original.operation_id, route.path, done.another_way)


def _done_by(dependant: Dependant) -> _Does | None:
    if isinstance(dependant.call, _Does):
        return dependant.call
    return next(filter(None, map(_done_by, dependant.dependencies)), None)
