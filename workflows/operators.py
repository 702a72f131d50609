"""What an operator sees in Temporal: search attributes to filter on, and what is waited for."""

from datetime import datetime
from typing import Any

from temporalio.common import (
    SearchAttributeKey,
    SearchAttributePair,
    SearchAttributeUpdate,
    TypedSearchAttributes,
)

from domain.every_phase.own_steps import looking_ahead
from domain.every_phase.waiting import waiting
from domain.state.programme_state import ProgrammeState

PROGRAMME = SearchAttributeKey.for_keyword("KwartierProgramme")
PHASE = SearchAttributeKey.for_keyword("KwartierPhase")
WAITING_FOR = SearchAttributeKey.for_keyword("KwartierWaitingFor")
DEADLINE = SearchAttributeKey.for_datetime("KwartierDeadline")
LATE = SearchAttributeKey.for_bool("KwartierLate")

KEYS: tuple[SearchAttributeKey[Any], ...] = (PROGRAMME, PHASE, WAITING_FOR, DEADLINE, LATE)


def search_attributes(state: ProgrammeState, now: datetime) -> TypedSearchAttributes:
    """The search attributes of a programme that stands at `state`; no deadline when none is open.

    At the beginning of a phase they are those of where it comes to rest in a moment: Temporal indexes each
    change, and that costs as much as three updates do.
    """
    state = looking_ahead(state, now)
    expected = waiting(state)
    # Of all that is open, not only of what is waited for first: histories hold each change of these, and must
    # replay with the same ones.
    pairs: list[SearchAttributePair[Any]] = [
        SearchAttributePair(PROGRAMME, state.slug),
        SearchAttributePair(PHASE, state.phase),
        SearchAttributePair(WAITING_FOR, expected.role or "nobody"),
        SearchAttributePair(LATE, state.late),
    ]
    if (deadline := _next_deadline(state)) is not None:
        pairs.append(SearchAttributePair(DEADLINE, deadline))
    return TypedSearchAttributes(pairs)


def details(state: ProgrammeState) -> str:
    """One sentence (Markdown) about what a programme is waiting for, and until when."""
    expected = waiting(state)
    lines = [f"**Waiting for:** {expected.sentence}"]
    if expected.due is not None:
        lines.append(f"**First deadline:** end of {expected.due}{' (late)' if expected.late else ''}")
    lines.append(f"**Register:** entry {state.head.seq}")
    return "\n\n".join(lines)


def _next_deadline(state: ProgrammeState) -> datetime | None:
    due = min((deadline.due for deadline in state.deadlines.values()), default=None)
    return None if due is None else state.rules.calendar.end_of(due)


def changes(shown: TypedSearchAttributes, wanted: TypedSearchAttributes) -> list[SearchAttributeUpdate[Any]]:
    """What must be updated for `shown` to become `wanted`."""
    return [
        key.value_unset() if wanted.get(key) is None else key.value_set(wanted.get(key))
        for key in KEYS
        if wanted.get(key) != shown.get(key)
    ]
