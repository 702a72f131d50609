"""Signing what people ask as the API does, for tests that send commands themselves."""

from datetime import UTC, datetime
from typing import TypeVar

from domain.register.heads import SigningKey
from domain.state import commands
from domain.state.commands import Command
from tests.workflows.running import COMMAND_KEY

C = TypeVar("C", bound=Command)


def signed(command: C, slug: str, at: datetime | None = None, key: SigningKey = COMMAND_KEY) -> C:
    """`command` as the API signs it, just now or `at` another moment."""
    return commands.signed(command, slug, key, at or datetime.now(UTC))
