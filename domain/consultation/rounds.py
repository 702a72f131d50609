"""Consultations: rounds of asking, each about one version of the plan."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from domain.consultation import silence
from domain.register.events import Event
from domain.register.merkle import merkle_root
from domain.shared.errors import Refusal
from domain.shared.rules import DefinitionRules
from domain.shared.support import Support, SupportCounts, Weight
from domain.state import deadlines
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.own_step import Said
from domain.state.people import must_be_office_or_kwartiermaker
from domain.state.programme_state import ProgrammeState, Round
from domain.vocabulary.commands import OpenConsultation
from domain.vocabulary.events import ConsultationClosed, ConsultationOpened

FIRST_ROUND = 1

# --- what the phase waits for ---


def no_round_was_held(state: ProgrammeState) -> bool:
    return not state.definition.rounds


def the_round_is_open(state: ProgrammeState) -> bool:
    return state.definition.round is not None and state.definition.round.is_open


def the_round_is_out_of_time(state: ProgrammeState) -> bool:
    return deadlines.passed(state, "consultation")


def the_round_is_over(state: ProgrammeState) -> bool:
    """Whether its time is, or it was closed already: a worker that died may have done so."""
    return not the_round_is_open(state) or the_round_is_out_of_time(state)


# --- what the phase does by itself ---


def closing(
    number: int, invited: dict[str, int], said: Sequence[Said], rules: DefinitionRules, *, everyone: bool
) -> ConsultationClosed:
    """What a round gave: `said` in the order it came, `everyone` when nobody was silent."""
    by_group: dict[str, list[tuple[Support, int]]] = defaultdict(list)
    for contribution in said:
        by_group[contribution.group].append((contribution.support, contribution.weight))
    # Of a group in which few answered, each answer could be read back.
    shown = {group: them for group, them in sorted(by_group.items()) if len(them) >= rules.smallest_shown}
    return ConsultationClosed(
        consultation=number,
        because="everyone_answered" if everyone else "deadline",
        invited=invited,
        answered={group: len(them) for group, them in sorted(by_group.items())},
        support={group: SupportCounts.of(answer for answer, _ in them) for group, them in shown.items()},
        weight={group: Weight.of(them) for group, them in shown.items() if rules.weighs(group)},
        root=merkle_root([contribution.receipt for contribution in said]),
    )


# --- what people decide ---


@decide.register
def _(command: OpenConsultation, state: ProgrammeState, today: date) -> list[Event]:
    must_be_office_or_kwartiermaker(command.actor, state)
    must_be_closed(state)
    if state.definition.draft is None:
        raise Refusal(
            "no_draft_yet", "The first draft is assembled when the consultation closes; wait for it."
        )
    review = state.definition.review
    if review is not None and review.passed is None:
        raise Refusal(
            "under_review",
            "A version is under review; open a consultation when the panel has answered.",
            {"under_review": review.version},
        )
    if not 0 <= command.version <= state.version:
        raise Refusal("no_such_version", "There is no such plan version.", {"newest": state.version})
    due = command.due or state.rules.calendar.add(today, state.rules.definition.consultation.working_days)
    if due <= today:
        raise Refusal(
            "day_is_over", "Let the consultation end on a day after today.", {"today": today.isoformat()}
        )
    number = len(state.definition.rounds) + 1
    return [ConsultationOpened(consultation=number, version=command.version, due=due)]


def must_be_closed(state: ProgrammeState) -> None:
    """Refuse what cannot be done while organisations are still being asked, or before they were."""
    held = state.definition.round
    if held is not None and held.is_open:
        raise Refusal(
            "consultation_open",
            "A consultation is open; wait until it is closed.",
            {"consultation": held.number},
        )


def must_have_been_held(state: ProgrammeState) -> None:
    """Refuse a version while the review of an earlier one asks for another consultation first."""
    held, wanted = len(state.definition.rounds), state.definition.rounds_wanted
    if held < wanted:
        raise Refusal(
            "another_round_first",
            "The review did not pass; hold another consultation before you submit again.",
            {"held": held, "wanted": wanted},
        )


# --- what follows ---


@apply.register
def _(event: ConsultationOpened, state: ProgrammeState, today: date) -> ProgrammeState:
    opened = Round(number=event.consultation, version=event.version)
    leads = state.rules.definition.consultation.reminders
    state = _with_rounds(state, (*state.definition.rounds, opened))
    state = deadlines.begin_on(state, "consultation", "representative", event.due, leads)
    return silence.watch(state, "consultation")


@apply.register
def _(event: ConsultationClosed, state: ProgrammeState, today: date) -> ProgrammeState:
    *earlier, held = state.definition.rounds
    closed = held.model_copy(
        update={
            "is_open": False,
            "invited": event.invited,
            "answered": event.answered,
            "support": event.support,
            "weight": event.weight,
        }
    )
    return deadlines.end(_with_rounds(state, (*earlier, closed)), "consultation")


def _with_rounds(state: ProgrammeState, rounds: tuple[Round, ...]) -> ProgrammeState:
    definition = state.definition.model_copy(update={"rounds": rounds})
    return state.model_copy(update={"definition": definition})
