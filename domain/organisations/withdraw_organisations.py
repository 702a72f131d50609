"""Withdrawing organisations, with a reason: an open consultation waits for them no more."""

from collections.abc import Mapping
from datetime import date

from domain.organisations.taking_part import (
    NoSuchOrganisation,
    must_have_begun,
    must_name_known_groups,
    per_group,
    those_that_are,
    with_organisations,
)
from domain.register.events import Event
from domain.shared.texts import TextRef
from domain.state import roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part


class WithdrawOrganisations(Command):
    """`organisations` gives the group of each by its code."""

    phase = "definition"
    organisations: dict[str, str]
    reason: TextRef

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.office(asker, state)

    def of_groups(self, organisations: Mapping[str, str]) -> "WithdrawOrganisations":
        """The same, with the group of each organisation, which only PostgreSQL knows."""
        return self.model_copy(update={"organisations": dict(organisations)})


class OrganisationsWithdrawn(Event):
    """Organisations take part no longer; what they said in an open round does not count."""

    groups: dict[str, int]
    codes: tuple[str, ...]
    reason: TextRef


@decide.register
def _(command: WithdrawOrganisations, state: ProgrammeState, today: date) -> list[Event]:
    must_have_begun(state)
    must_name_known_groups(command.organisations, state)
    if already := those_that_are(command.organisations, "withdrawn", state):
        raise NoSuchOrganisation(organisations=already)
    codes = tuple(command.organisations)
    groups = per_group(command.organisations)
    return [OrganisationsWithdrawn(groups=groups, codes=codes, reason=command.reason)]


@apply.register
def _(event: OrganisationsWithdrawn, state: ProgrammeState, today: date) -> ProgrammeState:
    # One fold for both directions, so that adding and withdrawing can never count differently.
    fewer = {group: -count for group, count in event.groups.items()}
    return with_organisations(state, fewer, event.codes, "withdrawn")
