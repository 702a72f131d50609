"""Who voted what, on which text, and in whose place."""

from collections.abc import Mapping
from datetime import UTC, datetime

from pydantic import Field

from api.http.items import PersonView, View
from domain.register.entries import Entry
from domain.vocabulary.events_of_sign_off import BallotCast
from domain.voting.tally import Choice


class BallotView(View):
    """The vote that a seat has. Where a substitute cast it, both are named."""

    seat: str = Field(examples=["chair"])
    choice: Choice = Field(examples=["for"])
    reason: str = Field(examples=["The plan answers our questions."])
    voter: PersonView = Field(description="Who cast it")
    in_place_of: PersonView | None = Field(description="Whose seat it is, where a substitute cast it")
    mandate: int | None = Field(description="Which let them; null for whom the blueprint names")
    submission_hash: str = Field(description="Of the text that it is about", examples=["9f86d081" * 8])
    entry: int = Field(description="The register entry that holds it", examples=[84])
    at: datetime


def ballot_view(entry: Entry, names: Mapping[str, str], bodies: Mapping[str, str]) -> BallotView:
    """The vote in `entry`, which is one; `names` are people's by their ids, `bodies` texts by theirs."""
    event = entry.event
    assert isinstance(event, BallotCast)
    for_person = event.for_person
    return BallotView(
        seat=event.seat,
        choice=event.choice,
        reason=bodies[event.reason.id],
        voter=PersonView(id=entry.actor.person, name=names.get(entry.actor.person, "")),
        in_place_of=PersonView(id=for_person, name=names.get(for_person, "")) if for_person else None,
        mandate=event.mandate,
        submission_hash=event.submission_hash,
        entry=entry.seq,
        at=entry.at.astimezone(UTC),
    )
