"""Whole programmes as tests play them: who does what, from the agreement to the end."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import date, timedelta
from typing import Any

from domain.appointment.accept_assignment import AcceptAssignment
from domain.appointment.choose import Choose
from domain.appointment.decline_assignment import DeclineAssignment
from domain.appointment.nominate import Nominate
from domain.blueprint.model import Blueprint
from domain.bodies.file_reference import FileReference
from domain.bodies.give_mandate import GiveMandate
from domain.bodies.pass_on_seat import PassOnSeat
from domain.bodies.plan_meetings import PlanMeetings
from domain.bodies.withdraw_mandate import WithdrawMandate
from domain.conditions.judge_condition import JudgeCondition
from domain.conditions.show_evidence import ShowEvidence
from domain.consultation.cancel_session import CancelSession
from domain.consultation.nudge_silent import NudgeSilent
from domain.consultation.open_consultation import OpenConsultation
from domain.consultation.plan_session import PlanSession
from domain.consultation.record_session import RecordSession
from domain.every_phase.move_deadline import MoveDeadline
from domain.every_phase.remind_whose_turn import RemindWhoseTurn
from domain.every_phase.replace_kwartiermaker import ReplaceKwartiermaker
from domain.every_phase.resume import Resume
from domain.every_phase.suspend import Suspend
from domain.every_phase.withdraw import Withdraw
from domain.organisations.add_organisations import AddOrganisations
from domain.organisations.withdraw_organisations import WithdrawOrganisations
from domain.people.bind_identity import BindIdentity
from domain.people.give_part import GivePart
from domain.people.take_part import TakePart
from domain.people.undo_identity import UndoIdentity
from domain.plan import sent_back_points
from domain.plan.allow_drafter import AllowDrafter
from domain.plan.answer_principle import AnswerPrinciple
from domain.plan.answer_sent_back_point import AnswerSentBackPoint
from domain.plan.disallow_drafter import DisallowDrafter
from domain.plan.review import Review
from domain.plan.save_version import SaveVersion
from domain.plan.submit_version import SubmitVersion
from domain.projects.add_project import AddProject, RunningProject
from domain.projects.place_project import PlaceProject
from domain.publication.classify_document import ClassifyDocument
from domain.register.answers import Answer
from domain.responses.settle_responses import SettleResponses
from domain.responses.settlement import unsettled
from domain.shared.actors import Role
from domain.shared.conditions import AskedCondition
from domain.sign_off.cast_ballot import CastBallot
from domain.sign_off.correct_decision import CorrectDecision
from domain.sign_off.revise_submission import ReviseSubmission
from domain.state import deadlines
from domain.state.commands import Command
from domain.state.programme_state import ProgrammeState
from domain.voting.tally import Choice
from tests.workflows.blueprints import PANEL, SECTIONS, body, small
from tests.workflows.driving import Programme

Story = Callable[[Programme], Awaitable[None]]
SEATS = (1, 2, 3)
PRINCIPLE = "open"


def chain_of_two() -> Blueprint:
    """A small programme with reminders, on which the College decides and then the council."""
    return small(body("college"), body("council"), reminders=True)


# --- whole programmes ---


async def approved_with_conditions(programme: Programme) -> None:
    """A candidate declines, a round runs out of time, one body approves, one asks for more of new papers."""
    play = Play(programme)
    await play.appointment_with_one_who_declines()
    await play.consultation_that_runs_out_of_time()
    await play.definition()
    await play.mandates()
    await play.a_seat_of_the_panel()
    await play.the_office()
    await play.an_account()
    await play.classification()
    await play.meetings()
    await play.votes("college", "for", "for", "abstain")
    await play.revision("council")
    await play.votes("council", "for", "for_with_conditions", "for")
    await programme.until(lambda state: state.phase == "conditions")
    await play.a_correction()
    await play.conditions()
    await programme.until_noted("programme.approved", "programme.published")


async def sent_back_and_held_over(programme: Programme) -> None:
    """The College holds it over for want of a quorum, then sends it back, and agrees with what comes next."""
    play = Play(programme)
    await play.appointment()
    await play.consultation()
    await play.definition()
    await play.scheduled("college")
    await programme.forward_past("meeting")
    await programme.until_noted("decision.established", "submission.scheduled")
    await play.votes("college", "send_back", "send_back", "against")
    await play.definition()
    await play.votes("college", "for", "for", "for")
    await play.votes("council", "for", "for", "against")
    await programme.until_noted("programme.approved", "programme.published")


async def asked_twice(programme: Programme) -> None:
    """Everyone is asked again, about the first draft, before the programme is withdrawn."""
    play = Play(programme)
    await play.appointment()
    await play.consultation()
    await play.ask(OpenConsultation, "office", "office", version=1)
    await programme.contribute("G1", "M1", can="no")
    await programme.forward_past("consultation")
    await programme.until_noted("consultation.closed")
    reason = await programme.write("Support is missing.")
    await play.ask(Withdraw, "principal", "principal", reason=reason)


async def taking_part(programme: Programme) -> None:
    """A working session is held and another cancelled, projects get their place, who is silent is nudged."""
    play = Play(programme)
    await play.appointment()
    await programme.until_noted("consultation.opened")
    state = await programme.state()
    today = state.rules.calendar.day_of(programme.now)
    await play.sessions(today)
    await play.projects()
    await play.ask(NudgeSilent, "office", "office", consultation=1, group="gemeente", count=2)
    reason = await programme.write("Something else comes first.")
    await play.ask(Withdraw, "principal", "principal", reason=reason)


async def writing_together(programme: Programme) -> None:
    """Organisations come and go, another person drafts along, and a goal is measured against a principle."""
    play = Play(programme)
    await play.appointment()
    await play.consultation()
    reason = await programme.write("It merged with another.")
    await play.ask(AddOrganisations, "office", "office", organisations={"G9": "gemeente"})
    gone = {"organisations": {"G9": "gemeente"}, "reason": reason}
    await play.ask(WithdrawOrganisations, "office", "office", **gone)
    drafter = {"person": programme.person("kees")}
    await play.ask(AllowDrafter, "bram", "kwartiermaker", **drafter)
    goal = await programme.write("One strategy.")
    sections = {key: await programme.write(f"Together: {key}.") for key in SECTIONS}
    await play.ask(SaveVersion, "kees", "drafter", sections=sections, goals=(goal,))
    measured = {"version": 2, "goal": 1, "principle": PRINCIPLE, "follows": True}
    await play.ask(AnswerPrinciple, "kees", "drafter", **measured)
    await play.ask(DisallowDrafter, "bram", "kwartiermaker", **drafter)
    await play.ask(Withdraw, "principal", "principal", reason=reason)


async def withdrawn(programme: Programme) -> None:
    """The principal withdraws the programme in the middle of its consultation."""
    play = Play(programme)
    await play.appointment()
    await programme.until_noted("consultation.opened")
    await programme.contribute("G1")
    reason = await programme.write("No money after all.")
    await play.ask(Withdraw, "principal", "principal", reason=reason)


async def suspended_and_late(programme: Programme) -> None:
    """Suspended in every phase, and late wherever one can be; in the end the College rejects it."""
    play = Play(programme)
    await programme.until_noted("programme.agreed")
    await programme.forward_past("nominate")
    await play.a_pause()
    await play.appointment()
    await programme.until_noted("consultation.opened")
    await play.a_pause()
    await programme.contribute("G1", "M1")
    await programme.forward_past("consultation")
    await programme.until_noted("consultation.closed", "draft.assembled")
    await programme.forward_past("draft")
    await play.ask(RemindWhoseTurn, "office", "office")
    await play.move_the_term()
    await play.another_kwartiermaker()
    await play.definition("kees")
    await play.scheduled("college")
    await play.a_pause(days=14)
    await play.votes("college", "against", "against", "for")
    await programme.until(lambda state: state.ending == "rejected")


async def everything(programme: Programme) -> None:
    """As much as goes into one programme: all phases, late, declined, sent back, two bodies, conditions."""
    play = Play(programme)
    await play.appointment_with_one_who_declines()
    await play.consultation_that_runs_out_of_time()
    await play.definition()
    await play.votes("college", "send_back", "send_back", "for")
    await play.definition()
    await play.votes("college", "for", "for", "for")
    await play.votes("council", "for", "for_with_conditions", "for")
    await play.conditions()
    await programme.until_noted("programme.approved", "programme.published")


# --- what they are made of ---


class Play:
    """Plays the people of one programme; the key of each command is its number in the play."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._asked = 0
        self._kwartiermaker = "bram"

    async def ask(self, command: type[Command], who: str, role: Role, **fields: Any) -> Answer:  # noqa: ANN401 - fields of any command
        """Let somebody give a command, and wait for the answer."""
        self._asked += 1
        key = f"{self._programme.slug}/{self._asked}"
        actor = self._programme.actor(who, role)
        return await self._programme.act(command(id=key, body="", actor=actor, **fields))

    async def appointment(self, *candidates: str) -> None:
        """The office nominates, the principal chooses, and the last of the candidates accepts."""
        people = candidates or ("bram",)
        write, person = self._programme.write, self._programme.person
        for who in people:
            interests = await write(f"Interests of {who}.")
            await self.ask(Nominate, "office", "office", person=person(who), interests=interests)
        preference = tuple(person(who) for who in people)
        reason = await write("In this order.")
        await self.ask(Choose, "principal", "principal", preference=preference, reason=reason)
        for who in people[:-1]:
            await self._is_asked(who)
            reason = await write("No time.")
            await self.ask(DeclineAssignment, who, "candidate", reason=reason)
        await self._is_asked(people[-1])
        await self.ask(AcceptAssignment, people[-1], "candidate")

    async def appointment_with_one_who_declines(self) -> None:
        await self.appointment("anna", "bram")

    async def consultation(self) -> None:
        """Everyone contributes."""
        await self._programme.until_noted("consultation.opened")
        await self._programme.contribute("G1", "G2", "M1")
        await self._programme.until_noted("consultation.closed", "draft.assembled")

    async def consultation_that_runs_out_of_time(self) -> None:
        """One organisation stays silent, whatever it is reminded of."""
        await self._programme.until_noted("consultation.opened")
        await self._programme.contribute("G1", "M1", can="yes_if")
        await self._programme.forward_past("consultation")
        await self._programme.until_noted("consultation.closed", "draft.assembled")

    async def definition(self, kwartiermaker: str | None = None) -> None:
        """The kwartiermaker writes a version, and the panel agrees."""
        self._kwartiermaker = kwartiermaker or self._kwartiermaker
        state = await self._programme.until(lambda state: state.phase == "definition")
        version = state.version + 1
        if unsettled(state):
            await self._programme.answer()
            await self.ask(SettleResponses, self._kwartiermaker, "kwartiermaker", consultation=1)
        for point in sent_back_points.unanswered(state):
            fields = {"point": point, "answer": await self._programme.write("It is taken over.")}
            await self.ask(AnswerSentBackPoint, self._kwartiermaker, "kwartiermaker", **fields)
        sections = {key: await self._programme.write(f"Our {key}.") for key in SECTIONS}
        await self.ask(SaveVersion, self._kwartiermaker, "kwartiermaker", sections=sections)
        await self.ask(SubmitVersion, self._kwartiermaker, "kwartiermaker", version=version)
        for seat in PANEL:
            reason = await self._programme.write(f"Seat {seat} is convinced.")
            fields = {"version": version, "seat": seat, "can": "yes", "will": "yes_if", "reason": reason}
            await self.ask(Review, seat, "panel", **fields)

    async def scheduled(self, body_key: str) -> ProgrammeState:
        """Wait until the plan is on the agenda of a body, and its members were reminded if that is due."""

        def on_the_agenda(state: ProgrammeState) -> bool:
            submission = state.sign_off.submission
            if submission is None or submission.body != body_key or submission.meeting is None:
                return False
            return not deadlines.due_moments(state, self._programme.now)

        return await self._programme.until(on_the_agenda)

    async def votes(self, body_key: str, *choices: Choice) -> None:
        """The members of a body vote, one after the other."""
        state = await self.scheduled(body_key)
        assert state.sign_off.submission is not None
        for seat, choice in zip(SEATS, choices, strict=True):
            member = f"{body_key}-{seat}"
            fields = {
                "submission": state.sign_off.submission.number,
                "submission_hash": state.sign_off.submission.hash,
                "seat": member,
                "choice": choice,
                "reason": await self._programme.write(f"{member} votes {choice}."),
                "conditions": await self._asked_by(member, choice),
            }
            await self.ask(CastBallot, member, "member", **fields)

    async def revision(self, body_key: str) -> None:
        """The cover note to a body and the plan before it are given other words."""
        submission = (await self.scheduled(body_key)).sign_off.submission
        assert submission is not None
        fields = {
            "submission": submission.number,
            "submission_hash": submission.hash,
            "reason": await self._programme.write("A figure was wrong."),
            "cover_note": await self._programme.write("About the right figure."),
            "sections": {key: await self._programme.write(f"Revised: {key}.") for key in SECTIONS},
        }
        await self.ask(ReviseSubmission, "bram", "kwartiermaker", **fields)

    async def mandates(self) -> None:
        """Kees may vote for a member of the council, which is withdrawn again."""
        today = (await self._programme.state()).rules.calendar.day_of(self._programme.now)
        fields: dict[str, object] = {
            "person": self._programme.person("kees"),
            "seats": {"council": "council-3"},
            "first_day": today,
            "last_day": today + timedelta(days=30),
        }
        await self.ask(GiveMandate, "council-3", "member", **fields)
        await self.ask(WithdrawMandate, "office", "office", mandate=1)

    async def a_seat_of_the_panel(self) -> None:
        """Kees takes a seat of the panel over, from today, after it has given its review."""
        today = (await self._programme.state()).rules.calendar.day_of(self._programme.now)
        fields: dict[str, object] = {
            "seat": "panel-1",
            "person": self._programme.person("kees"),
            "first_day": today,
            "reason": await self._programme.write("Another portfolio."),
        }
        await self.ask(PassOnSeat, "office", "office", **fields)

    async def the_office(self) -> None:
        """Rik comes into the programme office, and leaves it again."""
        rik, office = self._programme.person("rik"), (self._programme.person("office"),)
        reason = await self._programme.write("She is away for a week.")
        await self.ask(GivePart, "office", "office", given="office", person=rik, reason=reason, office=office)
        reason = await self._programme.write("She is back.")
        await self.ask(
            TakePart, "principal", "principal", taken="office", person=rik, reason=reason, office=office
        )

    async def an_account(self) -> None:
        """Rik signs in by a link, which turns out to have been somebody else; the principal undoes it."""
        rik = self._programme.person("rik")
        await self.ask(BindIdentity, "rik", "participant", identity="0" * 64)
        reason = await self._programme.write("It was somebody else.")
        await self.ask(UndoIdentity, "principal", "principal", person=rik, reason=reason)

    async def classification(self) -> None:
        """What organisations said is not for everyone after all."""
        fields: dict[str, object] = {
            "name": "response-memo",
            "classification": "confidential",
            "reason": await self._programme.write("It quotes who did not expect that."),
        }
        await self.ask(ClassifyDocument, "office", "office", **fields)

    async def meetings(self) -> None:
        """The council's own calendar is imported, and its first meeting has an agenda."""
        today = (await self._programme.state()).rules.calendar.day_of(self._programme.now)
        day = today + timedelta(days=1500)
        await self.ask(PlanMeetings, "office", "office", body_key="council", days=(day,))
        reference = await self._programme.write("2031/7")
        fields: dict[str, object] = {
            "body_key": "council",
            "day": day,
            "of": "agenda",
            "reference": reference,
        }
        await self.ask(FileReference, "office", "office", **fields)

    async def conditions(self) -> None:
        """The kwartiermaker shows evidence; the first is not enough."""
        state = await self._programme.until(lambda state: state.phase == "conditions")
        for key, condition in state.conditions.items():
            for verdict in ("not_met", "met"):
                evidence = await self._programme.write(f"Evidence for {key}, {verdict}.")
                fields: dict[str, object] = {"condition": key, "evidence": evidence}
                await self.ask(ShowEvidence, self._kwartiermaker, "kwartiermaker", **fields)
                reason = await self._programme.write(f"It is {verdict}.")
                fields = {"condition": key, "verdict": verdict, "reason": reason}
                await self.ask(JudgeCondition, condition.set.seat, "member", **fields)

    async def a_correction(self) -> None:
        """The office puts right what was written about the first decision."""
        correction = await self._programme.write("The minutes name another version.")
        await self.ask(CorrectDecision, "office", "office", decision=1, correction=correction)

    async def sessions(self, day: date) -> None:
        """The office plans two sessions; one is held, and one cancelled."""
        for session in (1, 2):
            title = await self._programme.write(f"Session {session}.")
            fields: dict[str, object] = {"day": day, "title": title, "organisations": ("G1", "M1")}
            await self.ask(PlanSession, "office", "office", **fields)
        sections = {SECTIONS[0]: await self._programme.write("What came of it.")}
        fields = {"session": 1, "present": ("G1",), "sections": sections}
        await self.ask(RecordSession, self._kwartiermaker, "kwartiermaker", **fields)
        reason = await self._programme.write("Too few can come.")
        await self.ask(CancelSession, "office", "office", session=2, reason=reason)

    async def projects(self) -> None:
        """The office adds a running project, and the kwartiermaker gives it a place."""
        title, description = await self._programme.write("Addresses"), await self._programme.write("")
        project = RunningProject(title=title, description=description, organisation="G1")
        await self.ask(AddProject, "office", "office", projects=(project,))
        reason = await self._programme.write("It fits.")
        fields: dict[str, object] = {"project": 1, "place": "changes", "reason": reason}
        await self.ask(PlaceProject, self._kwartiermaker, "kwartiermaker", **fields)

    async def a_pause(self, *, days: int = 4) -> None:
        """The office suspends the programme, and resumes it some days later."""
        reason = await self._programme.write("A pause.")
        await self.ask(Suspend, "office", "office", reason=reason)
        await self._programme.forward_to(self._programme.now + timedelta(days=days))
        reason = await self._programme.write("The pause is over.")
        await self.ask(Resume, "office", "office", reason=reason)

    async def move_the_term(self) -> None:
        """The principal gives the kwartiermaker more time."""
        state = await self._programme.state()
        fields = {
            "deadline": "term",
            "due": state.deadlines["term"].due + timedelta(days=30),
            "reason": await self._programme.write("More time."),
        }
        await self.ask(MoveDeadline, "principal", "principal", **fields)

    async def another_kwartiermaker(self) -> None:
        reason = await self._programme.write("Another assignment.")
        person = self._programme.person("kees")
        await self.ask(ReplaceKwartiermaker, "principal", "principal", person=person, reason=reason)

    async def _is_asked(self, who: str) -> None:
        person = self._programme.person(who)
        await self._programme.until(lambda state: state.appointment.asked == person)

    async def _asked_by(self, member: str, choice: Choice) -> Iterable[AskedCondition]:
        if choice != "for_with_conditions":
            return ()
        text = await self._programme.write(f"{member} wants to see the budget.")
        return (AskedCondition(text=text, owner="kwartiermaker", due=self._in_a_month()),)

    def _in_a_month(self) -> date:
        return self._programme.now.date() + timedelta(days=30)
