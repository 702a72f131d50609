"""The kwartiermaker saves a version of the plan."""

from cli.demo import writing
from cli.demo.cast import Player
from cli.demo.stage import Stage
from domain.plan.save_version import VersionSaved


async def save(stage: Stage, kwartiermaker: Player, sections: dict[str, str]) -> int:
    """Save a version of the plan; its number."""
    goals = writing.goals(stage.blueprint)
    await stage.act(kwartiermaker, "plan-versions", sections=sections, goals=goals)
    return (await stage.until(VersionSaved)).version
