"""The whole story, phase by phase."""

from itertools import count
from pathlib import Path

from cli.client import ProblemError
from cli.demo import appointment, conditions, definition, ending, sign_off
from cli.demo.ending import Results
from cli.demo.stage import Stage
from domain.shared.messages import N_
from words.vocabulary import PHASES


async def play(stage: Stage, folder: Path) -> Results:
    """Take a programme from its beginning to approved; what is left of it comes into `folder`."""
    stage.narrator.chapter(PHASES["appointment"])
    await begin(stage)
    await to_the_end(stage)
    stage.narrator.chapter(N_("register", "chapter"))
    return await ending.play(stage, folder)


async def to_the_end(stage: Stage) -> None:
    """Take a programme that has begun to approved."""
    kwartiermaker = await appointment.play(stage)
    await definition.play(stage, kwartiermaker)
    await sign_off.play(stage, kwartiermaker)
    stage.narrator.chapter(PHASES["conditions"])
    await conditions.play(stage, kwartiermaker)


async def begin(stage: Stage) -> None:
    """Start the programme; where its slug was taken by an earlier story, under another one."""
    wanted, office = stage.slug, stage.signed_in(stage.cast.office)
    blueprint = stage.blueprint.model_dump(mode="json")
    for nth in count(2):
        try:
            await office.post("programmes", {"slug": stage.slug, "blueprint": blueprint})
        except ProblemError as problem:
            if problem.code != "slug_taken":
                raise
            # A slug is never free again, and whoever plays twice wants to see both.
            stage.slug = f"{wanted}-{nth}"
        else:
            return
