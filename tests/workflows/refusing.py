"""A PostgreSQL that answers, and takes no rows."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import asyncpg


@asynccontextmanager
async def refusing(pool: asyncpg.Pool, table: str, *, unless: str = "false") -> AsyncGenerator[None]:
    """Every new row of a table is refused, `unless` this SQL holds, for as long as the context lasts."""
    await pool.execute(f"ALTER TABLE {table} ADD CONSTRAINT none_today CHECK ({unless}) NOT VALID")
    try:
        yield
    finally:
        await pool.execute(f"ALTER TABLE {table} DROP CONSTRAINT none_today")
