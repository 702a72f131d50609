"""The panel's review of a submitted version: whether it is open, answered, or out of time."""

from domain.state import deadlines
from domain.state.programme_state import PanelReview, ProgrammeState


def open_review(state: ProgrammeState) -> PanelReview | None:
    """The review that the panel is asked for now: from the submitting of a version until it is closed."""
    review = state.definition.review
    return review if review is not None and review.passed is None else None


def a_version_is_under_review(state: ProgrammeState) -> bool:
    return open_review(state) is not None


def the_panel_answered(state: ProgrammeState) -> bool:
    """Whether every seat of the panel has answered on the version under review."""
    review = state.definition.review
    return review is not None and len(review.answers) == len(state.panel)


def the_review_is_out_of_time(state: ProgrammeState) -> bool:
    return deadlines.passed(state, "review")


def the_review_is_over(state: ProgrammeState) -> bool:
    """Whether everyone answered, its time is over, or it was closed already."""
    waits = a_version_is_under_review(state) and not the_panel_answered(state)
    return not waits or the_review_is_out_of_time(state)
