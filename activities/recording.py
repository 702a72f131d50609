"""What the workflow has decided already, and only needs to be in the register."""

from collections.abc import Sequence

from temporalio import activity

from activities.appending import Appending
from domain.every_phase import own_steps
from domain.register.events import Event
from domain.register.steps import RECORD, Recorded, RecordStep, RemindStep
from store.consultation import consultations
from store.database import Connection

CONSULTATION = "consultation"


class Recording:
    """Activities that append events as they are."""

    def __init__(self, appending: Appending) -> None:
        self._appending = appending

    @activity.defn(name=RECORD)
    async def record(self, step: RecordStep) -> Recorded:
        """Append what a command or the passing of time has caused."""
        return await self._appending.append_events(step)

    @activity.defn(name=own_steps.ESTABLISH_THE_DECISION.activity)
    async def establish_decision(self, step: RecordStep) -> Recorded:
        """Append the decision that a body's rule makes of its ballots."""
        return await self._appending.append_events(step)

    @activity.defn(name=own_steps.REMIND.activity)
    async def remind(self, step: RemindStep) -> Recorded:
        """Remind of a deadline: of a consultation those who are silent, otherwise whoever has the role."""

        async def work(connection: Connection) -> Sequence[Event]:
            of_consultation = step.deadline == CONSULTATION
            # A role is one addressee, whoever holds it when the letter is addressed.
            count = await consultations.silent_now(connection, step.programme) if of_consultation else 1
            return [own_steps.reminder_sent(step, count)]

        return await self._appending.append(step, work)
