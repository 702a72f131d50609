"""The domain's front door: with it, every phase's rules are known.

`judge` says what a command causes, `fold` where a programme stands after its register entries.
"""

from domain import (
    appointment,
    casting,
    classification,
    conditions,
    corrections,
    course,
    definition,
    drafters,
    lapsing,
    mandates,
    meetings,
    notice,
    planning,
    principles,
    projects,
    references,
    responses,
    revising,
    rounds,
    sent_back_points,
    sessions,
    sign_off,
    silence,
    stakeholders,
    submissions,
)
from domain.course import judge
from domain.folding import fold

RULES = (
    appointment,
    rounds,
    stakeholders,
    definition,
    responses,
    drafters,
    principles,
    sessions,
    projects,
    silence,
    submissions,
    revising,
    meetings,
    sent_back_points,
    notice,
    planning,
    references,
    sign_off,
    casting,
    mandates,
    corrections,
    conditions,
    classification,
    lapsing,
    course,
)
"""The modules whose rules `judge` and `fold` find; importing one registers them."""

__all__ = ["RULES", "fold", "judge"]
