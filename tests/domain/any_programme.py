"""A programme of any rules, somewhere on its way: what random tests begin with."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import get_args

from hypothesis import strategies as st

from domain.bodies import meetings
from domain.shared.rules import BodyRole, JudgedBy, Lead, Majority, Rules, WhenReviewFails
from domain.sign_off.ballot import choices_of, moment_of, the_ballot_is_over
from domain.state.programme_state import ProgrammeState
from domain.voting.outcome import choices, decided
from domain.voting.tally import Choice
from tests.domain import asking
from tests.domain.arranged import (
    appointed,
    asked,
    before_the_body,
    drafted,
    meeting_day,
    under_review,
)
from tests.domain.programmes import Programme, body, every, rules

CHOICES: tuple[Choice, ...] = (
    "for",
    "for",
    "for",
    "for_with_conditions",
    "against",
    "send_back",
    "abstain",
    "objection",
)


@st.composite
def roles(draw: st.DrawFn, length: int) -> list[BodyRole]:
    """What the bodies of a chain are for, as a blueprint may say it."""
    chain: list[BodyRole] = []
    for _ in range(length - 1):
        afterwards: tuple[BodyRole, ...] = (
            get_args(BodyRole) if "decides" in chain else ("decides", "advises")
        )
        chain.append(draw(st.sampled_from(afterwards)))
    last: tuple[BodyRole, ...] = ("decides", "takes_note", "ratifies") if "decides" in chain else ("decides",)
    return [*chain, draw(st.sampled_from(last))]


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """A programme under rules of many kinds, which may or may not take its own steps at once."""
    keys = ("college", "board", "assembly")[: draw(st.integers(1, 3))]
    role_of = dict(zip(keys, draw(roles(len(keys))), strict=True))
    chain = [
        body(
            key,
            majority=draw(st.sampled_from(get_args(Majority))),
            chair=f"{key}-1",
            casting_vote=draw(st.booleans()),
            chair_establishes=draw(st.booleans()),
            abstentions_count=draw(st.booleans()),
            quorum_by=draw(st.sampled_from(("seats", "weight"))),
            second_meeting_without_quorum=draw(st.booleans()),
            role=role_of[key],
            conditions_judged_by=draw(st.sampled_from(get_args(JudgedBy))),
            judge="id-of-carla",
            judging=draw(st.sampled_from((None, Lead(working_days=3, reminders=(1,))))),
            quorum_percent=draw(st.sampled_from((1, 50, 100))),
            meetings=draw(st.sampled_from(((), every(1, date(2026, 1, 8), 4), every(2, date(2026, 1, 13))))),
            notice_working_days=draw(st.integers(0, 5)),
            early_closing=draw(st.sampled_from((False, True, "when_all_voted", "when_decided"))),
        )
        for key in keys
    ]
    chosen = rules(*chain, max_sent_back=draw(st.integers(0, 2)), panel=draw(st.integers(0, 3)))
    definition = chosen.definition.model_copy(
        update={
            "otherwise": draw(st.sampled_from(get_args(WhenReviewFails))),
            "smallest_shown": draw(st.integers(1, 3)),
        }
    )
    chosen = chosen.model_copy(update={"definition": definition})
    programme = draw(st.sampled_from(BEGINNINGS))(chosen)
    programme.by_itself = draw(st.booleans())
    return programme


def at_its_second_body(chosen: Rules) -> Programme:
    return at_its_conditions(chosen) if len(chosen.sign_off.bodies) == 1 else approved_by_one(chosen, "for")


def at_its_conditions(chosen: Rules) -> Programme:
    programme = approved_by_one(chosen, "for_with_conditions")
    while programme.state.phase == "sign_off":
        decide(programme, "for" if programme.state.conditions else "for_with_conditions")
    return programme


def approved_by_one(chosen: Rules, choice: Choice) -> Programme:
    programme = before_the_body(chosen)
    decide(programme, choice)
    return programme


def decide(programme: Programme, choice: Choice) -> None:
    """Let a body decide, at a meeting of its own if its calendar holds none."""
    turn = programme.state.body
    assert turn is not None
    if not meetings.is_on_an_agenda(programme.state):
        programme.act(asking.plan_meeting(turn.key, programme.working_days(turn.notice_working_days + 1)))
    choice = choice if choice in choices(turn) else "for"
    for seat, said in enumerate((choice, choice, "for"), start=1):
        # Where a ballot ends as soon as it is decided, the last ones come too late.
        if programme.state.body == turn and not the_ballot_is_over(programme.state):
            programme.members_vote(said, first=seat)
    if programme.state.body == turn and meetings.is_on_an_agenda(programme.state):
        programme.wait_until(meeting_day(programme) + timedelta(days=1))
    the_chair_establishes(programme)


def the_ballot_is_open(state: ProgrammeState) -> bool:
    submission = state.sign_off.submission
    return submission is not None and submission.meeting is not None and not submission.closed


def the_chair_establishes(programme: Programme) -> None:
    state = programme.state
    if state.body is not None and state.sign_off.submission is not None and state.sign_off.submission.closed:
        votes = choices_of(state.sign_off.submission)
        ruled = decided(votes, state.body, moment_of(state))
        programme.act(asking.establish(state, ruled))


BEGINNINGS: tuple[Callable[[Rules], Programme], ...] = (
    Programme,
    asked,
    appointed,
    drafted,
    under_review,
    before_the_body,
    at_its_second_body,
    at_its_conditions,
)
