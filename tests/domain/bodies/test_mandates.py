"""Mandates: who votes for whom, from when to when, and never on what they prepared."""

from datetime import timedelta

import pytest

from domain.bodies.give_mandate import MandateGiven, NeitherHolderNorOffice, NotYourSeatToGive
from domain.bodies.withdraw_mandate import MandateWithdrawn
from domain.every_phase.holders import Asked, holders
from domain.shared.actors import Actor
from domain.shared.refusals import Forbidden
from domain.shared.rules import Rules
from domain.sign_off.cast_ballot import BallotCast
from domain.state.programme_state import Vote
from domain.voting.tally import Choice
from tests.domain import asking
from tests.domain.arranged import (
    before_the_body,
    decided,
    meeting_day,
    points_answered,
    sent_back,
    whole_plan,
)
from tests.domain.cast import KWARTIERMAKER, OFFICE, PRINCIPAL, member
from tests.domain.programmes import Programme, body, rules

HOLDER = member("college", 1)
VERA = Actor(person="id-of-vera", role="substitute")
OTHER = Actor(person="id-of-wim", role="substitute")
LONG = timedelta(days=60)


def represented(rules_: Rules | None = None, *, by: Actor = HOLDER) -> Programme:
    """Before the College; Vera may vote for its first member from today, for sixty days."""
    programme = before_the_body(rules_)
    programme.act(asking.give_mandate(VERA.person, programme.today, programme.today + LONG, by=by))
    return programme


def ballot(programme: Programme, by: Actor, choice: Choice = "for") -> asking.CastBallot:
    return asking.ballot(programme.state, 1, choice, by=by)


def vote(programme: Programme) -> Vote:
    submission = programme.state.sign_off.submission
    assert submission is not None
    return submission.votes["college-1"]


def mandate(
    programme: Programme, *days: int, to: str = VERA.person, by: Actor = HOLDER
) -> asking.GiveMandate:
    """A mandate from and to so many days from today."""
    first, last = (programme.today + timedelta(days=n) for n in days)
    return asking.give_mandate(to, first, last, by=by)


class TestGiving:
    def test_a_member_says_who_votes_for_them_on_which_days(self) -> None:
        programme = before_the_body()
        first, last = programme.today, programme.today + LONG

        given = programme.act(asking.give_mandate(VERA.person, first, last, by=HOLDER))

        assert given == [
            MandateGiven(
                mandate=1,
                holder=HOLDER.person,
                person=VERA.person,
                seats={"college": "college-1"},
                first_day=first,
                last_day=last,
                given_by="holder",
            )
        ]

    def test_the_office_does_so_on_their_behalf_and_that_is_recorded(self) -> None:
        programme = represented(by=OFFICE)

        assert programme.last(MandateGiven).given_by == "office"
        assert programme.register[-1].actor == OFFICE

    def test_one_mandate_may_be_for_the_seats_of_a_person_in_several_bodies(self) -> None:
        council = body("council")
        seats = (council.seats[0].model_copy(update={"person": HOLDER.person}), *council.seats[1:])
        programme = before_the_body(rules(body(), council.model_copy(update={"seats": seats})))
        both = {"college": "college-1", "council": "council-1"}
        last = programme.today + LONG

        programme.act(asking.give_mandate(VERA.person, programme.today, last, by=HOLDER, seats=both))
        programme.act(ballot(programme, VERA))
        decided(programme, "for", "for", "for")
        programme.act(asking.ballot(programme.state, 1, by=VERA, body="council"))

        assert programme.last(BallotCast).seat == "council-1"

    def test_it_is_possible_in_every_phase(self) -> None:
        programme = Programme()
        programme.act(mandate(programme, 0, 200))

        assert programme.state.phase == "appointment"
        assert programme.state.sign_off.mandates[1].person == VERA.person

    def test_it_survives_a_plan_that_is_sent_back(self) -> None:
        programme = points_answered(sent_back())
        programme.act(mandate(programme, 0, 200))
        programme.act(asking.save_version(whole_plan("Again")), asking.submit_version(2))
        programme.panel_says("yes", "yes", "yes")

        programme.act(ballot(programme, VERA))

        assert vote(programme).mandate == 1

    def test_a_mandate_after_another_and_one_after_a_withdrawal_are_no_overlap(self) -> None:
        programme = before_the_body()
        programme.act(mandate(programme, 0, 3), mandate(programme, 4, 9, to=OTHER.person))
        programme.act(asking.withdraw_mandate(1, by=HOLDER), mandate(programme, 0, 3, to=OTHER.person))

        assert len(programme.state.sign_off.mandates) == 3


