"""What people send along the bodies: ballots, outcomes, meetings, and what shows that a condition is met."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from api.bodies import MANY, WHICH_SEAT, Body, Day, Hash
from api.limits import Key, Reason, Words, storable
from domain.events_of_sign_off import ReferenceKind
from domain.voting import Choice, Outcome

Reference = Annotated[
    str, StringConstraints(min_length=1, max_length=2000, pattern=r"\S"), AfterValidator(storable)
]


class NewCondition(Body):
    """What must still be shown after an approval, by whom, before which day ends."""

    text: Reason = Field(examples=["A budget for upkeep after the first years."])
    owner: Literal["kwartiermaker", "principal", "office"]
    due: Day = Field(examples=["2027-09-30"])


class NewBallot(Body):
    """A vote, bound by hash to the submission that was read."""

    submission_hash: Hash = Field(
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"]
    )
    choice: Choice = Field(examples=["for_with_conditions"])
    reason: Reason = Field(examples=["The plan answers our questions."])
    conditions: Annotated[tuple[NewCondition, ...], Field(max_length=MANY)] = ()
    seat: Key | None = Field(default=None, description=WHICH_SEAT, examples=["chair"])


class NewOutcome(Body):
    """What the chair establishes; any other outcome than the rule gives is refused."""

    outcome: Outcome = Field(examples=["approved"])
    seat: Key | None = Field(default=None, description=WHICH_SEAT, examples=["chair"])


class NewEvidence(Body):
    evidence: Words = Field(min_length=1, examples=["A budget for five years, checked by the office."])


class NewJudgement(Body):
    verdict: Literal["met", "not_met"] = Field(examples=["met"])
    reason: Reason = Field(examples=["Upkeep is covered."])


class NewMeeting(Body):
    body: Key = Field(description="The body's key", examples=["college"])
    day: Day = Field(examples=["2027-03-11"])


class NewReference(Body):
    """Where a body keeps its agenda, papers or minutes: an address, or how they are registered there."""

    day: Day = Field(description="The day of the meeting", examples=["2027-03-11"])
    kind: ReferenceKind = Field(examples=["minutes"])
    reference: Reference = Field(examples=["https://college.example/2027-03-11/notulen.pdf"])
    file_hash: Hash | None = Field(
        default=None, description="SHA-256 of the file, so that it can be recognised"
    )
