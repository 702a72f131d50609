"""What followed from decisions, in the words that people typed."""

from documents.decisions import Followed
from documents.gathering import typed
from domain.plan.sent_back_points import points_and_answers
from domain.state.programme_state import ProgrammeState
from store.database import Connection
from words.language import Language


async def read(connection: Connection, language: Language, state: ProgrammeState) -> Followed:
    """The answers to what the plan was sent back for, and the corrections of decisions."""
    pairs = points_and_answers(state)
    corrections = [c.text for decision in state.sign_off.decisions for c in decision.corrections]
    refs = [ref for pair in pairs for ref in pair]
    bodies = await typed.read(connection, language, [*refs, *corrections])
    return Followed(
        answers=[(bodies[point.id], bodies[answer.id]) for point, answer in pairs],
        corrections={ref.id: bodies[ref.id] for ref in corrections},
    )
