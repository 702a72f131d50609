"""Planning a meeting of a body besides those of the blueprint."""

from datetime import date

from domain.bodies.meetings import meetings_of, with_meetings
from domain.bodies.report_missed_notice import say_what_is_missed
from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.state import roles
from domain.state.commands import Command
from domain.state.deadlines import DayIsOver
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part


class PlanMeeting(Command):
    """Plan a meeting of a body; with `tells` it is said at once when it comes too soon for what waits."""

    body_key: str
    day: date
    tells: bool = False

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.office_or_principal(asker, state)


class MeetingPlanned(Event):
    body: str
    day: date


class MeetingDayIsOver(DayIsOver):
    sentence = N_("Plan a meeting on a day after today.")


class AlreadyPlanned(Refusal):
    title = N_("The body meets on that day already")
    sentence = N_("The body meets on that day already.")
    advice = N_("Nothing needs to be done.")


@decide.register
def _(command: PlanMeeting, state: ProgrammeState, today: date) -> list[Event]:
    body = state.body_at(command.body_key)
    # Nor today: a submission never goes to a meeting on the day itself (`meetings_to_come`).
    if command.day <= today:
        raise MeetingDayIsOver(today=today)
    if command.day in meetings_of(state, body):
        raise AlreadyPlanned
    planned = MeetingPlanned(body=command.body_key, day=command.day)
    if not command.tells:
        # Commands in histories from before this was said cause what they caused then.
        return [planned]
    return [planned, *say_what_is_missed(apply(planned, state, today), today)]


@apply.register
def _(event: MeetingPlanned, state: ProgrammeState, today: date) -> ProgrammeState:
    return with_meetings(state, event.body, [event.day])
