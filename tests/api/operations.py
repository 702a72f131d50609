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
    """One method of one path, and the example of its body: a text where it takes a file."""

    id: str
    method: str
    path: str
    body: dict[str, Any] | str

    async def by(self, visitor: Visitor, **parameters: str) -> httpx2.Response:
        """Let `visitor` send it, with each parameter of the path as given, or else 1."""
        path = re.sub(r"\{(\w+)\}", lambda found: parameters.get(found[1], "1"), self.path)
        if self.method == "get":
            return await visitor.get(path)
        if isinstance(self.body, str):
            return await visitor.send(path, self.body)
        return await visitor.post(path, self.body)


def _operations() -> Iterator[Operation]:
    for path, item in DOCUMENT["paths"].items():
        for method, described in item.items():
            contents = described.get("requestBody", {}).get("content", {})
            example = next((content["example"] for content in contents.values()), dict[str, Any]())
            yield Operation(described["operationId"], method, path, example)


OPERATIONS = tuple(_operations())
