"""A member who cannot come lets somebody else vote: never whoever prepared the plan."""

from datetime import timedelta

from cli.demo.cast import Player
from cli.demo.stage import Stage
from domain.blueprint.sign_off import Body
from domain.bodies.give_mandate import MandateGiven
from domain.shared.messages import N_

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
    cannot = N_("{member} cannot come; the kwartiermaker may not be the substitute ({status} {code}).")
    stage.say(cannot.having(member=member.name, status=str(refused.status), code=refused.code), "yellow")
    answer = await stage.act(member, "mandates", person=SUBSTITUTE.as_json(), **asked)
    stage.knows((await stage.caused_by(answer, MandateGiven)).person, SUBSTITUTE)
    await stage.follow()
    return SUBSTITUTE


def report_the_vote(stage: Stage, body: Body) -> None:
    member = stage.cast.holder(body.seats[-1])
    voted = N_("{substitute} voted as substitute for {member}; the register names both.")
    stage.say(voted.having(substitute=SUBSTITUTE.name, member=member.name))
