"""A member who cannot come lets somebody else vote: never whoever prepared the plan."""

from datetime import timedelta

from cli.demo.cast import Player
from cli.demo.stage import Stage
from domain.blueprint.sign_off import Body
from domain.bodies.give_mandate import MandateGiven

SUBSTITUTE = Player("vera.vervanger@demo.example", "Vera Vervanger", "vera.vervanger@demo.example")
A_MONTH = timedelta(days=30)


async def play(stage: Stage, body: Body, kwartiermaker: Player) -> Player:
    """The last member of `body` wants to be represented, first by the kwartiermaker; who it is in the end."""
    seat = body.seats[-1]
    member = stage.cast.holder(seat)
    asked: dict[str, object] = {
        "seats": [{"body": body.key, "seat": seat.key}],
        "first_day": stage.today.isoformat(),
        "last_day": (stage.today + A_MONTH).isoformat(),
    }
    refused = await stage.is_refused(member, "mandates", person=kwartiermaker.as_json(), **asked)
    why = f"{refused.status} {refused.code}"
    stage.say(
        f"{member.name} kan niet komen; de kwartiermaker mag geen plaatsvervanger zijn ({why}).",
        f"{member.name} cannot come; the kwartiermaker may not be the substitute ({why}).",
        "yellow",
    )
    answer = await stage.act(member, "mandates", person=SUBSTITUTE.as_json(), **asked)
    stage.knows((await stage.caused_by(answer, MandateGiven)).person, SUBSTITUTE)
    await stage.follow()
    return SUBSTITUTE


def tell_of_the_vote(stage: Stage, body: Body) -> None:
    member = stage.cast.holder(body.seats[-1])
    stage.say(
        f"{SUBSTITUTE.name} stemde als plaatsvervanger van {member.name}; het register noemt beiden.",
        f"{SUBSTITUTE.name} voted as substitute for {member.name}; the register names both.",
    )
