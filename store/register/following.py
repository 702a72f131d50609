"""Tables that follow from the register: each function says which event it follows.

A function registers itself where its table is, so that no list can forget one: an event that anything follows
is never appended in the short way, which writes the register alone.
"""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias, TypeVar

from domain.register.entries import Entry
from domain.register.events import Event
from store.database import Connection

E = TypeVar("E", bound=Event)
Follower: TypeAlias = Callable[[Connection, Entry, E], Awaitable[None]]

_FOLLOWERS: dict[type[Event], list[Follower[Any]]] = {}


def follows(*events: type[E]) -> Callable[[Follower[E]], Follower[E]]:
    """Let the decorated function change its table after each entry of `events`, in its transaction."""

    def register(follower: Follower[E]) -> Follower[E]:
        for event in events:
            _FOLLOWERS.setdefault(event, []).append(follower)
        return follower

    return register


def is_followed(event: Event) -> bool:
    return type(event) in _FOLLOWERS


async def follow(connection: Connection, entry: Entry) -> None:
    """Let every table follow one entry."""
    for follower in _FOLLOWERS.get(type(entry.event), ()):
        await follower(connection, entry, entry.event)
