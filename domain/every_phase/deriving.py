"""Whether a step follows from the register: derived again before it is sealed, whoever asks for it.

The id and the type of a workflow prove nothing, since whoever reaches Temporal chooses both. Nor do entries
that somebody else appended, since whoever writes in PostgreSQL chooses them.
"""

from collections.abc import Sequence
from typing import Any

from domain.consultation.close_consultation import ConsultationClosed
from domain.consultation.escalate_silence import QuorumReached, SilenceEscalated
from domain.consultation.invite_organisations import OrganisationsInvited
from domain.consultation.open_consultation import ConsultationOpened
from domain.every_phase import own_steps
from domain.every_phase.remind import ReminderSent
from domain.every_phase.withdraw import OPERATOR, withdraw_by_operator
from domain.plan.assemble_draft import DraftAssembled
from domain.publication.publish_programme import ProgrammePublished
from domain.register.entries import Entry
from domain.register.events import Event
from domain.register.steps import (
    RECORD,
    Carried,
    CloseStep,
    ConsultationStep,
    DraftStep,
    EscalateStep,
    RecordStep,
    RemindStep,
    Step,
    SubmissionStep,
)
from domain.responses.settle_responses import ResponsesSettled
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.sign_off.prepare_submission import SubmissionPrepared
from domain.state import commands
from domain.state.judge import judge
from domain.state.own_step import OwnStep, header, of_a_person
from domain.state.programme_state import ProgrammeState


class DoesNotFollow(Refusal):
    title = N_("This does not follow from the register")
    sentence = N_("This does not follow from what the register holds, so nothing was written.")
    advice = N_("An operator must look into it: `kwartier doctor` names the programme.")


def must_follow(step: Step, activity: str, state: ProgrammeState) -> None:
    """Raise `DoesNotFollow` unless `activity` has to do exactly this `step` where the programme stands.

    Of a person's step the rules are asked again, and may refuse its command.
    """
    late_enough = state.at is None or step.at >= state.at
    if not late_enough or step not in _derived(step, activity, state):
        raise DoesNotFollow


def could_be(step: Sequence[Entry], state: ProgrammeState) -> bool:
    """Whether a step of the programme's own, or of its operator, may have left these entries.

    What only PostgreSQL could tell then is taken from them.
    """
    first, events = step[0], tuple(_as_decided(entry.event) for entry in step)
    if first.actor.role == "operator":
        return events == tuple(withdraw_by_operator(state))
    return any(_could_come_of(own, state, first, events) for own in _may_be_taken(state))


def _could_come_of(own: OwnStep[Any], state: ProgrammeState, first: Entry, events: tuple[Event, ...]) -> bool:
    wanted = own.wanted(state, first.at)
    if wanted is None or wanted.key != first.key:
        return False
    if isinstance(wanted, RecordStep):
        return events == wanted.events
    return len(events) == 1 and _may_bring(wanted, state, events[0])


def _may_bring(step: Step, state: ProgrammeState, event: Event) -> bool:
    """Whether the work of `step` may have found `event`, whatever people had said and was written."""
    match step, event:
        case ConsultationStep(), ConsultationOpened():
            possible = event == own_steps.consultation_opened(step)
        case CloseStep(), ConsultationClosed():
            everyone = event.answered == {group: n for group, n in event.invited.items() if n}
            over = everyone if event.because == "everyone_answered" else step.out_of_time
            possible = over and event.consultation == step.number
        case DraftStep(), DraftAssembled():
            possible = event == own_steps.draft_assembled(step, event.sections, event.contributions)
        case SubmissionStep(), SubmissionPrepared():
            possible = event == own_steps.submission_prepared(step, state, event.cover_note, event.memos)
        case RemindStep(), ReminderSent():
            possible = event == own_steps.reminder_sent(step, event.count)
        case EscalateStep(), SilenceEscalated() | QuorumReached():
            possible = (event.deadline, event.consultation) == (step.deadline, step.consultation)
        case _:
            bare = OrganisationsInvited if state.ending is None else ProgrammePublished
            possible = type(step) is Step and isinstance(event, bare)
    return possible


def must_have_caused(command: Carried, step: Sequence[Entry], state: ProgrammeState) -> None:
    """Raise `Refusal` unless `command` caused these entries; what only PostgreSQL could tell is theirs."""
    first, found = step[0], tuple(_as_decided(entry.event) for entry in step)
    try:
        asked = commands.read(command)
    except (KeyError, ValueError) as error:
        raise DoesNotFollow from error
    events = judge(asked, state, state.rules.calendar.day_of(first.at))
    derived = of_a_person(asked, state, first.at, events)
    if (derived.actor, derived.key, derived.body) != (first.actor, first.key, first.body):
        raise DoesNotFollow
    if derived.events != found:
        raise DoesNotFollow


def _as_decided(event: Event) -> Event:
    """An event as its rule made it, before its activity counted, and said whose signature goes under it."""
    if event.signed:
        return event.model_copy(update={"signed_by": ""})
    is_counted = isinstance(event, ResponsesSettled)
    return ResponsesSettled(consultation=event.consultation) if is_counted else event


def _derived(step: Step, activity: str, state: ProgrammeState) -> Sequence[Step]:
    """What `activity` may be asked for at the moment of `step`, by whoever takes it."""
    match step.actor.role:
        case "programme":
            ours = (own for own in _may_be_taken(state) if own.activity == activity)
            wanted = (own.wanted(state, step.at) for own in ours)
            return [step for step in wanted if step is not None]
        case "operator":
            events = tuple(withdraw_by_operator(state)) if activity == RECORD else ()
            return [RecordStep(**header(state, step.at, OPERATOR), events=events)] if events else []
        case _:
            return _of_its_command(step, activity, state)


def _may_be_taken(state: ProgrammeState) -> Sequence[OwnStep[Any]]:
    if state.ending is not None:
        return (own_steps.PUBLISH_THE_PROGRAMME,)
    if state.suspended_on is not None:
        return ()
    return (*own_steps.OVER_TIME, *own_steps.OF_PHASE[state.phase])


def _of_its_command(step: Step, activity: str, state: ProgrammeState) -> Sequence[Step]:
    if not isinstance(step, RecordStep) or step.command is None:
        return []
    try:
        command = commands.read(step.command)
    except (KeyError, ValueError):
        return []
    if command.carried_out_by != activity:
        return []
    events = judge(command, state, state.rules.calendar.day_of(step.at))
    # As it was asked: a newer API may have sent fields that are unknown here.
    derived = of_a_person(command, state, step.at, events)
    return [derived.model_copy(update={"command": step.command})]
