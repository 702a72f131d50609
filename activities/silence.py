"""Looking, near a consultation's closing, whether a group is below its response target."""

from collections.abc import Sequence

from temporalio import activity

from activities.appending import Appending
from domain.consultation.escalate_silence import Share, escalate_silence
from domain.every_phase import own_steps
from domain.register.events import Event
from domain.register.steps import EscalateStep, Recorded
from store.consultation import silence
from store.database import Connection


class Silence:
    """Activities about organisations that have not answered."""

    def __init__(self, appending: Appending) -> None:
        self._appending = appending

    @activity.defn(name=own_steps.ESCALATE_SILENCE.activity)
    async def escalate_silence(self, step: EscalateStep) -> Recorded:
        """Count who has answered; the principal hears of groups below their response target."""

        async def work(connection: Connection) -> Sequence[Event]:
            counts = await silence.groups(connection, step.programme, step.consultation)
            shares = {count.group: Share(invited=count.invited, answered=count.answered) for count in counts}
            return [escalate_silence(step.deadline, step.consultation, step.quorums, shares)]

        return await self._appending.append(step, work)
