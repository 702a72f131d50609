"""How people act on a phase: each command is an update, refused by its validator when the rules say no."""

from collections.abc import Awaitable
from typing import Any, Protocol

from temporalio import workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from domain.register.answers import Answer
    from domain.shared.refusals import Forbidden, Refusal
    from domain.state.commands import Command


class Acting(Protocol):
    """What a workflow needs so that people may act on it."""

    def check(self, command: Command) -> None:
        """Raise ApplicationError when `command` is refused."""
        ...

    def carry_out(self, command: Command) -> Awaitable[Answer]:
        """Carry out `command`, and answer when the register has it."""
        ...


def people_may(command: type[Command]) -> Any:  # noqa: ANN401 - what Temporal makes of it has no public type
    """The update by which people give `command`, as an attribute of a workflow."""

    async def carry_out(self: Acting, command: Command) -> Answer:
        return await self.carry_out(command)

    def check(self: Acting, command: Command) -> None:
        self.check(command)

    # Temporal reads the argument's type from the annotations when it decodes an update.
    carry_out.__annotations__ = {"command": command, "return": Answer}
    check.__annotations__ = {"command": command, "return": None}
    update = workflow.update(name=command.update, description=command.__doc__)(carry_out)
    update.validator(check)
    return update


def refused(refusal: Refusal) -> ApplicationError:
    """The one form in which a refusal leaves a workflow."""
    answer = {
        "message": refusal.message,
        "details": refusal.details,
        "forbidden": isinstance(refusal, Forbidden),
    }
    return ApplicationError(refusal.message, answer, type=refusal.code, non_retryable=True)
