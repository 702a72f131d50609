"""What people send along the bodies: ballots, revisions, outcomes, corrections."""

from typing import Annotated, Literal

from pydantic import (
    Field,
    model_validator,
)

from api.http.limits import LARGEST_NUMBER, Key, Reason, Words
from api.http.requests import MANY, WHICH_SEAT, Body, Day, Hash, SomeSections
from domain.shared.messages import N_
from domain.shared.mistakes import invalid
from domain.voting.outcome import Outcome
from domain.voting.tally import Choice


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
    # Whether the body's rule knows this choice is the rule's to say, not the form's.
    choice: Choice = Field(examples=["for_with_conditions"])
    reason: Reason = Field(examples=["The plan answers our questions."])
    conditions: Annotated[tuple[NewCondition, ...], Field(max_length=MANY)] = ()
    seat: Key | None = Field(default=None, description=WHICH_SEAT, examples=["chair"])


Paper = Annotated[Words, Field(min_length=1, pattern=r"\S")]


class RevisedMemo(Body):
    """What a response memo (reactienota) says from now on."""

    consultation: Annotated[int, Field(strict=True, ge=1, le=LARGEST_NUMBER)] = Field(examples=[1])
    text: Paper = Field(examples=["# Reactienota"])


class NewRevision(Body):
    """What of a submission reads otherwise from now on; what is left out stays as it is."""

    submission_hash: Hash = Field(
        description="Of the submission as it was read; refused when somebody revised it meanwhile",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )
    reason: Reason = Field(examples=["A figure was wrong."])
    cover_note: Paper | None = Field(
        default=None,
        description="Left out while sections change: it is written anew, about the new version",
        examples=["# Oplegnotitie"],
    )
    sections: SomeSections | None = Field(
        default=None,
        description="Those of the plan that change; together with the others they are its next version",
        examples=[{"funding": "Shared, by number of inhabitants."}],
    )
    response_memos: Annotated[tuple[RevisedMemo, ...], Field(max_length=MANY)] = ()

    @model_validator(mode="after")
    def _changes_something(self) -> "NewRevision":
        if self.cover_note is None and self.sections is None and not self.response_memos:
            raise invalid("nothing", N_("Give the cover note, sections of the plan or response memos."))
        # Of two texts for one memo, nobody could say later which one was meant.
        named = [memo.consultation for memo in self.response_memos]
        if len(set(named)) < len(named):
            raise invalid("memo_twice", N_("Give each response memo once."))
        return self


class NewOutcome(Body):
    """What the chair establishes; any other outcome than the rule gives is refused."""

    outcome: Outcome = Field(examples=["approved"])
    seat: Key | None = Field(default=None, description=WHICH_SEAT, examples=["chair"])


class NewCorrection(Body):
    correction: Reason = Field(
        description="What should be read otherwise, and why; the outcome and the votes stay as they are",
        examples=["The minutes call it version 3; version 2 was decided on."],
    )
