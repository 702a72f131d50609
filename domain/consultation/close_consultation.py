"""Closing a consultation: the programme does so when everyone has answered, or its last day has ended."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Literal

from domain.consultation.consultations import with_consultations
from domain.register.events import Event
from domain.register.merkle import merkle_root
from domain.shared.rules import DefinitionRules
from domain.shared.support import Support, SupportCounts, Weight
from domain.state import deadlines
from domain.state.folding import apply
from domain.state.own_step import Said
from domain.state.programme_state import ProgrammeState


class ConsultationClosed(Event):
    """The round is over. `root` is the Merkle root over the receipts of its contributions, oldest first.

    `support` and, for weighted groups, `weight` leave out groups in which too few answered to say so.
    """

    consultation: int
    because: Literal["everyone_answered", "deadline"]
    invited: dict[str, int]
    answered: dict[str, int]
    support: dict[str, SupportCounts]
    weight: dict[str, Weight] = {}
    root: str


def close_consultation(
    number: int, invited: dict[str, int], said: Sequence[Said], rules: DefinitionRules, *, everyone: bool
) -> ConsultationClosed:
    """What a consultation gave: `said` in the order it came, `everyone` when nobody was silent."""
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
        # In the order of arrival: whoever makes a proof later must find the very same list.
        root=merkle_root([contribution.receipt for contribution in said]),
    )


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
    return deadlines.end(with_consultations(state, (*earlier, closed)), "consultation")
