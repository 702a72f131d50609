"""Every contribution is answered: one point falls into two, two that say the same become one."""

from typing import Any

from cli.demo import writing
from cli.demo.cast import Player
from cli.demo.stage import Stage
from domain.responses.settle_responses import ResponsesSettled
from domain.shared.messages import N_, N_plural

PAGE = 500


async def play(stage: Stage, kwartiermaker: Player, consultation: int, version: int) -> None:
    """The kwartiermaker answers what was contributed, with what is in the plan's `version`."""
    at = f"consultations/{consultation}"
    await a_point_is_split(stage, kwartiermaker, at)
    await two_points_are_merged(stage, kwartiermaker, at)
    await settling_too_early_is_refused(stage, kwartiermaker, at)
    await stage.act_together(
        stage.act(
            kwartiermaker,
            f"{at}/points/{point['number']}/responses",
            **writing.response(stage.blueprint, nth, point["section"], version),
        )
        for nth, point in enumerate(await open_points(stage, at))
    )
    await coverage_is_reported(stage, at)
    await stage.act(kwartiermaker, f"{at}/settlements")
    await stage.until(ResponsesSettled)


async def open_points(stage: Stage, at: str) -> list[dict[str, Any]]:
    """The points that are to be answered, page by page."""
    found: list[dict[str, Any]] = []
    after: int | None = 0
    while after is not None:
        page = await stage.read(f"{at}/responses", after=after, limit=PAGE)
        found += page["items"]
        after = int(page["next"]) if page["next"] else None
    return [point for point in found if point["status"] == "stands"]


async def a_point_is_split(stage: Stage, kwartiermaker: Player, at: str) -> None:
    point = (await open_points(stage, at))[0]
    excerpts = writing.parts(point["origins"][0]["text"])
    await stage.act(kwartiermaker, f"{at}/points/{point['number']}/splits", excerpts=excerpts)
    who = point["origins"][0]["name"]
    stage.say(
        N_("Point {number} by {who} is about more than one thing: split into {parts}.").having(
            number=str(point["number"]), who=who, parts=len(excerpts)
        )
    )


async def two_points_are_merged(stage: Stage, kwartiermaker: Player, at: str) -> None:
    """Two organisations that say something about the same section are answered together."""
    points = await open_points(stage, at)
    for first in points:
        for second in points:
            others = first["origins"][0]["organisation"] != second["origins"][0]["organisation"]
            if others and first["section"] == second["section"]:
                numbers = [first["number"], second["number"]]
                await stage.act(kwartiermaker, f"{at}/merges", points=numbers)
                one, other = (point["origins"][0]["name"] for point in (first, second))
                stage.say(
                    N_("{people} say the same: points {points} merged.").having(
                        people=[one, other], points=[str(number) for number in numbers]
                    )
                )
                return


async def coverage_is_reported(stage: Stage, at: str) -> None:
    coverage = await stage.read(f"{at}/coverage")
    # Down, never up: with one point open it must not read 100.
    percent = coverage["answered"] * 100 // max(1, coverage["points"])
    stage.say(
        N_("Coverage of the response memo: {percent}%, {answered} of {points} points.").having(
            percent=percent, answered=coverage["answered"], points=coverage["points"]
        )
    )


async def settling_too_early_is_refused(stage: Stage, kwartiermaker: Player, at: str) -> None:
    """Show that nobody is left without an answer."""
    problem = await stage.is_refused(kwartiermaker, f"{at}/settlements")
    missing = problem.details["missing"]
    stage.say(
        N_plural(
            "Settling refused ({status} {code}): {n} point without a response.",
            "Settling refused ({status} {code}): {n} points without a response.",
        ).having(status=str(problem.status), code=problem.code, n=missing),
        "yellow",
    )
