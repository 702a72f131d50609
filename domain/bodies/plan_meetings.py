"""Planning the meetings in a body's own calendar: what is new in it, in one entry."""

from datetime import date

from domain.bodies.known_bodies import known_body
from domain.bodies.meetings import meetings_of, with_meetings
from domain.bodies.report_missed_notice import say_what_is_missed
from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.state import roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part

MOST_DAYS = 1000
"""So many meetings of one body can be planned: they go with the programme's state for as long as it lasts."""


class PlanMeetings(Command):
    """Plan the meetings in a body's own calendar, as far as they are to come and not known yet."""

    body_key: str
    days: tuple[date, ...]

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.office_or_principal(asker, state)


class MeetingsPlanned(Event):
    """The body meets on these days too, as its own calendar says; in their order."""

    body: str
    days: tuple[date, ...]


class NoNewMeetings(Refusal):
    title = N_("The calendar holds nothing new")
    sentence = N_("The calendar holds no meeting after today that is not known already.")
    advice = N_("Nothing needs to be done: what is to come is planned already.")
    today: date
    days: int


class TooManyMeetings(Refusal):
    title = N_("Too many meetings of one body")
    sentence = N_("At most {most} meetings of a body can be planned besides those of the blueprint.")
    advice = N_("Plan at most `details.most` besides those of the blueprint.")
    most: int
    new: int


@decide.register
def _(command: PlanMeetings, state: ProgrammeState, today: date) -> list[Event]:
    known = meetings_of(state, known_body(command.body_key, state))
    # The same calendar comes again and again: what it held before, or what is past, is no mistake in it.
    new = sorted({day for day in command.days if day > today} - known)
    if not new:
        raise NoNewMeetings(today=today, days=len(set(command.days)))
    # Those that are past count, too: they stay in the state, which goes from run to run.
    if len(new) + len(state.sign_off.planned.get(command.body_key, ())) > MOST_DAYS:
        raise TooManyMeetings(most=MOST_DAYS, new=len(new))
    planned = MeetingsPlanned(body=command.body_key, days=tuple(new))
    return [planned, *say_what_is_missed(apply(planned, state, today), today)]


@apply.register
def _(event: MeetingsPlanned, state: ProgrammeState, today: date) -> ProgrammeState:
    return with_meetings(state, event.body, event.days)
