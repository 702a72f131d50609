"""While a ballot runs, what everyone sees or is sent is the same whatever a seat chose."""

from typing import Any

import pytest

from domain.every_phase.waiting import waiting
from domain.sign_off.cast_ballot import BallotCast
from domain.voting.tally import Choice
from mail.policy import letters_for
from tests.domain.arranged import before_the_body
from tests.domain.programmes import Programme
from workflows.operators import details, search_attributes

OTHERS: tuple[Choice, ...] = ("for_with_conditions", "against", "send_back", "abstain")


def voting(choice: Choice) -> Programme:
    """The first of three members has voted."""
    programme = before_the_body()
    programme.members_vote(choice)
    return programme


def seen(programme: Programme) -> list[Any]:
    """What is waited for, what operators filter on, deadlines and conditions, and what happened since."""
    state = programme.state
    return [
        waiting(state),
        search_attributes(state, programme.now),
        # The head is another one: it says that somebody voted.
        details(state).replace(state.head.hash, ""),
        state.deadlines,
        state.conditions,
        state.sign_off.decisions,
        [kind for kind in programme.kinds if kind != "ballot.cast"],
    ]


@pytest.mark.parametrize("choice", OTHERS)
def test_nothing_differs_by_a_choice(choice: Choice) -> None:
    assert seen(voting(choice)) == seen(voting("for"))


def test_a_vote_is_followed_by_no_letter() -> None:
    assert list(letters_for(voting("for").last(BallotCast))) == []


@pytest.mark.parametrize("choice", OTHERS)
def test_nor_do_the_reminders_that_come_after_it(choice: Choice) -> None:
    def reminders(programme: Programme) -> list[Any]:
        before = len(programme.register)
        programme.wait(1)
        return [letters_for(event) for event in programme.since(before)]

    assert reminders(voting(choice)) == reminders(voting("for"))
