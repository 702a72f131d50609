"""The plan as it reads after a revision before a body: the next version, which is submitted as it is."""

from collections.abc import Mapping

from domain.plan.principles import goals_of
from domain.plan.versions import version_hash
from domain.shared.texts import TextRef
from domain.state.programme_state import ProgrammeState, Version


def next_version(state: ProgrammeState, sections: Mapping[str, TextRef]) -> Version:
    """What is before the body with other `sections`; its goals are the same, and so is how they measure."""
    filled = tuple(key for key, text in sections.items() if not text.is_empty)
    goals = goals_of(state.definition.submitted)
    hash_ = version_hash(dict(sections))
    return Version(number=state.version + 1, hash=hash_, filled=filled, goals=goals)


def with_version(state: ProgrammeState, sections: Mapping[str, TextRef]) -> ProgrammeState:
    """The next version is the newest, and the one that was submitted: what is approved is approved in it."""
    version = next_version(state, sections)
    state = state.with_definition(state.definition.going_on_with(version))
    return state.model_copy(update={"version": version.number})