class TestWhatIsRefused:
    def refused(self, programme: Programme, command: asking.GiveMandate) -> tuple[str, dict[str, object]]:
        refusal = programme.refusal(command)
        return refusal.code, refusal.details

    def test_from_the_holder_of_another_seat(self) -> None:
        programme = before_the_body()
        command = mandate(programme, 0, 9, to="id-of-nobody", by=member("college", 2))
        refusal = programme.refusal(command)
        assert isinstance(refusal, NotYourSeatToGive)
        assert (refusal.code, refusal.seat) == ("not_your_seat", "college-1")

    @pytest.mark.parametrize("by", [PRINCIPAL, KWARTIERMAKER, VERA], ids=str)
    def test_from_whoever_holds_no_seat(self, by: Actor) -> None:
        programme = before_the_body()
        refusal = programme.refusal(mandate(programme, 0, 9, to="id-of-nobody", by=by))
        assert isinstance(refusal, NeitherHolderNorOffice)
        assert refusal.code == "not_the_office"

    def test_passing_a_mandate_on(self) -> None:
        programme = represented()
        refusal = programme.refusal(mandate(programme, 61, 70, to="id-of-wim", by=VERA))
        assert isinstance(refusal, NeitherHolderNorOffice)

    def test_days_in_the_wrong_order(self) -> None:
        programme = before_the_body()
        assert self.refused(programme, mandate(programme, 3, 2))[0] == "from_after_to"

    def test_days_that_are_over(self) -> None:
        programme = before_the_body()
        code, details = self.refused(programme, mandate(programme, -9, -1))
        assert (code, details) == ("day_is_over", {"today": programme.today.isoformat()})

    def test_oneself(self) -> None:
        programme = before_the_body()
        assert self.refused(programme, mandate(programme, 0, 9, to=HOLDER.person))[0] == "mandate_to_oneself"

    def test_somebody_who_votes_there_already(self) -> None:
        programme = before_the_body()
        command = mandate(programme, 0, 9, to=member("college", 2).person)
        assert self.refused(programme, command) == ("votes_already", {"bodies": ["college"]})

    def test_somebody_who_votes_there_for_another_at_the_same_time(self) -> None:
        programme = represented()
        days = (programme.today, programme.today + LONG)
        by = member("college", 2)
        command = asking.give_mandate(VERA.person, *days, by=by, seats={"college": "college-2"})
        code, details = self.refused(programme, command)
        assert (code, details["mandate"], details["bodies"]) == ("votes_already", 1, ["college"])

    @pytest.mark.parametrize("days", [(0, 0), (60, 90), (-5, 200), (10, 20)], ids=str)
    def test_an_overlap_with_another_which_is_named_with_its_days(self, days: tuple[int, int]) -> None:
        programme = represented()
        code, details = self.refused(programme, mandate(programme, *days, to=OTHER.person))
        assert code == "mandate_overlaps"
        assert details == {
            "mandate": 1,
            "first_day": programme.today.isoformat(),
            "last_day": (programme.today + LONG).isoformat(),
            "withdrawn_on": None,
        }

    @pytest.mark.parametrize(
        ("seats", "code"),
        [
            ({"parliament": "chair"}, "no_such_body"),
            ({"college": "chair"}, "unknown_seat"),
            ({"college": "college-1", "board": "board-1"}, "several_holders"),
        ],
        ids=str,
    )
    def test_seats_that_are_not_one_persons(self, seats: dict[str, str], code: str) -> None:
        programme = before_the_body(rules(body(), body("board")))
        last = programme.today + LONG
        command = asking.give_mandate(VERA.person, programme.today, last, by=OFFICE, seats=seats)
        assert self.refused(programme, command)[0] == code

    def test_who_prepares_the_plan(self) -> None:
        programme = before_the_body()
        command = mandate(programme, 0, 9, to=KWARTIERMAKER.person)
        assert self.refused(programme, command)[0] == "own_work"

    def test_the_seat_of_who_prepares_the_plan(self) -> None:
        programme = before_the_body()
        programme.act(asking.replace_kwartiermaker(HOLDER.person))
        assert self.refused(programme, mandate(programme, 0, 9))[0] == "own_work"


class TestWithdrawing:
    @pytest.mark.parametrize("by", [HOLDER, OFFICE, VERA], ids=str)
    def test_whose_seats_it_is_for_who_votes_by_it_or_the_office_withdraws_it(self, by: Actor) -> None:
        programme = represented()
        assert programme.act(asking.withdraw_mandate(1, by=by)) == [MandateWithdrawn(mandate=1)]
        assert programme.refusal(ballot(programme, VERA)).code == "mandate_not_valid"

    @pytest.mark.parametrize("by", [PRINCIPAL, member("college", 2)], ids=str)
    def test_nobody_else_does(self, by: Actor) -> None:
        assert represented().refusal(asking.withdraw_mandate(1, by=by)).code == "not_your_mandate"

    def test_not_one_that_does_not_exist_nor_one_that_has_ended(self) -> None:
        programme = represented()
        assert programme.refusal(asking.withdraw_mandate(2, by=HOLDER)).code == "no_such_mandate"
        programme.act(asking.withdraw_mandate(1, by=HOLDER))
        assert programme.refusal(asking.withdraw_mandate(1, by=HOLDER)).code == "mandate_has_ended"

    def test_not_after_its_last_day(self) -> None:
        programme = represented()
        programme.on(programme.today + LONG)
        programme.on(programme.today + timedelta(days=1))
        assert programme.refusal(asking.withdraw_mandate(1, by=HOLDER)).code == "mandate_has_ended"


