"""Query parameters: one that an operation does not know is refused, as what it asks for would not be done."""

from collections.abc import Collection

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from starlette.requests import Request

from api.http.invalid_fields import refusal_of


async def must_be_known(request: Request) -> None:
    """Raise `InvalidInput` for a parameter in the address that the operation does not have."""
    route = request.scope.get("route")
    if not request.query_params or not isinstance(route, APIRoute):
        return
    unknown = [name for name in dict.fromkeys(request.query_params) if name not in _known(route)]
    if unknown:
        raise refusal_of([{"type": "extra_forbidden", "loc": ("query", name)} for name in unknown])


def _known(route: APIRoute) -> Collection[str]:
    return {*_of(route.dependant)}


def _of(dependant: Dependant) -> Collection[str]:
    own = {field.alias for field in dependant.query_params}
    # A model of several parameters is one field, whose own are what people write.
    for field in dependant.query_params:
        model = field.field_info.annotation
        own |= {info.alias or name for name, info in getattr(model, "model_fields", {}).items()}
    return own.union(*map(_of, dependant.dependencies))
