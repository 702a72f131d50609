"""What a worker takes for true: whose commands it carries out, and by which clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from temporalio import activity

from domain.register.heads import PublicKey
from domain.register.steps import RecordStep
from domain.state.signature import VALID_FOR, is_signed, must_be_signed
from store.register.entries import SignedCommand, Window

AHEAD = timedelta(minutes=1)
"""How far another clock may be before the database's."""


@dataclass(frozen=True)
class Trust:
    """The public `keys`, by their thumbprints, of services that check who asks before they sign a command.

    `unsigned_until` is the last day on which commands that nobody signed are carried out, if there is one.
    What one of the keys `sealed_by` sealed counts as what this worker sealed itself. Where `clocks_move`, as
    in development, a programme's clock may be ahead of the database's. Where `cancelling_withdraws` is False,
    whoever cancels a run in Temporal only raises an alarm.
    """

    keys: Mapping[str, PublicKey] = field(default_factory=dict[str, PublicKey])
    unsigned_until: date | None = None
    sealed_by: tuple[PublicKey, ...] = ()
    clocks_move: bool = False
    cancelling_withdraws: bool = True

    def of(self, step: RecordStep) -> tuple[Window, SignedCommand | None]:
        """When a person's `step` may be carried out, and the command behind it as it was signed.

        Raises `CommandNotSigned`.
        """
        if not is_signed(step.command) and self.lets_unsigned_in:
            return Window(), None
        signature = must_be_signed(step.programme, step.command, self.keys)
        assert step.command is not None, "what is signed is there"
        window = Window(signature.at - AHEAD, signature.at + VALID_FOR + _waited())
        return window, SignedCommand(step.command, signature.key)

    @property
    def lets_unsigned_in(self) -> bool:
        """Whether commands that nobody signed are carried out today."""
        today = datetime.now(UTC).date()
        return self.unsigned_until is not None and today <= self.unsigned_until


def _waited() -> timedelta:
    """How long ago the first attempt was: no command is too old because PostgreSQL was away."""
    info = activity.info()
    return datetime.now(UTC) - info.scheduled_time if info.attempt > 1 else timedelta()
