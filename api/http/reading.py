"""How a route lets the caller read: it says which material it shows, and whoever may not read it hears no."""

from dataclasses import dataclass
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from api.http.dependencies import Here, Who, WhoIfAnyone
from domain.reading.materials import Material
from service.reading import Reading, Shown


@dataclass(frozen=True)
class _Reads:
    shown: Shown

    async def __call__(self, resources: Here, caller: Who) -> Reading:
        return Reading(resources, caller, self.shown)


@dataclass(frozen=True)
class _ReadsWithoutToken(_Reads):
    async def __call__(self, resources: Here, caller: WhoIfAnyone) -> Reading:
        return Reading(resources, caller, self.shown)


def reads(*any_of: Material, also: tuple[Material, ...] = ()) -> Any:  # noqa: ANN401 - as FastAPI's own
    """Let in whoever may read any of this, in the annotation of a route's parameter.

    What it shows them besides, when they may read that, too, is `also`.
    """
    return Depends(_Reads(Shown(any_of, also)))


def reads_without_token(*any_of: Material) -> Any:  # noqa: ANN401 - as FastAPI's own
    """As `reads`, also for somebody who has no token."""
    return Depends(_ReadsWithoutToken(Shown(any_of)))


def shown_in(app: FastAPI) -> dict[str, Shown]:
    """What each operation shows, by its id; those that let nobody read are not in it."""
    routes = [one.original_route for one in iter_route_contexts(app.routes)]
    routes = [route for route in routes if isinstance(route, APIRoute)]
    found = {route.operation_id: _shown_by(route.dependant) for route in routes if route.operation_id}
    return {id_: shown for id_, shown in found.items() if shown is not None}


def _shown_by(dependant: Dependant) -> Shown | None:
    if isinstance(dependant.call, _Reads):
        return dependant.call.shown
    return next(filter(None, map(_shown_by, dependant.dependencies)), None)
