"""Inviting the organisations, opening a consultation, and closing it."""

from collections.abc import Sequence

from temporalio import activity

from activities.appending import Appending
from domain.consultation.close_consultation import ConsultationClosed, close_consultation
from domain.consultation.invite_organisations import OrganisationsInvited
from domain.every_phase import own_steps
from domain.register.events import Event
from domain.register.steps import CloseStep, ConsultationStep, Recorded, Step
from domain.state.own_step import Said
from store.consultation import consultations, contributions
from store.database import Connection
from store.every_phase import programmes


class Consulting:
    """Activities around a consultation."""

    def __init__(self, appending: Appending) -> None:
        self._appending = appending

    @activity.defn(name=own_steps.INVITE_ORGANISATIONS.activity)
    async def invite_organisations(self, step: Step) -> Recorded:
        """Invite every organisation that takes part: each gets its letter with the entry."""

        async def work(connection: Connection) -> Sequence[Event]:
            return [OrganisationsInvited(groups=await consultations.to_invite(connection, step.programme))]

        return await self._appending.append(step, work)

    @activity.defn(name=own_steps.OPEN_THE_FIRST_CONSULTATION.activity)
    async def open_round(self, step: ConsultationStep) -> Recorded:
        """Open the consultation: from now on contributions are let in."""

        async def work(_: Connection) -> Sequence[Event]:
            return [own_steps.consultation_opened(step)]

        return await self._appending.append(step, work)

    @activity.defn(name=own_steps.CLOSE_THE_CONSULTATION.activity)
    async def close_round(self, step: CloseStep) -> Recorded:
        """Close it and count; nothing happens when there is time left and somebody is silent."""

        async def work(connection: Connection) -> Sequence[Event]:
            # Before counting: whoever was let in by now counts, and whoever comes after finds it closed.
            await consultations.lock(connection, step.programme, step.number)
            silent = await consultations.silent(connection, step.programme, step.number)
            if silent and not step.out_of_time:
                return []
            return [await _closed(connection, step, everyone=not silent)]

        return await self._appending.append(step, work)


async def _closed(connection: Connection, step: CloseStep, *, everyone: bool) -> ConsultationClosed:
    counted = await contributions.counted(connection, step.programme, step.number)
    rules = await programmes.rules(connection, step.programme)
    invited = await consultations.invited(connection, step.programme, step.number)
    said = [Said(c.group, c.support, c.receipt, c.weight) for c in counted]
    return close_consultation(step.number, invited, said, rules.definition, everyone=everyone)
