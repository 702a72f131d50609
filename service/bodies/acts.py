"""The acts about bodies: when they meet, what they keep of it, and who votes there for whom."""

from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import Field

from domain.bodies.file_reference import FileReference
from domain.bodies.give_mandate import GiveMandate
from domain.bodies.meetings import meetings_of
from domain.bodies.pass_on_seat import PassOnSeat
from domain.bodies.plan_meeting import PlanMeeting
from domain.bodies.plan_meetings import PlanMeetings
from domain.bodies.withdraw_mandate import WithdrawMandate
from domain.shared.messages import N_
from files.meeting_calendar import MEDIA_TYPE
from service.asking import options
from service.asking.acts import (
    About,
    Act,
    AnyRequest,
    Asked,
    Choices,
    OfProgramme,
    Option,
    Possible,
    Where,
)
from service.asking.forms import Nothing
from service.asking.labels import Label
from service.asking.naming import Held, Named, called, on
from service.asking.values import KEY_PATTERN, LARGEST_NUMBER
from service.bodies.calendars import days_of
from service.bodies.forms import (
    BODY,
    CalendarFile,
    NewMandate,
    NewMeeting,
    NewReference,
    NewSeatHolder,
    SentCalendar,
)
from service.commands import NOBODY, CommandRequest, Writing
from service.reading import looked_up
from service.resources import Resources


class OfBody(About):
    body: Annotated[str, Field(max_length=60, pattern=KEY_PATTERN), BODY]


class OfMandate(About):
    mandate: Annotated[int, Field(ge=0, le=LARGEST_NUMBER), Label(N_("Mandate"))]


def _each_body(where: Where[OfProgramme]) -> Iterable[Possible]:
    return (Possible(OfBody(body=body.key), called("body", body.key)) for body in where.state.bodies)


# --- meetings ---


class PlanAMeeting(Act[OfProgramme, NewMeeting]):
    commands = (PlanMeeting,)
    title = N_("Plan a meeting of a body")
    button = N_("Plan the meeting")

    def choices(self) -> Mapping[str, Choices[OfProgramme]]:
        return {"body": options.bodies}

    def make(self, asked: Asked[OfProgramme, NewMeeting]) -> AnyRequest:
        form = asked.form

        def make(writing: Writing) -> PlanMeeting:
            return PlanMeeting(**writing.stamp, body_key=form.body, day=form.day, tells=True)

        return CommandRequest(PlanMeeting, make, form)


class TakeOverACalendar(Act[OfBody, CalendarFile]):
    commands = (PlanMeetings,)
    title = N_("Plan the meetings in a body's own calendar")
    button = N_("Plan these meetings")
    media_type = MEDIA_TYPE

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        return _each_body(where)

    async def request(
        self, resources: Resources, slug: str, asked: Asked[OfBody, CalendarFile]
    ) -> AnyRequest:
        body, content = asked.about.body, asked.form.calendar
        async with looked_up(resources, slug) as sight:
            timezone = sight.state.rules.calendar.timezone
        days = await days_of(content, timezone, resources.workshop)

        def make(writing: Writing) -> PlanMeetings:
            return PlanMeetings(**writing.stamp, body_key=body, days=days)

        # By the file, not by its days: read on another day it has fewer to come, and is the same request.
        return CommandRequest(PlanMeetings, make, SentCalendar.of(content), about={"body": body})


class FileAReference(Act[OfBody, NewReference]):
    commands = (FileReference,)
    title = N_("Say where the agenda, papers or minutes of a meeting are")
    button = N_("Say where they are")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        for body in where.state.bodies:
            if meetings_of(where.state, body):
                yield Possible(OfBody(body=body.key), called("body", body.key))

    def choices(self) -> Mapping[str, Choices[OfBody]]:
        return {"day": _days_of_meetings}

    def make(self, asked: Asked[OfBody, NewReference]) -> AnyRequest:
        body, form = asked.about.body, asked.form

        def make(writing: Writing) -> FileReference:
            return FileReference(
                **writing.stamp,
                body_key=body,
                day=form.day,
                of=form.kind,
                reference=writing.text(form.reference),
                file_hash=form.file_hash,
            )

        return CommandRequest(FileReference, make, form, about={"body": body})


def _days_of_meetings(where: Where[OfBody]) -> Iterable[Option]:
    for day in sorted(meetings_of(where.state, where.state.body_at(where.about.body))):
        yield Option(day.isoformat(), on(day))


# --- seats and mandates ---


class PassOnASeat(Act[OfProgramme, NewSeatHolder]):
    commands = (PassOnSeat,)
    title = N_("Let somebody else take over a seat")
    button = N_("Pass on the seat")

    def choices(self) -> Mapping[str, Choices[OfProgramme]]:
        return {"body": options.bodies, "seat": _every_seat}

    def probes(self, where: Where[OfProgramme]) -> Iterable[Mapping[str, object]]:
        del where
        return ({"person": NOBODY},)

    def make(self, asked: Asked[OfProgramme, NewSeatHolder]) -> AnyRequest:
        form, named = asked.form, asked.form.person.as_person

        def make(writing: Writing) -> PassOnSeat:
            return PassOnSeat(
                **writing.stamp,
                body_key=form.body,
                seat=form.seat,
                person=writing.person(named),
                first_day=form.first_day,
                reason=writing.text(form.reason),
            )

        return CommandRequest(PassOnSeat, make, form, named=[named])


def _every_seat(where: Where[OfProgramme]) -> Iterable[Option]:
    yield from options.seats_of_bodies(where)
    for seat in where.state.panel:
        yield Option(seat.key, called("panel", seat.key))


class LetSomebodyVote(Act[OfProgramme, NewMandate]):
    commands = (GiveMandate,)
    title = N_("Let somebody vote on a seat for a while")
    button = N_("Give the mandate")

    def choices(self) -> Mapping[str, Choices[OfProgramme]]:
        return {"seats.body": options.bodies, "seats.seat": options.seats_of_bodies}

    def probes(self, where: Where[OfProgramme]) -> Iterable[Mapping[str, object]]:
        for body in where.state.bodies:
            for seat in body.seats:
                yield {"person": NOBODY, "seats": {body.key: seat.key}}

    def make(self, asked: Asked[OfProgramme, NewMandate]) -> AnyRequest:
        form, named = asked.form, asked.form.person.as_person

        def make(writing: Writing) -> GiveMandate:
            return GiveMandate(
                **writing.stamp,
                person=writing.person(named),
                seats=form.by_body,
                first_day=form.first_day,
                last_day=form.last_day,
            )

        return CommandRequest(GiveMandate, make, form, named=[named])


class WithdrawAMandate(Act[OfMandate, Nothing]):
    commands = (WithdrawMandate,)
    title = N_("Withdraw a mandate")
    button = N_("Withdraw it")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        for number, mandate in where.state.sign_off.mandates.items():
            if mandate.withdrawn_on is None and where.today <= mandate.last_day:
                name = N_("{person} for {holder}, until the end of {day}", "mandate")
                people = {
                    "person": Held("person", mandate.person),
                    "holder": Held("person", mandate.holder),
                }
                yield Possible(OfMandate(mandate=number), Named(name.having(day=mandate.last_day), people))

    def make(self, asked: Asked[OfMandate, Nothing]) -> AnyRequest:
        number = asked.about.mandate

        def make(writing: Writing) -> WithdrawMandate:
            return WithdrawMandate(**writing.stamp, mandate=number)

        return CommandRequest(WithdrawMandate, make, asked.form, about={"mandate": number})
