"""What people give along the bodies: ballots, revisions, outcomes, corrections."""

from typing import Annotated, Literal

from pydantic import (
    Field,
    model_validator,
)

from domain.shared.messages import N_
from domain.shared.mistakes import invalid
from domain.voting.outcome import Outcome
from domain.voting.tally import Choice
from service.asking.forms import SEAT, WHICH_SEAT, WHY, Body
from service.asking.labels import Label
from service.asking.values import LARGEST_NUMBER, MANY, Day, Hash, Key, Reason, SomeSections, Words
from words.vocabulary import CHOICES, OUTCOMES, ROLES

WHAT_WAS_READ = Label(
    N_("Hash of what you read"), N_("If it was revised meanwhile, you are asked to read what changed.")
)


class NewCondition(Body):
    """What must still be shown after an approval, by whom, before which day ends."""

    text: Annotated[Reason, Label(N_("What must still be shown"))] = Field(
        examples=["A budget for upkeep after the first years."]
    )
    owner: Annotated[Literal["kwartiermaker", "principal", "office"], Label(N_("Who shows it"), words=ROLES)]
    due: Annotated[Day, Label(N_("Until the end of"))] = Field(examples=["2027-09-30"])


class NewBallot(Body):
    """A vote, bound by hash to the submission that was read."""

    submission_hash: Annotated[Hash, WHAT_WAS_READ] = Field(
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"]
    )
    # Whether the body's rule knows this choice is the rule's to say, not the form's.
    choice: Annotated[Choice, Label(N_("Your vote"), words=CHOICES)] = Field(examples=["for_with_conditions"])
    reason: Annotated[Reason, WHY] = Field(examples=["The plan answers our questions."])
    conditions: Annotated[
        tuple[NewCondition, ...],
        Field(max_length=MANY),
        Label(N_("Conditions"), N_("Only with a vote for under conditions, which needs at least one.")),
    ] = ()
    seat: Annotated[Key | None, SEAT] = Field(default=None, description=WHICH_SEAT, examples=["chair"])


Paper = Annotated[Words, Field(min_length=1, pattern=r"\S")]


class RevisedMemo(Body):
    """What a response memo (reactienota) says from now on."""

    consultation: Annotated[
        int, Field(strict=True, ge=1, le=LARGEST_NUMBER), Label(N_("Number of the consultation"))
    ] = Field(examples=[1])
    text: Annotated[Paper, Label(N_("Text"))] = Field(examples=["# Reactienota"])


class NewRevision(Body):
    """What of a submission reads otherwise from now on; what is left out stays as it is."""

    submission_hash: Annotated[Hash, WHAT_WAS_READ] = Field(
        description="Of the submission as it was read; refused when somebody revised it meanwhile",
        examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
    )
    reason: Annotated[Reason, WHY] = Field(examples=["A figure was wrong."])
    cover_note: Annotated[
        Paper | None,
        Label(N_("Cover note"), N_("Left out while sections change: it is written anew.")),
    ] = Field(
        default=None,
        description="Left out while sections change: it is written anew, about the new version",
        examples=["# Oplegnotitie"],
    )
    sections: Annotated[
        SomeSections | None,
        Label(N_("Sections"), N_("Those of the plan that change. They become its next version.")),
    ] = Field(
        default=None,
        description="Those of the plan that change; together with the others they are its next version",
        examples=[{"funding": "Shared, by number of inhabitants."}],
    )
    response_memos: Annotated[
        tuple[RevisedMemo, ...], Field(max_length=MANY), Label(N_("Response memos"))
    ] = ()

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

    outcome: Annotated[Outcome, Label(N_("Outcome"), words=OUTCOMES)] = Field(examples=["approved"])
    seat: Annotated[Key | None, SEAT] = Field(default=None, description=WHICH_SEAT, examples=["chair"])


class NewCorrection(Body):
    correction: Annotated[
        Reason,
        Label(
            N_("What should be read otherwise, and why"),
            N_("The outcome and the votes stay as they are. This goes into the register."),
        ),
    ] = Field(
        description="What should be read otherwise, and why; the outcome and the votes stay as they are",
        examples=["The minutes call it version 3; version 2 was decided on."],
    )
