"""Whether a ballot is decided while seats have yet to vote."""

from collections.abc import Mapping

from domain.shared.rules import BodyRules
from domain.voting import outcome
from domain.voting.outcome import Moment
from domain.voting.tally import Choice


def may_close(votes: Mapping[str, Choice], body: BodyRules, moment: Moment) -> bool:
    """Whether the blueprint lets the ballot end now, with the votes cast as they are."""
    if not body.early_closing:
        return False
    if len(votes) == len(body.seats):
        return True
    return body.early_closing == "when_decided" and is_decided(votes, body, moment)


def is_decided(votes: Mapping[str, Choice], body: BodyRules, moment: Moment) -> bool:
    """Whether the outcome is the same whatever the seats that have not voted do.

    It is enough to try the extremes: that none of them votes, and that all of them make the same choice. Each
    takes some share of the votes as far as it can go, and every threshold lies on such a share; a tie and the
    quorum too are reached by an extreme when a mixture reaches them. As long as anybody may still set a
    condition, an approval without conditions is not certain.
    """
    still_open = [seat.key for seat in body.seats if seat.key not in votes]
    extremes: list[dict[str, Choice]] = [
        dict.fromkeys(still_open, choice)
        for choice in outcome.choices(body)
        # What a seat may not choose any more cannot change the outcome, and must not hold the closing up.
        if choice != "send_back" or moment.may_send_back
    ]
    now = outcome.decided(votes, body, moment)
    return all(outcome.decided({**votes, **extreme}, body, moment) == now for extreme in extremes)
