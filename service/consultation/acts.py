"""The acts by which organisations are asked, in rounds and in working sessions."""

from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import Field

from domain.consultation.cancel_session import CancelSession
from domain.consultation.consultations import the_consultation_is_open
from domain.consultation.nudge_silent import NudgeSilent
from domain.consultation.open_consultation import OpenConsultation
from domain.consultation.plan_session import PlanSession
from domain.consultation.record_session import RecordSession
from domain.consultation.sessions import deadline_of
from domain.plan.panel_review import a_version_is_under_review
from domain.shared.messages import N_
from domain.state.programme_state import ProgrammeState
from domain.state.sections import must_be_sections
from service.asking import options
from service.asking.acts import (
    About,
    Act,
    AnyRequest,
    Asked,
    Choices,
    LookingAct,
    OfProgramme,
    Option,
    Possible,
    Where,
)
from service.asking.forms import Because
from service.asking.labels import Label
from service.asking.naming import CONSULTATION, VERSION, Held, Named, by_number, called
from service.asking.values import LARGEST_NUMBER
from service.commands import CommandRequest, Writing
from service.consultation.forms import NewConsultation, NewNudge, NewSession, NewSessionRecord
from service.consultation.known_organisations import known_organisations
from service.consultation.silence import CountTheSilent
from service.reading import Sight
from service.responses.acts import OfConsultation


class OpenARound(Act[OfProgramme, NewConsultation]):
    commands = (OpenConsultation,)
    title = N_("Ask every organisation about a version of the plan")
    button = N_("Open the consultation")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        state = where.state
        waits = the_consultation_is_open(state) or a_version_is_under_review(state)
        can_be_asked = state.definition.draft is not None and not waits
        return options.only_if(can_be_asked, Possible(where.about))

    def choices(self) -> Mapping[str, Choices[OfProgramme]]:
        return {"version": _versions}

    def make(self, asked: Asked[OfProgramme, NewConsultation]) -> AnyRequest:
        form = asked.form

        def make(writing: Writing) -> OpenConsultation:
            return OpenConsultation(**writing.stamp, version=form.version, due=form.due)

        return CommandRequest(OpenConsultation, make, form)


def _versions(where: Where[OfProgramme]) -> Iterable[Option]:
    # The newest first: that is what people are mostly asked about.
    for number in range(where.state.version, -1, -1):
        yield Option(number, by_number(VERSION, number))


class AskTheSilentAgain(Act[OfConsultation, NewNudge]):
    commands = (NudgeSilent,)
    title = N_("Ask who is silent once more")
    button = N_("Ask once more")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        held = where.state.definition.consultation
        if held is not None and held.is_open:
            about = OfConsultation(consultation=held.number)
            yield Possible(about, by_number(CONSULTATION, held.number))

    def choices(self) -> Mapping[str, Choices[OfConsultation]]:
        return {"group": options.groups}

    def make(self, asked: Asked[OfConsultation, NewNudge]) -> AnyRequest:
        number, form = asked.about.consultation, asked.form

        def make(writing: Writing) -> NudgeSilent:
            return NudgeSilent(
                **writing.stamp,
                consultation=number,
                group=form.group,
                organisations=form.organisations or (),
                # Counted beside it, by `CountTheSilent`: only PostgreSQL knows.
                count=0,
            )

        # The count goes into the command, so that the register tells it and no rule asks PostgreSQL.
        about, counting = {"consultation": number}, CountTheSilent()
        return CommandRequest(NudgeSilent, make, form, about=about, side_write=counting)


# --- working sessions ---


class OfSession(About):
    session: Annotated[int, Field(ge=0, le=LARGEST_NUMBER), Label(N_("Working session"))]


class PlanASession(LookingAct[OfProgramme, NewSession]):
    commands = (PlanSession,)
    title = N_("Plan a working session")
    button = N_("Plan it and invite")

    async def look(self, asked: Asked[OfProgramme, NewSession], sight: Sight) -> AnyRequest:
        form = asked.form

        def make(writing: Writing) -> PlanSession:
            title = writing.text(form.title)
            return PlanSession(**writing.stamp, day=form.day, title=title, organisations=form.organisations)

        # Who takes part stands in PostgreSQL: a history holds no list of thousands.
        known = known_organisations(sight.slug, form.organisations)
        return CommandRequest(PlanSession, make, form, precondition=known)


def _planned(state: ProgrammeState) -> Iterable[Possible]:
    for number, session in state.definition.sessions.items():
        if session.status == "planned":
            name = N_("{title} (working session {number}, {day})")
            name = name.having(number=str(number), day=state.deadlines[deadline_of(number)].due)
            about = OfSession(session=number)
            yield Possible(about, Named(name, {"title": Held("session", str(number))}))


class RecordASession(Act[OfSession, NewSessionRecord]):
    commands = (RecordSession,)
    title = N_("Record what came of a working session")
    button = N_("Record it")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        # Once its day has come, by the deadline that may have moved it.
        for possible in _planned(where.state):
            assert isinstance(possible.about, OfSession), "sessions are what is planned"
            if where.state.deadlines[deadline_of(possible.about.session)].due <= where.today:
                yield possible

    def choices(self) -> Mapping[str, Choices[OfSession]]:
        return {"present": _invited, "sections": options.sections}

    def make(self, asked: Asked[OfSession, NewSessionRecord]) -> AnyRequest:
        number, form = asked.about.session, asked.form

        def make(writing: Writing) -> RecordSession:
            # Before anything is sent: a key that is none may be a text, which no history may hold.
            must_be_sections(form.sections, writing.state)
            sections = {key: writing.text(text) for key, text in form.sections.items()}
            return RecordSession(**writing.stamp, session=number, present=form.present, sections=sections)

        return CommandRequest(RecordSession, make, form, about={"session": number})


def _invited(where: Where[OfSession]) -> Iterable[Option]:
    session = where.state.definition.sessions[where.about.session]
    return (Option(code, called("organisation", code)) for code in session.invited)


class CancelASession(Act[OfSession, Because]):
    commands = (CancelSession,)
    title = N_("Cancel a working session")
    button = N_("Cancel the session")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        return _planned(where.state)

    def make(self, asked: Asked[OfSession, Because]) -> AnyRequest:
        number, form = asked.about.session, asked.form

        def make(writing: Writing) -> CancelSession:
            return CancelSession(**writing.stamp, session=number, reason=writing.text(form.reason))

        return CommandRequest(CancelSession, make, form, about={"session": number})
