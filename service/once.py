"""Doing what was asked once, however often: by its idempotency key and the hash of what it asks."""

import hmac
from collections.abc import Awaitable, Callable, Mapping
from hashlib import sha256
from typing import TypeAlias, TypeVar

import asyncpg

from domain.shared.canonical import canonical
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from store.database import Connection

Payload: TypeAlias = Mapping[str, object]
"""What was asked, as plain JSON values."""

About: TypeAlias = Mapping[str, str | int]
"""What it was asked about, as its address or a page names it."""

T = TypeVar("T")


class IdempotencyKeyReused(Refusal):
    title = N_("This Idempotency-Key was used for something else")
    sentence = N_("This Idempotency-Key was used for something else; use a new one.")
    advice = N_("Use a new key for every new command.")


async def once(
    connection: Connection,
    request_hash: str,
    find: Callable[[], Awaitable[tuple[T, str] | None]],
    work: Callable[[], Awaitable[T]],
    raced: type[Exception] = asyncpg.UniqueViolationError,
) -> T:
    """The answer of `work`, done in one transaction, or the one that this very request had before.

    `find` looks under the key for an answer and the hash of what was asked; `raced` is what `work` raises
    when somebody was a moment earlier, perhaps with this very request. Raises `IdempotencyKeyReused`, and
    whatever `work` does.
    """
    if (found := await find()) is not None:
        return _same(found, request_hash)
    try:
        async with connection.transaction():
            return await work()
    except raced:
        # Only now is it certain what the other one asked: its transaction is over.
        if (found := await find()) is None:
            raise
        return _same(found, request_hash)


def _same(found: tuple[T, str], request_hash: str) -> T:
    answer, hash_before = found
    if hash_before != request_hash:
        raise IdempotencyKeyReused
    return answer


def hash_of(what: str, about: About, payload: Payload, person: str, secret: bytes = b"") -> str:
    """What tells one request from another under the same key: what is asked, of what, by whom.

    The programme's `secret` keeps whoever reads it in a history or register from guessing what was typed.
    """
    # Stored in registers and histories since 0.1.0: another form would make old requests unrecognisable.
    whole = canonical({"update": what, "about": dict(about), "payload": dict(payload), "actor": person})
    return hmac.new(secret, whole, sha256).hexdigest()
