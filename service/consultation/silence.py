"""How many are silent of those who are asked once more: only PostgreSQL knows."""

from dataclasses import dataclass

from domain.consultation.consultations import NoSuchConsultation
from domain.consultation.nudge_silent import AlreadyAnswered, NotInvitedToConsultation, NudgeSilent
from domain.every_phase.remind_whose_turn import RemindWhoseTurn
from domain.state.commands import Command
from store.consultation import silence
from store.database import Connection
from store.register.command_key import CommandKey


@dataclass(frozen=True)
class CountTheSilent:
    """Says how many are silent of those who are named, which only PostgreSQL knows."""

    async def write(self, connection: Connection, key: CommandKey, command: Command) -> Command:
        """Write nothing: what is found is enough. Raises `Refusal` about those that are not silent."""
        assert isinstance(command, NudgeSilent)
        return command.of_so_many(await _silent(connection, key.programme, command))

    async def foresee(self, connection: Connection, key: CommandKey, command: Command) -> Command:
        return await self.write(connection, key, command)

    async def forget(self, connection: Connection, key: CommandKey) -> None:
        """Nothing was written."""


@dataclass(frozen=True)
class CountEverySilent:
    """Says how many organisations are silent in the round that is open, for those whose turn is reminded."""

    async def write(self, connection: Connection, key: CommandKey, command: Command) -> Command:
        """Write nothing: what is found is enough."""
        assert isinstance(command, RemindWhoseTurn)
        return command.of_so_many(await silence.in_open_round(connection, key.programme))

    async def foresee(self, connection: Connection, key: CommandKey, command: Command) -> Command:
        return await self.write(connection, key, command)

    async def forget(self, connection: Connection, key: CommandKey) -> None:
        """Nothing was written."""


async def _silent(connection: Connection, slug: str, nudge: NudgeSilent) -> int:
    """How many are silent of those who are named; refuses those that have answered or were never invited."""
    number = nudge.consultation
    counts = await silence.groups(connection, slug, number)
    if not counts:
        raise NoSuchConsultation(consultation=number)
    if nudge.group is not None:
        # A group that is unknown has nobody here; the rule, which knows the groups, says so.
        return sum(count.silent for count in counts if count.group == nudge.group)
    answered = await silence.answered(connection, slug, number, nudge.organisations)
    # Refused whole: whoever is told that twelve were nudged must not hear later that it was eleven.
    if unknown := sorted(set(nudge.organisations) - set(answered)):
        raise NotInvitedToConsultation(unknown=tuple(unknown))
    if done := tuple(code for code, has_answered in answered.items() if has_answered):
        raise AlreadyAnswered(answered=done)
    return len(answered)
