"""What followed from earlier decisions, as documents tell it: answers to a sending back, and corrections."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from documents.markup import on_one_line
from domain.state.programme_state import Decision


class Followed(NamedTuple):
    """What followed, in words.

    `answers` are the points that the plan was sent back with, each with what this version does with it,
    `corrections` what was put right about decisions, by the ids of the texts.
    """

    answers: Sequence[tuple[str, str]] = ()
    corrections: Mapping[str, str] = {}


NOTHING_FOLLOWED = Followed()


def answers(followed: Followed) -> str:
    """The section of a cover note that says per point what was answered; empty when nothing was."""
    if not followed.answers:
        return ""
    lines = [f"- {on_one_line(point)}\n  - {on_one_line(answer)}" for point, answer in followed.answers]
    title = "## Antwoord op wat is teruggestuurd / What it was sent back for, and the answer"
    return title + "\n\n" + "\n".join(lines)


def corrected(decision: Decision, followed: Followed) -> str:
    """The lines below a decision in a list: each correction with its day."""
    return "".join(
        f"\n  - {correction.on}: correctie / correction: {on_one_line(said)}"
        for correction in decision.corrections
        if (said := followed.corrections.get(correction.text.id)) is not None
    )


def with_a_correction(decision: Decision) -> str:
    """What a title page adds to a decision that was corrected."""
    return "; met correctie / with a correction" if decision.corrections else ""


def to_which_meeting(decision: Decision) -> str:
    """What is added to "held over", where the calendar held a meeting."""
    return f" tot / to {decision.held_over_to}" if decision.held_over_to else ""
