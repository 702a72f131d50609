"""A second round: everyone is asked about the version that answers the first, and support is compared."""

from datetime import timedelta

from cli.demo import answering, writing
from cli.demo.cast import Player
from cli.demo.drafting import save
from cli.demo.rounds import organisations_contribute, the_round_closes
from cli.demo.stage import Stage
from cli.words import RESPONSES
from domain.consultation.open_consultation import ConsultationOpened

TWO_WEEKS = timedelta(days=14)
SECOND_EDITION = 2


async def play(stage: Stage, kwartiermaker: Player, version: int) -> int:
    """Ask about `version`, and answer what comes with another one; the number of that."""
    due = stage.today + TWO_WEEKS
    await stage.act(stage.cast.office, "consultations", version=version, due=due.isoformat())
    number = (await stage.until(ConsultationOpened)).consultation
    await organisations_contribute(stage, number)
    await the_round_closes(stage)
    await support_is_told(stage)
    newer = await save(stage, kwartiermaker, writing.plan(stage.blueprint, edition=SECOND_EDITION))
    await answering.play(stage, kwartiermaker, number, newer)
    await what_became_of_one_is_told(stage)
    return newer


async def support_is_told(stage: Stage) -> None:
    """Say how support went per group from round to round, *can* and *will* apart."""
    for group in (await stage.read("support"))["items"]:
        title = stage.narrator.names.group(group["group"])
        nl, en = (
            " → ".join(_percent(held, hidden) for held in group["rounds"])
            for hidden in ("niet getoond", "not shown")
        )
        stage.say(f"Draagvlak {title}, kunnen/willen: {nl}.", f"Support {title}, can/will: {en}.")


def _percent(held: dict[str, dict[str, int] | None], hidden: str) -> str:
    shares: list[str] = []
    for counts in (held["can"], held["will"]):
        if counts is None:
            return hidden
        shares.append(f"{(counts['yes'] + counts['yes_if']) * 100 // max(1, sum(counts.values()))}%")
    return "/".join(shares)


async def what_became_of_one_is_told(stage: Stage) -> None:
    """Ask what a newcomer asks: what happened with what one of them said."""
    organisation = writing.contributors(stage.blueprint)[0]
    trace = await stage.read("trace", organisation=organisation.code)
    responses = [r["kind"] for c in trace["contributions"] for p in c["points"] for r in p["responses"]]
    nl, en = (", ".join(told) for told in zip(*map(RESPONSES.__getitem__, responses), strict=True))
    stage.say(
        f"Wat gebeurde er met wat {organisation.name} zei? {nl}.",
        f"What happened with what {organisation.name} said? {en}.",
    )
