"""Development tokens for each role, of the people in the Common Ground blueprint."""

from pathlib import Path
from typing import NamedTuple

from blueprints.loading import load, shipped
from cli.demo.cast import Cast, Player
from cli.tokens import Identity, mint, signing_key

BLUEPRINT = "common-ground"


class ReadyMade(NamedTuple):
    """Whose token it is, and the token."""

    name: str
    token: str


def ready_made(data: Path) -> dict[str, ReadyMade]:
    """Return a token for each role, signed with the data folder's key."""
    blueprint = load(shipped(BLUEPRINT))
    cast = Cast(blueprint)
    organisation = blueprint.definition.groups[0].organisations[0]
    players = {
        "programme office": cast.office,
        "principal": cast.principal,
        "candidate, later kwartiermaker": cast.candidates[0],
        f"representative of {organisation.name}": cast.representative(organisation),
        "member of the review panel": cast.holder(blueprint.definition.panel[0]),
        "member of the first body": cast.holder(blueprint.sign_off.bodies[0].seats[0]),
    }
    key = signing_key(data)
    return {role: ReadyMade(player.name, mint(key, _identity(player))) for role, player in players.items()}


def _identity(player: Player) -> Identity:
    return Identity(player.subject, player.name, player.email, player.roles, player.organisation)
