"""Programmes that `kwartier up` begins with, so that whoever opens it finds something to do in every part."""

import io
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from rich.console import Console

from blueprints.loading import load, shipped
from cli.client import ProblemError, connect
from cli.demo import appointment, asking_again, definition, sign_off, story, writing
from cli.demo.cast import Mint, with_representatives
from cli.demo.narrator import Narrator
from cli.demo.stage import Stage
from cli.demo.writing import typed
from cli.errors import CommandError, explain
from cli.language import language
from cli.showing.page import Page
from domain.blueprint.model import Blueprint
from domain.projects.add_project import ProjectAdded
from domain.shared.messages import N_, Message
from domain.sign_off.prepare_submission import SubmissionPrepared

BEGUN_BEFORE = "slug_taken"


async def being_asked(stage: Stage) -> None:
    """Halfway: the second round is open, some have answered, and a running project has no place yet."""
    kwartiermaker = await appointment.play(stage)
    number = await definition.the_first_round(stage, kwartiermaker)
    await asking_again.everybody_is_asked(stage, number)
    project = writing.projects(stage.blueprint)[0]
    await stage.act(stage.cast.office, "projects", **project)
    await stage.until(ProjectAdded)
    await stage.days_pass(stage.today + timedelta(days=4))


async def being_reviewed(stage: Stage) -> None:
    """The plan lies before the review panel."""
    kwartiermaker = await appointment.play(stage)
    number = await definition.the_first_round(stage, kwartiermaker)
    await definition.submit(stage, kwartiermaker, number)


async def being_decided(stage: Stage) -> None:
    """The plan lies before the first body, and one of its members has voted."""
    kwartiermaker = await appointment.play(stage)
    await definition.play(stage, kwartiermaker)
    body = stage.blueprint.sign_off.bodies[0]
    submission = await stage.until(SubmissionPrepared)
    await sign_off.a_meeting_takes_it(stage, body)
    seat = body.seats[0]
    vote = sign_off.ballot(stage, submission.hash, "for", 0)
    await stage.act(
        stage.cast.holder(seat), f"submissions/{submission.submission}/ballots", seat=seat.key, **vote
    )


@dataclass(frozen=True)
class Example:
    """A programme from a shipped blueprint, and how far it is played; called by `title`, or as it is."""

    slug: str
    blueprint: str
    play: Callable[[Stage], Awaitable[None]]
    title: Message | None = None


EXAMPLES = (
    Example("common-ground", "common-ground", being_asked),
    Example("water-board", "water-board", being_decided),
    Example("small", "small", being_reviewed),
    Example(
        "common-ground-before",
        "common-ground",
        story.to_the_end,
        N_("{title}, the programme before this one"),
    ),
)


async def play_examples(address: str, mint: Mint, report: Callable[[Message], None]) -> None:
    """Play those that are not there yet, through the API at `address`; one that gets stuck is reported."""
    async with connect(address, None) as api:
        for example in EXAMPLES:
            blueprint = _blueprint(example)
            # Nobody reads along: what happens is seen in the programme itself.
            page = Page(Console(file=io.StringIO()), language())
            stage = Stage(api, blueprint, example.slug, mint, Narrator(page, blueprint))
            try:
                if await _begins(stage):
                    await example.play(stage)
            except (ProblemError, CommandError) as error:
                stuck = N_("The example {slug} stays as it is: {error}")
                report(stuck.having(slug=example.slug, error=explain(error)))


def _blueprint(example: Example) -> Blueprint:
    found = load(shipped(example.blueprint))
    speaking = [one for nth in (1, 2) for one in writing.contributors(found, nth)]
    played = with_representatives(found, speaking)
    if example.title is None:
        return played
    return played.model_copy(update={"title": typed(found, example.title.having(title=found.title))})


async def _begins(stage: Stage) -> bool:
    """Start it; False when it was begun before, also where it was not played to its end then."""
    office, blueprint = stage.signed_in(stage.cast.office), stage.blueprint.model_dump(mode="json")
    try:
        await office.post("programmes", {"slug": stage.slug, "blueprint": blueprint})
    except ProblemError as problem:
        if problem.code != BEGUN_BEFORE:
            raise
        return False
    return True
