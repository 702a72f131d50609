"""The acts of every phase: suspending, moving a deadline, another kwartiermaker, withdrawing."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from domain.every_phase.move_deadline import MoveDeadline
from domain.every_phase.remind_whose_turn import RemindWhoseTurn, reminded
from domain.every_phase.replace_kwartiermaker import ReplaceKwartiermaker
from domain.every_phase.resume import Resume
from domain.every_phase.suspend import Suspend
from domain.every_phase.withdraw import Withdraw
from domain.shared.messages import N_
from domain.state import deadlines
from service.asking import options
from service.asking.acts import About, Act, AnyRequest, Asked, OfProgramme, Possible, Where
from service.asking.forms import Because, Nothing
from service.asking.labels import Label
from service.asking.naming import said
from service.commands import CommandRequest, Writing
from service.consultation.silence import CountEverySilent
from service.every_phase.forms import NewDueDate, Replacement
from words import vocabulary


class OfDeadline(About):
    deadline: Annotated[str, Field(max_length=120, pattern=r"^[a-z0-9-]+$"), Label(N_("Deadline"))]


class MoveADeadline(Act[OfDeadline, NewDueDate]):
    commands = (MoveDeadline,)
    title = N_("Move a deadline")
    button = N_("Move it")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        due = sorted(where.state.deadlines.items(), key=lambda item: (item[1].due, item[0]))
        for key, deadline in due:
            if key not in deadlines.FIXED:
                name = N_("{deadline}, now until the end of {day}", "deadline")
                name = name.having(deadline=vocabulary.deadline(key), day=deadline.due)
                yield Possible(OfDeadline(deadline=key), said(name))

    def make(self, asked: Asked[OfDeadline, NewDueDate]) -> AnyRequest:
        about, form = asked.about, asked.form

        def make(writing: Writing) -> MoveDeadline:
            return MoveDeadline(
                **writing.stamp, deadline=about.deadline, due=form.due, reason=writing.text(form.reason)
            )

        return CommandRequest(MoveDeadline, make, form, about={"deadline": about.deadline})


class SuspendTheProgramme(Act[OfProgramme, Because]):
    commands = (Suspend,)
    title = N_("Suspend the programme")
    button = N_("Suspend")

    def make(self, asked: Asked[OfProgramme, Because]) -> AnyRequest:
        form = asked.form

        def make(writing: Writing) -> Suspend:
            return Suspend(**writing.stamp, reason=writing.text(form.reason))

        return CommandRequest(Suspend, make, form)


class ResumeTheProgramme(Act[OfProgramme, Because]):
    commands = (Resume,)
    title = N_("Resume the programme")
    button = N_("Resume")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        return options.only_if(where.state.suspended_on is not None, Possible(where.about))

    def make(self, asked: Asked[OfProgramme, Because]) -> AnyRequest:
        form = asked.form

        def make(writing: Writing) -> Resume:
            return Resume(**writing.stamp, reason=writing.text(form.reason))

        return CommandRequest(Resume, make, form)


class ReplaceTheKwartiermaker(Act[OfProgramme, Replacement]):
    commands = (ReplaceKwartiermaker,)
    title = N_("Appoint another kwartiermaker")
    button = N_("Appoint")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        return options.only_if(where.state.kwartiermaker is not None, Possible(where.about))

    def make(self, asked: Asked[OfProgramme, Replacement]) -> AnyRequest:
        form, named = asked.form, asked.form.person.as_person

        def make(writing: Writing) -> ReplaceKwartiermaker:
            return ReplaceKwartiermaker(
                **writing.stamp, person=writing.person(named), reason=writing.text(form.reason)
            )

        return CommandRequest(ReplaceKwartiermaker, make, form, named=[named])


class RemindWhoseTurnItIs(Act[OfProgramme, Nothing]):
    commands = (RemindWhoseTurn,)
    title = N_("Remind whose turn it is")
    button = N_("Send the letters")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        # How many organisations are silent PostgreSQL alone knows: it may turn out that none is.
        can = reminded(where.state, silent=True) and where.state.reminded_on != where.today
        return options.only_if(bool(can), Possible(where.about))

    def make(self, asked: Asked[OfProgramme, Nothing]) -> AnyRequest:
        def make(writing: Writing) -> RemindWhoseTurn:
            return RemindWhoseTurn(**writing.stamp)

        return CommandRequest(RemindWhoseTurn, make, asked.form, side_write=CountEverySilent())


class WithdrawTheProgramme(Act[OfProgramme, Because]):
    commands = (Withdraw,)
    title = N_("Withdraw the programme, for ever")
    button = N_("Withdraw for ever")

    def make(self, asked: Asked[OfProgramme, Because]) -> AnyRequest:
        form = asked.form

        def make(writing: Writing) -> Withdraw:
            return Withdraw(**writing.stamp, reason=writing.text(form.reason))

        return CommandRequest(Withdraw, make, form)
