"""Standing substitutes: whom the blueprint names votes at any time, and the member's own vote wins."""

from datetime import timedelta

import pytest

from domain.blueprint.model import Blueprint
from domain.bodies.voters import must_not_overrule_the_member
from domain.conditions.judge_condition import ConditionJudged
from domain.every_phase.holders import Asked, holders
from domain.shared.actors import Actor
from domain.shared.refusals import Forbidden
from domain.shared.rules import Rules
from domain.sign_off.cast_ballot import BallotCast
from domain.state.programme_state import Vote
from domain.voting.tally import Choice
from tests.domain import asking
from tests.domain.arranged import before_the_body, meeting_day, sent_back, submitted_again, whole_plan
from tests.domain.cast import member
from tests.domain.documents import changed, document, problems
from tests.domain.programmes import Programme, body, rules

HOLDER = member("college", 1)
SAM = Actor(person="id-of-sam", role="substitute")
VERA = Actor(person="id-of-vera", role="substitute")


def named() -> Rules:
    """The first member of the College has a standing substitute."""
    college = body()
    first = college.seats[0].model_copy(update={"substitute": SAM.person})
    return rules(college.model_copy(update={"seats": (first, *college.seats[1:])}))


def represented() -> Programme:
    return before_the_body(named())


def ballot(programme: Programme, by: Actor, choice: Choice = "for") -> asking.CastBallot:
    return asking.ballot(programme.state, 1, choice, by=by)


def mandate(programme: Programme, *, to: Actor = VERA, days: int = 60, seat: int = 1) -> asking.GiveMandate:
    last = programme.today + timedelta(days=days)
    seats = {"college": f"college-{seat}"}
    return asking.give_mandate(to.person, programme.today, last, by=member("college", seat), seats=seats)


def vote(programme: Programme) -> Vote:
    submission = programme.state.sign_off.submission
    assert submission is not None
    return submission.votes["college-1"]


class TestVoting:
    def test_a_standing_substitute_votes_without_a_mandate_and_both_are_recorded(self) -> None:
        programme = represented()

        programme.act(ballot(programme, SAM))

        cast = programme.last(BallotCast)
        assert programme.register[-1].actor == SAM
        assert (cast.for_person, cast.mandate) == (HOLDER.person, None)
        assert vote(programme).by_substitute

    def test_the_members_own_vote_replaces_it(self) -> None:
        programme = represented()
        programme.act(ballot(programme, SAM, "for"), ballot(programme, HOLDER, "against"))
        assert (vote(programme).choice, vote(programme).by_substitute) == ("against", False)

    def test_and_after_that_the_substitutes_is_refused(self) -> None:
        programme = represented()
        programme.act(ballot(programme, HOLDER, "against"))
        assert programme.refusal(ballot(programme, SAM)).code == "member_voted"
        assert vote(programme).choice == "against"

    def test_they_may_change_their_own(self) -> None:
        programme = represented()
        programme.act(ballot(programme, SAM, "for"), ballot(programme, SAM, "abstain"))
        assert vote(programme).choice == "abstain"

    def test_on_no_other_seat(self) -> None:
        programme = represented()
        refusal = programme.refusal(asking.ballot(programme.state, 2, by=SAM))
        assert (refusal.code, isinstance(refusal, Forbidden)) == ("not_your_seat", True)

    def test_a_vote_by_mandate_of_an_older_register_is_a_substitutes_too(self) -> None:
        old = Vote(choice="for", reason=asking.text("Yes."), mandate=1)
        must_not_overrule_the_member(old)


class TestBesideAMandate:
    def test_a_mandate_goes_before_the_standing_substitute_on_its_days(self) -> None:
        programme = represented()
        programme.act(mandate(programme))

        refusal = programme.refusal(ballot(programme, SAM))

        assert (refusal.code, isinstance(refusal, Forbidden)) == ("mandate_to_another", True)
        assert refusal.details["mandate"] == 1
        programme.act(ballot(programme, VERA))
        assert vote(programme).mandate == 1

    def test_before_and_after_those_days_the_standing_one_votes(self) -> None:
        programme = represented()
        programme.act(mandate(programme, days=0))
        programme.on(programme.today + timedelta(days=1))
        programme.act(ballot(programme, SAM))
        assert vote(programme).mandate is None

    def test_also_once_it_is_withdrawn(self) -> None:
        programme = represented()
        programme.act(mandate(programme), asking.withdraw_mandate(1, by=HOLDER))
        programme.act(ballot(programme, SAM))
        assert vote(programme).by_substitute

    def test_what_was_cast_before_the_mandate_stays_until_its_person_votes(self) -> None:
        programme = represented()
        programme.act(ballot(programme, SAM, "for"), mandate(programme))
        assert vote(programme).choice == "for"
        programme.act(ballot(programme, VERA, "against"))
        assert vote(programme).choice == "against"

    def test_a_mandate_to_the_substitute_themselves_is_one_like_any_other(self) -> None:
        programme = represented()
        programme.act(mandate(programme, to=SAM), ballot(programme, SAM))
        assert vote(programme).mandate == 1

    def test_nobody_gets_a_second_vote_in_the_body_by_a_mandate(self) -> None:
        programme = represented()
        refusal = programme.refusal(mandate(programme, to=SAM, seat=2))
        assert (refusal.code, refusal.details) == ("votes_already", {"bodies": ["college"]})


