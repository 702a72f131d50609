"""A row that is not what the register says."""

from collections.abc import Iterable
from typing import NamedTuple

import asyncpg

from domain.shared.messages import N_, Message
from store.database import Connection

MISSING = N_("it is missing")
TOO_MUCH = N_("nothing in the register accounts for it")
NOT_ITS_HASH = N_("its content does not give its hash")

SURPRISES = (asyncpg.PostgresError, ArithmeticError, AssertionError, LookupError, TypeError, ValueError)
"""What reading a row ends in that Kwartier never wrote."""


class Difference(NamedTuple):
    """The row by its table and key (ids, numbers and codes; never names or texts), and what is wrong."""

    programme: str
    table: str
    row: str
    why: Message

    @property
    def said(self) -> Message:
        """All of it in a sentence."""
        place = N_("{programme}: {table} {row}: {why}")
        return place.having(programme=self.programme, table=self.table, row=self.row, why=self.why)


def other(*columns: str) -> Message:
    """What is wrong with a row that is there, and reads otherwise in `columns`."""
    return N_("{columns} is not what the register says").having(columns=list(columns))


class Found(list[Difference]):
    """The differences of one programme, as they are found."""

    def __init__(self, programme: str) -> None:
        super().__init__()
        self.programme = programme

    def add(self, table: str, row: object, why: Message) -> None:
        self.append(Difference(self.programme, table, str(row), why))

    def unless(self, holds: bool, table: str, row: object, why: Message) -> None:  # noqa: FBT001 - it is the question
        """Add a difference unless something `holds`."""
        if not holds:
            self.add(table, row, why)


async def rows(
    connection: Connection, found: Found, table: str, why: Message, query: str, *values: object
) -> None:
    """Add a difference for each row that `query` finds, by its only column."""
    for row in await connection.fetch(query, found.programme, *values):
        found.add(table, row[0], why)


def key_of(parts: Iterable[object]) -> str:
    """A row's key in one word: its parts in their order."""
    return "/".join(map(str, parts))
