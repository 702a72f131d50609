"""What a body reads about the conditions that bring the plan back to it, Dutch with English beside it."""

from collections.abc import Mapping, Sequence

from documents.markup import on_one_line
from domain.state.programme_state import Condition


def lapse_note(conditions: Sequence[Condition], texts: Mapping[str, str]) -> str:
    """The section of a cover note about `conditions` that lapsed, empty without any; `texts` are by id."""
    if not conditions:
        return ""
    lines = [
        f"- {on_one_line(texts[condition.set.text.id])} ({condition.set.owner}, {condition.lapsed})"
        for condition in conditions
    ]
    return "\n\n".join(
        [
            "## Vervallen voorwaarden / Conditions that lapsed",
            (
                "Dit orgaan keurde het programma goed onder voorwaarden. Aan deze is niet op tijd voldaan, en"
                " daarom besluit het opnieuw. / This body approved the programme under conditions. These were"
                " not met in time, and so it decides again."
            ),
            "\n".join(lines),
            (
                "Keurt het orgaan nu goed, dan vervallen deze voorwaarden; een nieuwe kan ervoor in de plaats"
                " komen. Besluiten van andere organen blijven staan. / If the body approves now, these"
                " conditions fall away; a new one may take their place. Decisions of other bodies stand."
            ),
        ]
    )
