"""What people typed that goes into a cover note, read from the tables at this moment."""

from collections.abc import Mapping, Sequence

from documents.cover_note import FUNDING, MOST_POINTS, Declined, Material
from documents.gathering import followed as what_followed
from documents.gathering import typed
from documents.lapse_note import LapsedCondition
from domain.conditions.lapsing import lapsed
from domain.responses.responding import Kind
from domain.shared.texts import TextRef
from domain.sign_off.advice import reasons_of_advice
from domain.state.programme_state import ProgrammeState
from store.database import Connection
from store.plan import plans
from store.responses import responses
from words.language import Language


async def material_for(
    connection: Connection, language: Language, state: ProgrammeState, memos: Mapping[int, TextRef]
) -> Material:
    """What a note in `language` about the submitted version repeats."""
    counts, declined = await _responses(connection, language, state)
    asked = {key: condition.set.text for key, condition in state.conditions.items() if condition.is_open}
    bodies = await typed.read(connection, language, asked.values())
    return Material(
        reservations=await _reservations(connection, language, state),
        advice=await _read(connection, language, reasons_of_advice(state)),
        responses=counts,
        declined=declined,
        funding=await _funding(connection, language, state),
        conditions={key: bodies[ref.id] for key, ref in asked.items()},
        # Their hashes only: the memos lie beside the note.
        memos={number: memo.hash for number, memo in memos.items()},
        lapsed=await _lapsed(connection, language, state),
        followed=await what_followed.read(connection, language, state),
    )


async def _responses(
    connection: Connection, language: Language, state: ProgrammeState
) -> tuple[Mapping[Kind, int], Sequence[Declined]]:
    """How many points per kind of response, and the first that were not taken over, before those in part."""
    settled = list(state.definition.settled)
    found = await responses.not_taken_over(connection, state.slug, settled, MOST_POINTS)
    reasons = await _read(connection, language, [one.reason for one in found])
    declined = [
        Declined(one.consultation, one.point, one.section, one.kind, reason)
        for one, reason in zip(found, reasons, strict=True)
    ]
    return await responses.kinds(connection, state.slug, settled), declined


async def _reservations(connection: Connection, language: Language, state: ProgrammeState) -> list[str]:
    """Why members of the panel are not convinced of a plan that goes on all the same, by seat."""
    review = state.definition.review
    if review is None or review.passed:
        return []
    # By seat, so that the same answers make the same note in whatever order they came.
    seats = [seat for seat, said in sorted(review.answers.items()) if "no" in {said.can, said.will}]
    return await _read(connection, language, [review.reasons[seat] for seat in seats])


async def _lapsed(connection: Connection, language: Language, state: ProgrammeState) -> list[LapsedCondition]:
    """The conditions on which the body whose turn it is decides again."""
    again = lapsed(state, state.body.key) if state.body is not None else []
    asked = await _read(connection, language, [condition.set.text for condition in again])
    return [
        LapsedCondition(text, condition.set.owner, condition.lapsed or condition.set.due)
        for text, condition in zip(asked, again, strict=True)
    ]


async def _funding(connection: Connection, language: Language, state: ProgrammeState) -> str:
    submitted = state.definition.submitted
    version = await plans.version(connection, state.slug, submitted.number) if submitted else None
    ref = version.sections.get(FUNDING) if version else None
    return (await _read(connection, language, [ref]))[0] if ref else ""


async def _read(connection: Connection, language: Language, refs: Sequence[TextRef]) -> list[str]:
    bodies = await typed.read(connection, language, refs)
    return [bodies[ref.id] for ref in refs]
