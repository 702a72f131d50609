"""The domain's front door: with it, every phase's rules are known.

`judge` says what a command causes, `fold` where a programme stands after its register entries.
"""

from domain.appointment import appointment
from domain.bodies import mandates, meetings, notice, planning, references
from domain.conditions import conditions, lapsing
from domain.consultation import rounds, sessions, silence
from domain.every_phase import course
from domain.every_phase.course import judge
from domain.organisations import stakeholders
from domain.plan import definition, drafters, principles, sent_back_points
from domain.projects import projects
from domain.publication import classification
from domain.responses import responses
from domain.sign_off import casting, corrections, deciding, revising, submissions
from domain.state.folding import fold

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
    deciding,
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
