"""Who holds a role at this moment, and so gets the letters that are for it."""

from domain.every_phase.holders import Asked, Revised, holders
from tests.domain import asking
from tests.domain.arranged import appointed, asked, before_the_body, under_review
from tests.domain.cast import ANNA, KWARTIERMAKER, PANEL, PRINCIPAL, member
from tests.domain.programmes import Programme, body, rules

PEOPLE = [actor.person for actor in PANEL.values()]


def test_each_role_is_held_by_whom_the_programme_says() -> None:
    assert holders(Programme().state, "principal", "choose") == (PRINCIPAL.person,)
    assert holders(Programme().state, "kwartiermaker", "draft") == ()
    assert holders(asked().state, "candidate", "accept") == (ANNA.person,)
    assert holders(appointed().state, "kwartiermaker", "draft") == (KWARTIERMAKER.person,)
    assert holders(Programme().state, "office", "nominate") == ("id-of-olga",)
    assert holders(Programme().state, "operator", "x") == ()


def test_a_panel_is_asked_whole_and_only_its_silent_seats_are_reminded() -> None:
    programme = under_review()
    programme.act(asking.review("panel-2", programme.state))

    assert list(holders(programme.state, "panel", None)) == PEOPLE
    assert list(holders(programme.state, "panel", "review")) == [PEOPLE[0], PEOPLE[2]]


def test_the_members_of_the_named_body_are_asked_and_its_silent_seats_are_reminded() -> None:
    programme = before_the_body(rules(body(), body("board")))
    programme.members_vote("for")

    of_college = [member("college", n).person for n in (1, 2, 3)]
    assert list(holders(programme.state, "member", Asked("college"))) == of_college
    assert list(holders(programme.state, "member", "meeting")) == of_college[1:]
    assert holders(programme.state, "member", Asked("board"))[0] == member("board", 1).person


def test_who_holds_two_seats_gets_one_letter() -> None:
    seats = rules().definition.panel
    twice = (seats[0], seats[1].model_copy(update={"person": seats[0].person}))
    state = Programme(
        rules().model_copy(update={"definition": rules().definition.model_copy(update={"panel": twice})})
    ).state

    assert len(holders(state, "panel", None)) == 1


class TestAfterARevision:
    ABOUT = Revised("college")

    def test_those_whose_votes_it_undid_hear_apart_from_the_others(self) -> None:
        programme = before_the_body()
        programme.members_vote("for")
        programme.act(asking.revise(programme.state, note="New."))

        others = [member("college", n).person for n in (2, 3)]
        assert list(holders(programme.state, "member", self.ABOUT)) == others

    def test_while_no_meeting_takes_it_nobody_is_asked_anything(self) -> None:
        programme = before_the_body(rules(body(meetings=())))
        programme.act(asking.revise(programme.state, note="New."))

        assert holders(programme.state, "member", self.ABOUT) == ()
