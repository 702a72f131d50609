"""Development tokens for each role, of the people in the Common Ground blueprint."""

from pathlib import Path
from typing import NamedTuple

from blueprints.loading import load, shipped
from cli.demo.cast import Cast, Player
from cli.tokens import Identity, mint, signing_key
from domain.shared.messages import N_, Message

BLUEPRINT = "common-ground"


class ReadyMade(NamedTuple):
    """What somebody is in the programme, their name, and the token."""

    role: Message
    name: str
    token: str


def ready_made(data: Path) -> list[ReadyMade]:
    """Return a token for each role, signed with the data folder's key."""
    blueprint = load(shipped(BLUEPRINT))
    cast = Cast(blueprint)
    organisation = next(
        one for group in blueprint.definition.groups for one in group.organisations if one.representatives
    )
    representative = N_("representative of {organisation}").having(organisation=organisation.name)
    players = [
        (N_("programme office"), cast.office),
        (N_("principal"), cast.principal),
        (N_("candidate, later kwartiermaker"), cast.candidates[0]),
        (representative, cast.representative(organisation)),
        (N_("member of the review panel"), cast.holder(blueprint.definition.panel[0])),
        (N_("member of the first body"), cast.holder(blueprint.sign_off.bodies[0].seats[0])),
    ]
    key = signing_key(data)
    return [ReadyMade(role, player.name, mint(key, _identity(player))) for role, player in players]


def _identity(player: Player) -> Identity:
    return Identity(player.subject, player.name, player.email, player.roles)
