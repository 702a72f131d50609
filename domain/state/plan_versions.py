"""The versions of a plan, where somebody names one or needs that there is one."""

from domain.shared.messages import N_
from domain.shared.refusals import Missing, Refusal
from domain.state.programme_state import ProgrammeState


class NoSuchVersion(Missing):
    title = N_("There is no such plan version")
    sentence = N_("There is no plan version {version} here.")
    advice = N_("List the programme's plan versions.")
    version: int


class NoDraftYet(Refusal):
    title = N_("There is no draft yet")
    sentence = N_("The first draft is assembled when the consultation closes; wait for it.")
    advice = N_("The first draft is assembled when the consultation closes.")


def must_be_a_version(number: int, state: ProgrammeState) -> None:
    """Raise `NoSuchVersion` for a number that no version has; 0 is the existing strategy."""
    if not 0 <= number <= state.version:
        raise NoSuchVersion(version=number)