class TestVoting:
    def test_a_substitute_votes_as_substitute_and_both_are_recorded(self) -> None:
        programme = represented()

        programme.act(ballot(programme, VERA))

        cast = programme.last(BallotCast)
        assert (programme.register[-1].actor, cast.for_person, cast.mandate) == (VERA, HOLDER.person, 1)

    def test_a_members_own_vote_replaces_that_of_the_substitute(self) -> None:
        programme = represented()
        programme.act(ballot(programme, VERA, "for"), ballot(programme, HOLDER, "against"))

        assert (vote(programme).choice, vote(programme).mandate) == ("against", None)
        assert programme.last(BallotCast).for_person is None

    def test_after_a_members_own_vote_that_of_the_substitute_is_refused(self) -> None:
        programme = represented()
        programme.act(ballot(programme, HOLDER, "against"))

        assert programme.refusal(ballot(programme, VERA, "for")).code == "member_voted"
        programme.act(ballot(programme, HOLDER, "abstain"))
        assert vote(programme).choice == "abstain"

    def test_a_substitute_may_change_their_vote(self) -> None:
        programme = represented()
        programme.act(ballot(programme, VERA, "for"), ballot(programme, VERA, "against"))
        assert vote(programme).choice == "against"

    def test_when_it_is_held_over_a_substitute_may_vote_again_whoever_voted_before(self) -> None:
        programme = represented()
        programme.act(ballot(programme, HOLDER))
        programme.wait_until(meeting_day(programme) + timedelta(days=1))
        assert programme.state.sign_off.decisions[-1].outcome == "held_over"

        programme.act(ballot(programme, VERA))
        assert vote(programme).mandate == 1

    @pytest.mark.parametrize(
        ("days", "code"), [((1, 90), "mandate_not_valid"), ((-9, 0), None), ((0, 0), None)]
    )
    def test_only_from_the_first_to_the_last_day(self, days: tuple[int, int], code: str | None) -> None:
        programme = before_the_body()
        programme.act(mandate(programme, *days))
        if code is None:
            programme.act(ballot(programme, VERA))
        else:
            assert programme.refusal(ballot(programme, VERA)).code == code

    def test_not_on_the_day_after_the_last_one_and_the_reason_is_told(self) -> None:
        programme = before_the_body()
        programme.act(mandate(programme, 0, 0))
        first = programme.today
        programme.on(first + timedelta(days=1))

        refusal = programme.refusal(ballot(programme, VERA))

        assert isinstance(refusal, Forbidden)
        assert refusal.code == "mandate_not_valid"
        assert refusal.details["last_day"] == first.isoformat()
        assert refusal.details["today"] == programme.today.isoformat()

    def test_without_a_mandate_nobody_votes_on_the_seat_of_another(self) -> None:
        programme = represented()
        assert programme.refusal(ballot(programme, OTHER)).code == "not_your_seat"
        assert programme.refusal(asking.ballot(programme.state, 2, by=VERA)).code == "not_your_seat"

    def test_a_vote_cast_in_time_stays_when_its_mandate_ends_or_is_withdrawn(self) -> None:
        programme = represented()
        programme.act(ballot(programme, VERA, "against"), asking.withdraw_mandate(1, by=HOLDER))

        assert vote(programme).choice == "against"
        assert vote(programme).mandate == 1


class TestOwnWork:
    def test_who_became_kwartiermaker_after_the_mandate_does_not_vote_by_it(self) -> None:
        programme = represented()
        programme.act(asking.replace_kwartiermaker(VERA.person))
        assert programme.refusal(ballot(programme, VERA)).code == "own_work"

    def test_who_became_kwartiermaker_after_the_mandate_does_not_have_others_vote(self) -> None:
        programme = represented()
        programme.act(asking.replace_kwartiermaker(HOLDER.person))
        assert programme.refusal(ballot(programme, VERA)).code == "own_work"

    def test_who_wrote_a_version_does_neither_even_when_another_is_kwartiermaker(self) -> None:
        programme = points_answered(sent_back())
        programme.act(mandate(programme, 0, 200))
        programme.act(asking.allow_drafter(VERA.person))
        drafter = Actor(person=VERA.person, role="drafter")
        programme.act(asking.save_version(whole_plan("Again"), by=drafter), asking.submit_version(2))
        programme.panel_says("yes", "yes", "yes")
        assert programme.refusal(ballot(programme, VERA)).code == "own_work"


class TestLetters:
    def test_a_substitute_is_written_to_beside_the_member_until_the_seat_has_voted(self) -> None:
        programme = represented()
        asked = [*(member("college", n).person for n in (1, 2, 3)), VERA.person]

        assert list(holders(programme.state, "member", Asked("college"))) == asked
        assert list(holders(programme.state, "member", "meeting")) == asked
        programme.act(ballot(programme, VERA))
        assert list(holders(programme.state, "member", "meeting")) == asked[1:3]

    def test_not_when_the_mandate_does_not_hold_on_the_day_of_the_meeting(self) -> None:
        programme = before_the_body()
        programme.act(mandate(programme, 0, 1))
        assert meeting_day(programme) > programme.today + timedelta(days=1)
        assert VERA.person not in holders(programme.state, "member", "meeting")
