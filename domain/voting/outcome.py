"""Quorum and majority: from what the seats of a body say to what the body decided or advised."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from domain.shared.rules import BodyRules, Majority, QuorumBy
from domain.voting.tally import Choice, Count, Tally

__all__ = ["Choice", "Outcome", "Tally", "decided", "has_majority", "has_quorum", "outcome"]

Decided = Literal["approved", "approved_with_conditions", "held_over", "sent_back", "rejected"]
Advised = Literal["advised_for", "advised_against", "no_advice"]
Afterwards = Literal["taken_note_of", "ratified"]
Outcome = Literal[Decided, Advised, Afterwards]

BY_CONSENT: tuple[Choice, ...] = ("for", "for_with_conditions", "abstain", "objection")
BY_MAJORITY: tuple[Choice, ...] = ("for", "for_with_conditions", "against", "send_back", "abstain")
TAKING_NOTE: tuple[Choice, ...] = ("for", "abstain")


class Moment(NamedTuple):
    """What the outcome depends on besides the ballots.

    `may_send_back` is whether the blueprint still allows it; `second_meeting` whether the meeting before,
    on the same submission, had no quorum.
    """

    may_send_back: bool
    second_meeting: bool = False


def choices(body: BodyRules) -> tuple[Choice, ...]:
    """What a seat of `body` may say: who decides by consent objects instead of voting against.

    Where note is taken, being there is all; who ratifies what was decided sets no conditions to it.
    """
    if body.role == "takes_note":
        return TAKING_NOTE
    known = BY_CONSENT if body.majority == "consent" else BY_MAJORITY
    if body.role == "ratifies":
        return tuple(choice for choice in known if choice != "for_with_conditions")
    return known


def decided(votes: Mapping[str, Choice], body: BodyRules, moment: Moment) -> Outcome:
    """What the rule of `body` makes of `votes`, one choice for each seat that voted."""
    chair = votes.get(body.chair) if body.chair is not None else None
    return outcome(
        Tally.by(body, votes),
        body,
        may_send_back=moment.may_send_back,
        second_meeting=moment.second_meeting,
        chair=chair,
    )


def has_quorum(tally: Tally, percent: int, by: QuorumBy = "seats") -> bool:
    """Whether at least `percent` of the seats, or of their weight, are present."""
    count: Count = tally if by == "seats" else tally.by_weight
    return count.present * 100 >= percent * count.seats


def has_majority(votes: int, counted: int, majority: Majority) -> bool:
    """Whether `votes` out of `counted` are enough; with nothing counted, nothing is."""
    if counted == 0:
        return False
    match majority:
        case "simple":
            # Multiplied out: a rounded share could tip a vote.
            return 2 * votes > counted
        case "two_thirds":
            return 3 * votes >= 2 * counted
        case "three_quarters":
            return 4 * votes >= 3 * counted
        case "unanimous" | "consent":
            return votes == counted


def outcome(
    tally: Tally,
    body: BodyRules,
    *,
    may_send_back: bool,
    second_meeting: bool = False,
    chair: Choice | None = None,
) -> Outcome:
    """What the body's rule makes of its ballots, of which `chair` is the chair's own.

    Without quorum, or with nothing that says anything, the matter is held over. Enough votes in favour
    approve, with conditions as soon as one of them asks for any. Otherwise it is rejected when more
    than half of what counts says so, or else sent back. When it may not be sent back any more, a
    plan that is neither approved nor rejected is held over. A body that ratifies does so where another would
    approve; of one that takes note only the quorum counts.
    """
    waived = second_meeting and body.second_meeting_without_quorum
    quorate = waived or has_quorum(tally, body.quorum_percent, body.quorum_by)
    if body.role == "takes_note":
        return "taken_note_of" if quorate and tally.present else "held_over"
    verdict = _verdict(tally, body, chair) if quorate else None
    if body.role == "advises":
        return _advice(verdict, body, waits=not quorate and not second_meeting)
    match verdict:
        case None:
            return "held_over"
        case "for":
            return _in_favour(tally, body)
        case "against":
            return "rejected"
        case "undecided":
            return "sent_back" if may_send_back else "held_over"


Verdict = Literal["for", "against", "undecided"]


def _verdict(tally: Tally, body: BodyRules, chair: Choice | None) -> Verdict | None:
    """Where the votes point; None when they say nothing at all."""
    if body.majority == "consent":
        return _consent(tally)
    count = tally.by_weight
    if count.cast == 0:
        return None
    counted = count.present if body.abstentions_count else count.cast
    if has_majority(count.in_favour, counted, body.majority):
        return "for"
    if has_majority(count.opposed, counted, "simple"):
        return "against"
    # Of the simple majority only: with any other, half of the votes is no tie but too few.
    tied = body.majority == "simple" and 2 * count.in_favour == counted
    return _cast_by(chair) if tied and body.casting_vote else "undecided"


def _consent(tally: Tally) -> Verdict | None:
    """Silence is consent, but not an empty room; an objection asks for another plan, it rejects none."""
    if tally.present == 0:
        return None
    return "undecided" if tally.opposed or tally.send_back else "for"


def _cast_by(chair: Choice | None) -> Verdict:
    match chair:
        case "for" | "for_with_conditions":
            return "for"
        case "against" | "objection":
            return "against"
        case "send_back" | "abstain" | None:
            return "undecided"


def _in_favour(tally: Tally, body: BodyRules) -> Literal["approved", "approved_with_conditions", "ratified"]:
    if body.role == "ratifies":
        return "ratified"
    return "approved_with_conditions" if tally.with_conditions else "approved"


def _advice(verdict: Verdict | None, body: BodyRules, *, waits: bool) -> Advised | Literal["held_over"]:
    """Advice never stops the chain; it waits once, where the blueprint gives it a second meeting."""
    if verdict is None:
        return "held_over" if waits and body.second_meeting_without_quorum else "no_advice"
    return "advised_for" if verdict == "for" else "advised_against"
