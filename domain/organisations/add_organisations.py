"""Adding organisations while the programme is being defined; a consultation that is open asks them too."""

import hmac
from datetime import date
from hashlib import sha256

from domain.organisations.taking_part import (
    must_have_begun,
    must_name_known_groups,
    per_group,
    those_that_are,
    with_organisations,
)
from domain.register.events import Event
from domain.shared.canonical import canonical
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.state import roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part


class AddOrganisations(Command):
    """`organisations` gives the group of each by its code, `named` a keyed hash of what each is called."""

    phase = "definition"
    organisations: dict[str, str]
    named: dict[str, str] = {}

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.office(asker, state)


class OrganisationsAdded(Event):
    """More organisations take part: how many per group, and their codes.

    `named` is by their codes what binds the names of each to the register: see `named_by`.
    """

    groups: dict[str, int]
    codes: tuple[str, ...]
    named: dict[str, str] = {}


def named_by(secret: bytes, group: str, name: str, weight: int) -> str:
    """What an organisation is called, as the register has it: a keyed hash, of which nobody guesses a name.

    Half of it: there may be thousands in one entry, and 128 bits are as many as anybody needs.
    """
    return hmac.new(secret, canonical([group, name, weight]), sha256).hexdigest()[:32]


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
    groups = per_group(command.organisations)
    return [OrganisationsAdded(groups=groups, codes=codes, named=command.named)]


@apply.register
def _(event: OrganisationsAdded, state: ProgrammeState, today: date) -> ProgrammeState:
    return with_organisations(state, event.groups, event.codes, "added")
