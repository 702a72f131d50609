"""Everything that the API's document lists, as requests that can be sent."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx2

from api.application import create
from settings import Settings
from tests.api.visiting import Visitor

DOCUMENT: dict[str, Any] = create(
    Settings(environment="development", public_url="https://kwartier.example")
).openapi()


@dataclass(frozen=True)
class Operation:
    """One method of one path, and the example of its body."""

    id: str
    method: str
    path: str
    body: dict[str, Any]

    async def by(self, visitor: Visitor, **parameters: str) -> httpx2.Response:
        """Let `visitor` send it, with each parameter of the path as given, or else 1."""
        path = re.sub(r"\{(\w+)\}", lambda found: parameters.get(found[1], "1"), self.path)
        return await (visitor.get(path) if self.method == "get" else visitor.post(path, self.body))


def _operations() -> Iterator[Operation]:
    for path, item in DOCUMENT["paths"].items():
        for method, described in item.items():
            content = described.get("requestBody", {}).get("content", {}).get("application/json", {})
            yield Operation(described["operationId"], method, path, content.get("example", {}))


OPERATIONS = tuple(_operations())
