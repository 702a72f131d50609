"""Organisations that are added or withdrawn while the programme is being defined."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from domain.consultation.rounds import no_round_was_held
from domain.register.events import Event
from domain.shared.errors import Refusal
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.people import must_be_office
from domain.state.programme_state import ProgrammeState
from domain.vocabulary.commands import AddOrganisations, WithdrawOrganisations
from domain.vocabulary.events import OrganisationsAdded, OrganisationsWithdrawn


@decide.register
def _(command: AddOrganisations, state: ProgrammeState, today: date) -> list[Event]:
    must_be_office(command.actor)
    _must_have_begun(state)
    _must_name_known_groups(command.organisations, state)
    if already := _those_that_are(command.organisations, "added", state):
        raise Refusal(
            "organisation_takes_part", "These organisations take part already.", {"organisations": already}
        )
    codes = tuple(command.organisations)
    return [OrganisationsAdded(groups=_per_group(command.organisations), codes=codes)]


@decide.register
def _(command: WithdrawOrganisations, state: ProgrammeState, today: date) -> list[Event]:
    must_be_office(command.actor)
    _must_have_begun(state)
    _must_name_known_groups(command.organisations, state)
    if already := _those_that_are(command.organisations, "withdrawn", state):
        raise Refusal(
            "no_such_organisation", "These organisations do not take part.", {"organisations": already}
        )
    codes = tuple(command.organisations)
    groups = _per_group(command.organisations)
    return [OrganisationsWithdrawn(groups=groups, codes=codes, reason=command.reason)]


@apply.register
def _(event: OrganisationsAdded, state: ProgrammeState, today: date) -> ProgrammeState:
    return _changed(state, event.groups, event.codes, "added")


@apply.register
def _(event: OrganisationsWithdrawn, state: ProgrammeState, today: date) -> ProgrammeState:
    fewer = {group: -count for group, count in event.groups.items()}
    return _changed(state, fewer, event.codes, "withdrawn")


def _must_have_begun(state: ProgrammeState) -> None:
    # The first invitations go to whoever is known when the phase begins; nobody may fall between the two.
    if no_round_was_held(state):
        raise Refusal("no_consultation_yet", "The organisations are being invited; try again in a moment.")


def _must_name_known_groups(organisations: Mapping[str, str], state: ProgrammeState) -> None:
    known = state.rules.definition.groups
    if unknown := sorted(set(organisations.values()) - set(known)):
        raise Refusal(
            "unknown_group",
            "The blueprint does not name these groups.",
            {"unknown": unknown, "groups": list(known)},
        )


def _those_that_are(
    codes: Iterable[str], what: Literal["added", "withdrawn"], state: ProgrammeState
) -> list[str]:
    """Those of `codes` about which the last thing that happened is `what`.

    Who took part from the start is in a table only, and whoever sends the command looks there.
    """
    return sorted(code for code in codes if state.definition.changed.get(code) == what)


def _per_group(organisations: Mapping[str, str]) -> dict[str, int]:
    return dict(sorted(Counter(organisations.values()).items()))


def _changed(
    state: ProgrammeState,
    groups: Mapping[str, int],
    codes: Iterable[str],
    what: Literal["added", "withdrawn"],
) -> ProgrammeState:
    more = dict(state.definition.more)
    for group, count in groups.items():
        more[group] = more.get(group, 0) + count
    changed = state.definition.changed | dict.fromkeys(codes, what)
    definition = state.definition.model_copy(update={"more": more, "changed": changed})
    return state.model_copy(update={"definition": definition})
