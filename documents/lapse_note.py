"""What a body reads about the conditions that bring the plan back to it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from documents.markup import on_one_line
from domain.shared.actors import Role
from domain.shared.messages import N_
from words.language import Language
from words.vocabulary import ROLES


class LapsedCondition(NamedTuple):
    """A condition that was not met in time: what it asked, of whom, and by which day."""

    text: str
    owner: Role
    due: date


def lapse_note(language: Language, conditions: Sequence[LapsedCondition]) -> str:
    """The section of a cover note about `conditions` that lapsed, empty without any."""
    if not conditions:
        return ""
    say = language.say
    lines = [
        "- "
        + say(
            N_("{condition} ({owner}, by {day})"),
            condition=on_one_line(condition.text),
            owner=ROLES[condition.owner],
            day=condition.due,
        )
        for condition in conditions
    ]
    parts = [
        f"## {say(N_('Conditions that lapsed', 'heading'))}",
        say(
            N_(
                "This body approved the programme under conditions. These were not met in time, and so it"
                " decides again."
            )
        ),
        "\n".join(lines),
        say(
            N_(
                "If the body approves now, these conditions fall away; a new one may take their place."
                " Decisions of other bodies stand."
            )
        ),
    ]
    return "\n\n".join(parts)
