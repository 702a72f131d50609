"""Who plays: the people of the blueprint, and a representative for each organisation."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from cli.tokens import Identity, mint, signing_key
from domain.blueprint import Seat
from domain.blueprint.definition import Organisation
from domain.blueprint.model import Blueprint
from domain.blueprint.people import Person, Representative

CANDIDATES = 2


@dataclass(frozen=True)
class Player:
    """Somebody who signs in; `roles` is what their token says of them beside who they are."""

    subject: str
    name: str
    email: str
    roles: tuple[str, ...] = ()

    def as_json(self) -> dict[str, str]:
        """How a command names a person."""
        return {"subject": self.subject, "name": self.name, "email": self.email}


Mint = Callable[[Player], str]
"""Makes the token with which a player signs in."""


class Cast:
    """Everyone who has a part in the programme that `blueprint` describes."""

    def __init__(self, blueprint: Blueprint) -> None:
        self._people = {person.key: person for person in blueprint.people}
        self.office = _player(self._people[blueprint.office[0]], "starter")
        self.principal = _player(self._people[blueprint.principal])
        self.candidates = _candidates(blueprint)

    def holder(self, seat: Seat) -> Player:
        return _player(self._people[seat.person])

    @staticmethod
    def representative(organisation: Organisation) -> Player:
        """Who speaks for an organisation: whom the blueprint names first, or somebody invented."""
        for named in organisation.representatives:
            return Player(named.email, named.name, named.email)
        address = f"{organisation.code.lower()}@organisations.example"
        return Player(address, f"Vertegenwoordiger van {organisation.name}", address)


def with_representatives(blueprint: Blueprint, speaking: Iterable[Organisation]) -> Blueprint:
    """The blueprint with somebody who speaks for each of these organisations, where it names nobody."""
    codes = {organisation.code for organisation in speaking}
    groups = tuple(
        group.model_copy(
            update={
                "organisations": tuple(
                    _with_somebody(one) if one.code in codes and not one.representatives else one
                    for one in group.organisations
                )
            }
        )
        for group in blueprint.definition.groups
    )
    definition = blueprint.definition.model_copy(update={"groups": groups})
    return blueprint.model_copy(update={"definition": definition})


def _with_somebody(organisation: Organisation) -> Organisation:
    speaks = Cast.representative(organisation)
    named = Representative(name=speaks.name, email=speaks.email)
    return organisation.model_copy(update={"representatives": (named,)})


def _player(person: Person, *roles: str) -> Player:
    return Player(person.subject, person.name, person.email, roles)


def _candidates(blueprint: Blueprint) -> tuple[Player, ...]:
    """The people without a seat or office, and where they are too few, invented ones."""
    seats = [
        *blueprint.definition.panel,
        *(seat for body in blueprint.sign_off.bodies for seat in body.seats),
    ]
    busy = {blueprint.principal, *blueprint.office, *(seat.person for seat in seats)}
    free = [_player(person) for person in blueprint.people if person.key not in busy]
    invented = [
        Player("noor.niemand@demo.example", "Noor Niemand", "noor.niemand@demo.example"),
        Player("ties.bedacht@demo.example", "Ties Bedacht", "ties.bedacht@demo.example"),
    ]
    # Two, so that the story can show one who declines.
    return (*free, *invented)[:CANDIDATES]


def minting(data: Path) -> Mint:
    """Sign players in with development tokens, by the key in the folder `data`."""
    key = signing_key(data)

    def sign_in(player: Player) -> str:
        return mint(key, Identity(player.subject, player.name, player.email, player.roles))

    return sign_in
