"""A vote as it is filled in: read from a form or from what was voted before, and looked at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, Self, cast, get_args

from pydantic_core import PydanticCustomError

from domain.shared.messages import N_, Message
from domain.shared.mistakes import carried
from domain.sign_off.history import ValidVote
from domain.voting.tally import Choice
from service.asking.values import LAST_DAY
from service.limits import LONGEST_REASON, storable
from service.sign_off.forms import NewBallot, NewCondition
from web.http.forms import Form, Mistake

Owner = Literal["kwartiermaker", "principal", "office"]

MOST_CONDITIONS = 3
"""Conditions that a form has room for; one that was voted with more keeps them all."""

SAYS: Mapping[Choice, Message] = {
    "for": N_("For", "vote"),
    "for_with_conditions": N_("For, under conditions", "vote"),
    "against": N_("Against", "vote"),
    "objection": N_("Objection", "vote"),
    "send_back": N_("Send back", "vote"),
    "abstain": N_("Abstention", "vote"),
}
MEANS: Mapping[Choice, Message] = {
    "send_back": N_("Your reason becomes a point that the next version must answer."),
    "objection": N_("Your reason becomes a point that the next version must answer."),
    "abstain": N_("You count for the quorum."),
}
"""What does not speak for itself about a choice."""


@dataclass(frozen=True)
class FilledCondition:
    """A condition; nothing is looked at yet."""

    text: str = ""
    owner: str = "kwartiermaker"
    due: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.text.strip() and not self.due.strip()


@dataclass(frozen=True)
class Filled:
    """What is filled in about the text of a hash; nothing is looked at yet."""

    hash: str
    choice: str = ""
    reason: str = ""
    seat: str = ""
    conditions: tuple[FilledCondition, ...] = ()

    @classmethod
    def of(cls, form: Form) -> Self:
        numbered = form.below("conditions")
        rows = sorted({name.partition(".")[0] for name in numbered})
        conditions = (
            FilledCondition(**{name: numbered.get(f"{row}.{name}", "") for name in ("text", "owner", "due")})
            for row in rows
        )
        return cls(
            hash=form.get("submission_hash"),
            choice=form.get("choice"),
            reason=form.get("reason"),
            seat=form.get("seat"),
            conditions=tuple(one for one in conditions if not one.is_empty),
        )

    @classmethod
    def of_vote(cls, hash_: str, vote: ValidVote, texts: Mapping[str, str]) -> Self:
        """What somebody who changes their vote begins with: what they voted."""
        event = vote.event
        conditions = (
            FilledCondition(texts[one.text.id], one.owner, one.due.isoformat()) for one in event.conditions
        )
        return cls(hash_, event.choice, texts[event.reason.id], event.seat, tuple(conditions))

    @property
    def rows(self) -> tuple[FilledCondition, ...]:
        """The conditions, with empty ones as far as there is room."""
        return self.conditions + (FilledCondition(),) * (MOST_CONDITIONS - len(self.conditions))

    @property
    def has_stray_conditions(self) -> bool:
        """Whether there are conditions with another choice than the one that they go with."""
        return bool(self.conditions) and self.choice != "for_with_conditions"

    def mistakes(self) -> list[Mistake]:
        """What is wrong with it."""
        return list(self._mistakes())

    def _mistakes(self) -> Iterator[Mistake]:
        # Whoever has one seat only sends it without being asked.
        if not self.seat:
            yield Mistake("seat", N_("Choose the seat on which you vote."))
        if self.choice not in get_args(Choice):
            yield Mistake("choice", N_("Choose what you vote."))
        if self.choice == "for_with_conditions" and not self.conditions:
            yield Mistake("conditions.0.text", N_("Say what must still be shown."))
        if self.has_stray_conditions:
            yield Mistake(
                "choice", N_("Conditions go with a vote for, under conditions: choose that, or empty them.")
            )
        yield from _of_text("reason", self.reason, N_("Say why you vote so."))
        for nth, condition in enumerate(self.conditions):
            at = f"conditions.{nth}"
            yield from _of_text(f"{at}.text", condition.text, N_("Say what must still be shown."))
            if condition.owner not in get_args(Owner):
                yield Mistake(f"{at}.owner", N_("Choose who shows it."))
            if _day(condition.due) is None:
                yield Mistake(f"{at}.due", N_("Choose the day on which it must be shown at the latest."))

    @property
    def ballot(self) -> NewBallot:
        """What is sent, once nothing is wrong with it."""
        return NewBallot(
            submission_hash=self.hash,
            choice=cast("Choice", self.choice),
            reason=self.reason,
            conditions=tuple(
                NewCondition(text=one.text, owner=cast("Owner", one.owner), due=date.fromisoformat(one.due))
                for one in self.conditions
            ),
            seat=self.seat or None,
        )


def _of_text(field: str, text: str, missing: Message) -> Iterator[Mistake]:
    if not text.strip():
        yield Mistake(field, missing)
    if len(text) > LONGEST_REASON:
        yield Mistake(
            field, N_("This is longer than {most} characters; make it shorter.").having(most=LONGEST_REASON)
        )
    try:
        storable(text)
    except PydanticCustomError as error:
        if (message := carried(error.context)) is not None:
            yield Mistake(field, message)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if day <= LAST_DAY else None
