"""What followed from decisions, in the words that people typed."""

from documents.decisions import Followed
from domain.plan.sent_back_points import points_and_answers
from domain.state.programme_state import ProgrammeState
from store import texts
from store.database import Connection


async def read(connection: Connection, state: ProgrammeState) -> Followed:
    """The answers to what the plan was sent back for, and the corrections of decisions."""
    pairs = points_and_answers(state)
    corrections = [c.text.id for decision in state.sign_off.decisions for c in decision.corrections]
    ids = [ref.id for pair in pairs for ref in pair]
    bodies = await texts.read(connection, [*ids, *corrections])
    return Followed(
        answers=[(bodies[point.id], bodies[answer.id]) for point, answer in pairs],
        corrections={id_: bodies[id_] for id_ in corrections},
    )
