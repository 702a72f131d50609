"""Adding organisations while the programme is being defined; a consultation that is open asks them too."""

from datetime import date

from domain.organisations.taking_part import (
    must_have_begun,
    must_name_known_groups,
    per_group,
    those_that_are,
    with_organisations,
)
from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.state import roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part


class AddOrganisations(Command):
    """`organisations` gives the group of each by its code."""

    phase = "definition"
    organisations: dict[str, str]

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.office(asker, state)


class OrganisationsAdded(Event):
    """More organisations take part: how many per group, and their codes."""

    groups: dict[str, int]
    codes: tuple[str, ...]


class OrganisationTakesPart(Refusal):
    title = N_("The organisation takes part already")
    sentence = N_("These organisations take part already; leave them out.")
    advice = N_("`details.organisations` lists those that do.")
    organisations: tuple[str, ...]


class NamedTwice(OrganisationTakesPart):
    sentence = N_("An organisation is named twice; name each once.")


@decide.register
def _(command: AddOrganisations, state: ProgrammeState, today: date) -> list[Event]:
    must_have_begun(state)
    must_name_known_groups(command.organisations, state)
    if already := those_that_are(command.organisations, "added", state):
        raise OrganisationTakesPart(organisations=already)
    codes = tuple(command.organisations)
    # Codes, not names: those stay in PostgreSQL, out of histories and the register.
    return [OrganisationsAdded(groups=per_group(command.organisations), codes=codes)]


@apply.register
def _(event: OrganisationsAdded, state: ProgrammeState, today: date) -> ProgrammeState:
    return with_organisations(state, event.groups, event.codes, "added")
