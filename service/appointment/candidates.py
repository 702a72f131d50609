"""The candidates for the assignment, and what they declared."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from domain.appointment.nominate import CandidateNominated
from service.reading import ReadContext
from store.register import entries


@dataclass(frozen=True)
class Candidate:
    """Somebody who was nominated, and the interests that they declared."""

    person: str
    name: str
    status: Literal["nominated", "asked", "declined", "accepted"]
    interests: str


async def candidates(sight: ReadContext, names: Mapping[str, str]) -> list[Candidate]:
    """In the order in which they were nominated, by their `names`; for whoever may read their interests."""
    told = await entries.of_kinds(sight.connection, sight.slug, ["candidate.nominated"])
    nominated = [entry.event for entry in told if isinstance(entry.event, CandidateNominated)]
    texts = await sight.texts(*(event.interests.id for event in nominated))
    appointment = sight.state.appointment
    return [
        Candidate(
            person=event.person,
            name=names.get(event.person, ""),
            # Not a status in the state: a candidate who was asked and then passed over can be chosen again.
            status="asked"
            if event.person == appointment.asked
            else appointment.candidates.get(event.person, "nominated"),
            interests=texts[event.interests.id],
        )
        for event in nominated
    ]