class TestOwnWork:
    def test_who_prepares_the_plan_does_not_vote_as_substitute(self) -> None:
        programme = represented()
        programme.act(asking.replace_kwartiermaker(SAM.person))
        assert programme.refusal(ballot(programme, SAM)).code == "own_work"

    def test_nor_does_anybody_in_the_place_of_who_prepares_it(self) -> None:
        programme = represented()
        programme.act(asking.replace_kwartiermaker(HOLDER.person))
        assert programme.refusal(ballot(programme, SAM)).code == "own_work"

    def test_nor_who_wrote_a_version(self) -> None:
        programme = sent_back(named())
        programme.act(asking.allow_drafter(SAM.person))
        drafter = Actor(person=SAM.person, role="drafter")
        programme.act(asking.save_version(whole_plan("Sam's"), by=drafter))
        submitted_again(programme)
        assert programme.refusal(ballot(programme, SAM)).code == "own_work"


class TestLetters:
    EVERYBODY = (*(member("college", n).person for n in (1, 2, 3)), SAM.person)

    def test_a_standing_substitute_is_asked_and_reminded_beside_the_member(self) -> None:
        state = represented().state
        assert holders(state, "member", Asked("college")) == self.EVERYBODY
        assert holders(state, "member", "meeting") == self.EVERYBODY

    @pytest.mark.parametrize("voter", [SAM, HOLDER], ids=["the substitute", "the member"])
    def test_neither_is_reminded_any_more_once_either_has_voted(self, voter: Actor) -> None:
        programme = represented()
        programme.act(ballot(programme, voter))
        assert holders(programme.state, "member", "meeting") == self.EVERYBODY[1:3]

    def test_both_are_again_when_it_is_held_over(self) -> None:
        programme = represented()
        programme.act(ballot(programme, SAM))
        programme.wait_until(meeting_day(programme) + timedelta(days=1))
        assert programme.state.sign_off.decisions[-1].outcome == "held_over"
        assert holders(programme.state, "member", "meeting") == self.EVERYBODY

    def test_who_has_a_mandate_on_the_day_of_the_meeting_is_asked_instead(self) -> None:
        programme = represented()
        programme.act(mandate(programme))
        asked = holders(programme.state, "member", "meeting")
        assert (VERA.person in asked, SAM.person in asked) == (True, False)


def test_a_standing_substitute_votes_and_does_not_judge_evidence() -> None:
    programme = represented()
    asked = asking.condition(programme.today + timedelta(days=60))
    programme.act(asking.ballot(programme.state, 1, "for_with_conditions", conditions=[asked], by=SAM))
    programme.act(asking.ballot(programme.state, 2))
    programme.wait_until(meeting_day(programme) + timedelta(days=1))
    programme.act(asking.show_evidence("1-college-1-1"))
    assert programme.refusal(asking.judge_condition("1-college-1-1", by=SAM)).code == "no_seat"
    programme.act(asking.judge_condition("1-college-1-1", by=HOLDER))
    assert programme.last(ConditionJudged).seat == "college-1"


class TestTheBlueprint:
    """One person, one vote in a body."""

    KEY = "sign_off.bodies.0.seats.0.substitute"

    def test_names_a_substitute_who_is_known_by_id_in_the_rules(self) -> None:
        named_ = changed(self.KEY, "sam")
        named_["people"].append({"key": "sam", "name": "Sam", "email": "sam@example.nl"})
        chosen = Blueprint.of(named_).rules({key: f"id-of-{key}" for key in ("ann", "bob", "sam")})
        assert [seat.substitute for seat in chosen.sign_off.bodies[0].seats] == [SAM.person, None]

    def test_not_somebody_unknown(self) -> None:
        [problem] = problems(changed(self.KEY, "nobody"))
        assert problem.startswith('sign_off.bodies[0].seats[0].substitute: "nobody" is not the key of anyone')

    def test_not_a_member_of_the_same_body(self) -> None:
        holder = document()["sign_off"]["bodies"][0]["seats"][0]["person"]
        assert problems(changed(self.KEY, holder)) == (
            f'sign_off.bodies[0].seats[0].substitute: "{holder}" holds a seat in this body and votes already',
        )

    def test_not_the_same_for_two_seats(self) -> None:
        document_ = document()
        seats = document_["sign_off"]["bodies"][0]["seats"]
        document_["people"].append({"key": "sam", "name": "Sam", "email": "sam@example.nl"})
        seats[:] = [seat | {"substitute": "sam"} for seat in seats]
        assert (
            'sign_off.bodies[0].seats[1].substitute: "sam" is the substitute of another seat already'
            in problems(document_)
        )
