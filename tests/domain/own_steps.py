"""What a programme does by itself, as its workflows and activities do it, with texts made up on the spot."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from domain.appointment.agreement import record_the_agreement
from domain.appointment.ask_candidate import ask_the_next_candidate
from domain.bodies import meetings, notice
from domain.conditions import lapsing
from domain.consultation.close_consultation import Said, close_consultation
from domain.consultation.consultations import (
    FIRST_CONSULTATION,
    no_consultation_was_held,
    the_consultation_is_open,
    the_consultation_is_out_of_time,
)
from domain.consultation.escalate_silence import Share
from domain.consultation.escalate_silence import escalate_silence as hold_against_targets
from domain.consultation.invite_organisations import OrganisationsInvited
from domain.consultation.open_consultation import open_the_first_consultation
from domain.plan import definition
from domain.plan.definition import BASELINE
from domain.register.events import Event
from domain.shared.canonical import digest
from domain.shared.rules import Rules
from domain.shared.support import Support
from domain.sign_off import deciding, submissions
from domain.state.programme_state import ProgrammeState
from domain.vocabulary.events import DraftAssembled
from domain.vocabulary.events_of_sign_off import ProgrammePublished, SubmissionPrepared
from tests.domain.asking import text


class Contribution(NamedTuple):
    """What an organisation said in the round."""

    organisation: str
    group: str
    support: Support
    consultation: int = FIRST_CONSULTATION


class World(Protocol):
    """What lies outside a programme's state: which day it is, and what organisations said."""

    contributions: list[Contribution]

    @property
    def today(self) -> date: ...


def beginning(rules: Rules) -> ProgrammeState:
    """A programme before its first register entry."""
    agreement = {
        "blueprint": digest("the blueprint"),
        "report": text("The advice report."),
        "proposed_by": text("The association."),
        "agreed_by": text("The College."),
    }
    return ProgrammeState(slug="small", rules=rules, agreement=agreement)


def wanted(state: ProgrammeState, world: World) -> Sequence[Event]:
    """The next step that the programme takes by itself, none when it waits for people or for time."""
    if state.ending is not None:
        return publish(state)
    if events := record_the_agreement(state):
        return events
    match state.phase:
        case "appointment":
            return ask_the_next_candidate(state)
        case "definition":
            return _in_definition(state, world)
        case "sign_off":
            return (
                prepare_submission(state)
                or notice.say_what_is_missed(state, world.today)
                or meetings.put_on_the_agenda(state, world.today)
                or deciding.close_the_ballot(state)
                or deciding.establish_the_decision(state, world.today)
                or deciding.approve_the_programme(state)
            )
        case "conditions":
            return lapsing.let_conditions_lapse(state) or deciding.approve_the_programme(state)


def _in_definition(state: ProgrammeState, world: World) -> Sequence[Event]:
    if not state.definition.invited:
        return [OrganisationsInvited(groups=state.stakeholders)]
    if no_consultation_was_held(state):
        return open_the_first_consultation(state, world.today)
    if the_consultation_is_open(state):
        return close_the_consultation(state, world.contributions)
    if definition.there_is_no_draft(state):
        return assemble_draft(state, len(world.contributions))
    return definition.close_the_review(state) or definition.complete_the_definition(state)


def close_the_consultation(state: ProgrammeState, contributions: Iterable[Contribution]) -> Sequence[Event]:
    held, rules = state.definition.consultation, state.rules.definition
    assert held is not None
    said = [
        Said(c.group, c.support, digest(c.organisation))
        for c in contributions
        if c.consultation == held.number
    ]
    invited = state.stakeholders
    everyone = len(said) >= sum(invited.values())
    if not everyone and not the_consultation_is_out_of_time(state):
        return []
    return [close_consultation(held.number, invited, said, rules, everyone=everyone)]


def escalate_silence(
    state: ProgrammeState, deadline: str, contributions: Iterable[Contribution]
) -> Sequence[Event]:
    answered = [contribution.group for contribution in contributions]
    rules = state.rules.definition
    shares = {
        group: Share(invited=invited, answered=answered.count(group))
        for group, invited in rules.groups.items()
    }
    return [hold_against_targets(deadline, FIRST_CONSULTATION, rules.quorums, shares)]


def assemble_draft(state: ProgrammeState, contributions: int) -> Sequence[Event]:
    sections = {key: text(f"What was, and was said about {key}.") for key in state.rules.definition.sections}
    return [
        DraftAssembled(
            version=state.version + 1,
            baseline=BASELINE,
            consultation=FIRST_CONSULTATION,
            contributions=contributions,
            sections=sections,
            hash=definition.version_hash(sections),
        )
    ]


def prepare_submission(state: ProgrammeState) -> Sequence[Event]:
    submitted, body = state.definition.submitted, state.body
    if not submissions.nothing_is_prepared(state) or submitted is None or body is None:
        return []
    number = state.sign_off.submissions + 1
    note = text(f"Cover note of submission {number}.")
    memos = {settled: text(f"Response memo {settled}.") for settled in state.definition.settled}
    papers = submissions.Papers(number, body.key, submitted.hash, note, memos)
    return [SubmissionPrepared(**papers._asdict(), version=submitted.number, hash=papers.hash)]


def publish(state: ProgrammeState) -> Sequence[Event]:
    if state.ending != "approved" or state.published:
        return []
    return [ProgrammePublished(documents={"programme.md": text("The programme.")})]
