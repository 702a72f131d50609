"""Everybody who may try something: in each part of a programme, in another one, with claims, or nobody."""

from collections.abc import Mapping
from dataclasses import dataclass

from attack.stack import Ground
from cli.tokens import Identity
from domain.reading.parts import ReadingPart
from tests.api.rights import Visitors, taking_part
from tests.api.story import Story
from tests.api.visiting import Visitor

EVERY_CLAIM = ("office", "principal", "member", "chair", "representative", "kwartiermaker", "panel")
"""What a token may claim, and counts for nothing."""


@dataclass(frozen=True)
class Named:
    """Somebody, in a part of the programme that is attacked; `part` is None where they have none in it."""

    name: str
    visitor: Visitor
    part: ReadingPart | None = None
    starts: bool = False


def everybody(ground: Ground) -> list[tuple[Story, list[Named]]]:
    """The programmes that are attacked, each with all who may try something there."""
    both, voting = ground.programmes, ground.voting
    preparing: Visitors = {"kwartiermaker": voting.as_("anna")}
    strangers = _without_a_part(ground)
    of_the_other = _elsewhere(both.of_the_other, "the other programme")
    candidate: Visitors = {"candidate": both.other.as_("anna")}
    this = _elsewhere(both.preparing_this, "another programme")
    return [
        (both.this, [*_in(both.of_this), *of_the_other, *strangers]),
        (voting, [*_in(both.everywhere | taking_part(voting, "G1") | preparing), *of_the_other, *strangers]),
        (both.other, [*_in(taking_part(both.other, "H1") | candidate), *this, *strangers]),
    ]


def _in(visitors: Mapping[ReadingPart, Visitor]) -> list[Named]:
    return [Named(part, _alone(visitor), part, starts=part == "office") for part, visitor in visitors.items()]


def _elsewhere(visitors: Mapping[ReadingPart, Visitor], where: str) -> list[Named]:
    return [
        Named(f"{part} of {where}", _alone(visitor), starts=part == "office")
        for part, visitor in visitors.items()
    ]


def _alone(visitor: Visitor) -> Visitor:
    """Without the office, which has named them by now."""
    return Visitor(visitor.http, visitor.token)


def _without_a_part(ground: Ground) -> list[Named]:
    claims = Identity("claims@elsewhere.example", "Claims", "claims@elsewhere.example", EVERY_CLAIM)
    return [
        Named("somebody who may start programmes", ground.door.starter, starts=True),
        Named("a stranger with a good token", ground.door.stranger),
        Named("a stranger whose token claims every part", ground.door.as_(claims)),
        Named("nobody, without a token", ground.door.nobody),
    ]
