"""Searches all that Temporal holds of a programme for words, in whatever way they may be written."""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, NamedTuple, cast

from google.protobuf.message import Message
from temporalio.api.common.v1 import Payload
from temporalio.api.enums.v1 import EventType
from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.client import Client

from tests.workflows.chain import chain

READABLE = {b"json/plain", b"json/protobuf", b"binary/null"}
"""Encodings whose bytes are what was encoded: nothing is compressed or encrypted."""


class Place(NamedTuple):
    """Something that Temporal holds, and where."""

    name: str
    run: int
    message: Message


async def held_by_temporal(client: Client, slug: str) -> list[Place]:
    """Every event of every run, and what Temporal shows of each run."""
    places: list[Place] = []
    for run, history in enumerate(await chain(client, slug), start=1):
        handle = client.get_workflow_handle(history.workflow_id, run_id=history.run_id)
        for event in history.events:
            kind = EventType.Name(event.event_type).removeprefix("EVENT_TYPE_")
            places.append(Place(f"run {run}, event {event.event_id}, {kind}", run, event))
        places.append(Place(f"run {run}, description", run, (await handle.describe()).raw_description))
        details = await handle.query("__temporal_workflow_metadata", result_type=WorkflowMetadata)
        places.append(Place(f"run {run}, current details", run, details))
    return places


def found(words: Mapping[str, str], places: Iterable[Place]) -> list[str]:
    """Where any of `words` stands, each with what it is."""
    ways = [(way, what) for word, what in words.items() for way in ways_to_write(word)]
    return [
        f"{what} in {place.name}"
        for place in places
        for way, what in ways
        if way in place.message.SerializeToString()
    ]


def ways_to_write(word: str) -> set[bytes]:
    """A word as it may stand among other bytes: as it is, as JSON, as JSON in JSON, base64, or as a hash."""
    plain = {word}
    for _ in range(2):
        plain |= {
            json.dumps(way, ensure_ascii=ascii_only)[1:-1] for way in plain for ascii_only in (True, False)
        }
    written = {way.encode() for way in plain}
    in_base64 = {way for raw in written for way in _in_base64(raw)}
    return written | in_base64 | {sha256(word.encode()).hexdigest().encode(), sha256(word.encode()).digest()}


def _in_base64(raw: bytes) -> Iterator[bytes]:
    """What is the same of it wherever it begins: a character of base64 stands for six bits."""
    for before in range(3):
        encoded = b64encode(bytes(before) + raw)
        yield encoded[-(-before * 8 // 6) : (before + len(raw)) * 8 // 6]


def encodings(message: Message) -> set[bytes]:
    """How the payloads anywhere in a message are encoded."""
    if isinstance(message, Payload):
        return {message.metadata["encoding"]}
    return {encoding for part in _parts(message) for encoding in encodings(part)}


def _parts(message: Message) -> Iterator[Message]:
    for _, value in cast("list[tuple[Any, Any]]", message.ListFields()):
        match value:
            case Message():
                yield value
            case str() | bytes() | int() | float():
                pass
            case _:
                items = cast("Iterable[object]", value.values() if hasattr(value, "values") else value)
                yield from (item for item in items if isinstance(item, Message))
