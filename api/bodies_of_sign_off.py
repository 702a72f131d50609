"""What people send along the bodies: ballots, outcomes, meetings, and what shows that a condition is met."""

from typing import Annotated, Literal

from pydantic import Field

from api.bodies import MANY, WHICH_SEAT, Body, Day, Hash
from api.limits import Key, Reason, Words
from domain.voting import Choice, Outcome


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


class NewCorrection(Body):
    correction: Reason = Field(
        description="What should be read otherwise, and why; the outcome and the votes stay as they are",
        examples=["The minutes call it version 3; version 2 was decided on."],
    )


class NewPointAnswer(Body):
    """What the next version of the plan does with a point that it was sent back with."""

    answer: Reason = Field(examples=["The first ten years are covered."])
    sections: Annotated[tuple[Key, ...], Field(max_length=MANY)] = Field(
        default=(), description="The sections of the plan where it is found", examples=[["funding"]]
    )


class NewEvidence(Body):
    evidence: Words = Field(min_length=1, examples=["A budget for five years, checked by the office."])


class NewJudgement(Body):
    verdict: Literal["met", "not_met"] = Field(examples=["met"])
    reason: Reason = Field(examples=["Upkeep is covered."])


class NewMeeting(Body):
    body: Key = Field(description="The body's key", examples=["college"])
    day: Day = Field(examples=["2027-03-11"])
