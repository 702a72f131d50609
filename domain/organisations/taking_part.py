"""Which organisations take part, when some are added or withdrawn while the programme is being defined."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

from domain.consultation.consultations import no_consultation_was_held
from domain.shared.messages import N_
from domain.shared.refusals import Missing, Refusal
from domain.state.programme_state import ProgrammeState


class NoConsultationYet(Refusal):
    title = N_("The organisations are still being invited")
    sentence = N_("The organisations are being invited; try again in a moment.")
    advice = N_("Try again in a moment.")


class UnknownGroup(Refusal):
    title = N_("The blueprint names no such group")
    sentence = N_("The blueprint does not name these groups.")
    advice = N_("`details.groups` lists those that it names.")
    unknown: tuple[str, ...]
    groups: tuple[str, ...]


class NoSuchOrganisation(Missing):
    title = N_("There is no such organisation")
    sentence = N_("These organisations do not take part.")
    advice = N_("List the programme's organisations.")
    organisations: tuple[str, ...]


def must_have_begun(state: ProgrammeState) -> None:
    # The first invitations go to whoever is known when the phase begins; nobody may fall between the two.
    if no_consultation_was_held(state):
        raise NoConsultationYet


def must_name_known_groups(organisations: Mapping[str, str], state: ProgrammeState) -> None:
    known = state.rules.definition.groups
    if unknown := sorted(set(organisations.values()) - set(known)):
        raise UnknownGroup(unknown=tuple(unknown), groups=tuple(known))


def those_that_are(
    codes: Iterable[str], what: Literal["added", "withdrawn"], state: ProgrammeState
) -> tuple[str, ...]:
    """Those of `codes` about which the last thing that happened is `what`.

    Those that took part from the start are in a table only, and whoever sends the command looks there.
    """
    return tuple(sorted(code for code in codes if state.definition.changed.get(code) == what))


def per_group(organisations: Mapping[str, str]) -> dict[str, int]:
    return dict(sorted(Counter(organisations.values()).items()))


def with_organisations(
    state: ProgrammeState,
    groups: Mapping[str, int],
    codes: Iterable[str],
    what: Literal["added", "withdrawn"],
) -> ProgrammeState:
    """`state` with so many more (or, below zero, fewer) organisations per group, and what became of each."""
    # A difference beside the rules, which never change: they are what the programme started with.
    more = dict(state.definition.more)
    for group, count in groups.items():
        more[group] = more.get(group, 0) + count
    changed = state.definition.changed | dict.fromkeys(codes, what)
    return state.with_definition(state.definition.model_copy(update={"more": more, "changed": changed}))
