"""What people typed that goes into a cover note, read from the tables at this moment."""

from collections.abc import Mapping, Sequence

from documents.cover_note import FUNDING, MOST_POINTS, Declined, Material
from documents.lapse_note import lapse_note
from domain.conditions.lapsing import lapsed
from domain.responses.responding import Kind
from domain.shared.texts import TextRef
from domain.sign_off.deciding import reasons_of_advice
from domain.state.programme_state import ProgrammeState
from store import texts
from store.database import Connection
from store.plan import plans
from store.sign_off import followed as what_followed


async def material(
    connection: Connection, state: ProgrammeState, memos: Mapping[int, TextRef], funding: str | None = None
) -> Material:
    """What a note about the submitted version tells; `funding` instead of what that version says of it."""
    counts, declined = await _responses(connection, state)
    asked = {key: condition.set.text for key, condition in state.conditions.items() if condition.is_open}
    bodies = await texts.read(connection, [ref.id for ref in asked.values()])
    return Material(
        reservations=await _reservations(connection, state),
        advice=await _read(connection, reasons_of_advice(state)),
        responses=counts,
        declined=declined,
        funding=await _funding(connection, state) if funding is None else funding,
        conditions={key: bodies[ref.id] for key, ref in asked.items()},
        memos={number: memo.hash for number, memo in memos.items()},
        lapse=await _lapse(connection, state),
        followed=await what_followed.read(connection, state),
    )


_STANDING = """
FROM (
    SELECT DISTINCT ON (consultation, point) * FROM responses
    WHERE programme = $1 AND consultation = ANY($2) ORDER BY consultation, point, revision DESC
) last
JOIN points p ON p.programme = $1 AND p.consultation = last.consultation AND p.number = last.point
    AND p.status = 'stands'
"""


async def _responses(
    connection: Connection, state: ProgrammeState
) -> tuple[dict[Kind, int], Sequence[Declined]]:
    """How many points per kind of response, and the first that were not taken over, before those in part."""
    of = (state.slug, list(state.definition.settled))
    counts = await connection.fetch(f"SELECT last.kind, count(*) {_STANDING} GROUP BY 1", *of)
    rows = await connection.fetch(
        f"SELECT p.consultation, p.number, p.section, last.kind, last.reason {_STANDING}"
        " WHERE last.kind <> 'taken_over'"
        " ORDER BY last.kind = 'partly', p.consultation, p.number LIMIT $3",
        *of,
        MOST_POINTS,
    )
    reasons = await _read(connection, [TextRef.model_validate_json(row["reason"]) for row in rows])
    declined = [
        Declined(row["consultation"], row["number"], row["section"], row["kind"], reason)
        for row, reason in zip(rows, reasons, strict=True)
    ]
    return {row["kind"]: row["count"] for row in counts}, declined


async def _reservations(connection: Connection, state: ProgrammeState) -> list[str]:
    """Why members of the panel are not convinced of a plan that goes on all the same, by seat."""
    review = state.definition.review
    if review is None or review.passed:
        return []
    seats = [seat for seat, said in sorted(review.answers.items()) if "no" in {said.can, said.will}]
    return await _read(connection, [review.reasons[seat] for seat in seats])


async def _lapse(connection: Connection, state: ProgrammeState) -> str:
    """What the body whose turn it is reads about the conditions on which it decides again."""
    again = lapsed(state, state.body.key) if state.body is not None else []
    return lapse_note(again, await texts.read(connection, [condition.set.text.id for condition in again]))


async def _funding(connection: Connection, state: ProgrammeState) -> str:
    submitted = state.definition.submitted
    version = await plans.version(connection, state.slug, submitted.number) if submitted else None
    ref = version.sections.get(FUNDING) if version else None
    return (await _read(connection, [ref]))[0] if ref else ""


async def _read(connection: Connection, refs: Sequence[TextRef]) -> list[str]:
    bodies = await texts.read(connection, [ref.id for ref in refs])
    return [bodies[ref.id] for ref in refs]
