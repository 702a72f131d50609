"""A second round: everyone is asked about the version that answers the first, and support is compared."""

from datetime import timedelta
from functools import reduce

from cli.demo import answering, writing
from cli.demo.cast import Player
from cli.demo.drafting import save
from cli.demo.rounds import organisations_contribute, the_round_closes
from cli.demo.stage import Stage
from domain.consultation.open_consultation import ConsultationOpened
from domain.shared.messages import N_, Message
from words.vocabulary import RESPONSES

TWO_WEEKS = timedelta(days=14)
SECOND_EDITION = 2


async def play(stage: Stage, kwartiermaker: Player, version: int) -> int:
    """Ask about `version`, and answer what comes with another one; the number of that."""
    number = await everybody_is_asked(stage, version)
    await the_round_closes(stage)
    await support_is_reported(stage)
    newer = await save(stage, kwartiermaker, writing.plan(stage.blueprint, edition=SECOND_EDITION))
    await answering.play(stage, kwartiermaker, number, newer)
    await what_became_of_one_is_reported(stage)
    return newer


async def everybody_is_asked(stage: Stage, version: int) -> int:
    """Open a round about `version`, in which many answer; its number."""
    due = stage.today + TWO_WEEKS
    await stage.act(stage.cast.office, "consultations", version=version, due=due.isoformat())
    number = (await stage.until(ConsultationOpened)).consultation
    await organisations_contribute(stage, number)
    return number


async def support_is_reported(stage: Stage) -> None:
    """Say how support went per group from round to round, *can* and *will* apart."""
    for group in (await stage.read("support"))["items"]:
        title = stage.narrator.names.group(group["group"])
        rounds = reduce(_then, [_percent(held) for held in group["rounds"]])
        stage.say(N_("Support {group}, can/will: {rounds}.").having(group=title, rounds=rounds))


def _percent(held: dict[str, dict[str, int] | None]) -> Message:
    can, will = held["can"], held["will"]
    if can is None or will is None:
        return N_("not shown", "support")
    return N_("{can}%/{will}%", "support").having(can=_positive(can), will=_positive(will))


def _then(before: Message, after: Message) -> Message:
    return N_("{before} → {after}", "support").having(before=before, after=after)


def _positive(counts: dict[str, int]) -> int:
    return (counts["yes"] + counts["yes_if"]) * 100 // max(1, sum(counts.values()))


async def what_became_of_one_is_reported(stage: Stage) -> None:
    """Ask what a newcomer asks: what happened with what one of them said."""
    organisation = writing.contributors(stage.blueprint)[0]
    trace = await stage.read("trace", organisation=organisation.code)
    responses = [r["kind"] for c in trace["contributions"] for p in c["points"] for r in p["responses"]]
    happened = N_("What happened with what {who} said? {responses}.")
    stage.say(happened.having(who=organisation.name, responses=[RESPONSES[kind] for kind in responses]))
