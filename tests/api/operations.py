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


IDS = dict.fromkeys(("id", "person"), "00000000-0000-4000-8000-000000000000")


@dataclass(frozen=True)
class Operation:
    """One method of one path, and the example of its body: a text where it takes a file."""

    id: str
    method: str
    path: str
    body: dict[str, Any] | str
    query: dict[str, str]
    media_type: str
    places: dict[str, str]
    texts: tuple[str, ...]
    """What may stand in its query, besides numbers."""

    def address(self, **parameters: str) -> str:
        """Its path, with each parameter as given, or 1 (an id of nobody)."""
        known = IDS | self.places | parameters
        return re.sub(r"\{(\w+)\}", lambda found: known.get(found[1], "1"), self.path)

    async def by(self, visitor: Visitor, **parameters: str) -> httpx2.Response:
        """Let `visitor` send it to its `address`."""
        path = self.address(**parameters)
        if self.method == "get":
            return await visitor.get(path, **self.query)
        if isinstance(self.body, str):
            return await visitor.send(path, self.body, self.media_type)
        return await visitor.post(path, self.body)


def _operations() -> Iterator[Operation]:
    for path, item in DOCUMENT["paths"].items():
        operations = {method: item[method] for method in ("get", "post") if method in item}
        for method, described in operations.items():
            contents: dict[str, Any] = described.get("requestBody", {}).get("content", {})
            media_type = next(iter(contents), "")
            body = contents[media_type]["example"] if media_type else dict[str, Any]()
            wanted = [p for p in described.get("parameters", []) if p["in"] == "query" and p["required"]]
            query = {parameter["name"]: _example(parameter) for parameter in wanted}
            # What goes on for as long as somebody listens: as far as there is something to hear.
            query |= {"live": "false"} if is_stream(described) else {}
            places = {p["name"]: _example(p) for p in described.get("parameters", []) if _is_no_number(p)}
            texts = tuple(p["name"] for p in described.get("parameters", []) if _is_text_in_a_query(p))
            yield Operation(described["operationId"], method, path, body, query, media_type, places, texts)


def is_stream(described: dict[str, Any]) -> bool:
    """Whether an operation, by its description, goes on for as long as somebody listens."""
    return any("text/event-stream" in answer.get("content", {}) for answer in described["responses"].values())


def _is_no_number(parameter: dict[str, Any]) -> bool:
    """Whether something in a path must be written in another way than 1."""
    schema = parameter["schema"]
    is_any = not {"const", "enum", "format"} & schema.keys() and re.search(schema.get("pattern", ""), "1")
    return parameter["in"] == "path" and parameter["name"] not in IDS and not is_any


def _is_text_in_a_query(parameter: dict[str, Any]) -> bool:
    return parameter.get("in") == "query" and parameter["schema"].get("type") == "string"


def _example(parameter: dict[str, Any]) -> str:
    return str(parameter.get("example") or parameter["schema"]["examples"][0])


OPERATIONS = tuple(_operations())
