"""The days of a programme, as agendas and calendars have them."""

from datetime import timedelta

from domain.reading.days import Day, days
from tests.domain import asking
from tests.domain.arranged import appointed, approved, before_the_body, drafted, meeting_day
from tests.domain.cast import KWARTIERMAKER, member
from tests.domain.programmes import START, Programme


def of(programme: Programme) -> dict[str, Day]:
    return {day.key: day for day in days(programme.state)}


def test_a_round_is_told_from_the_one_after_it() -> None:
    day = of(appointed())["consultation/1"]

    assert (day.kind, day.role, day.people) == ("round", "representative", ())


def test_they_stand_in_order() -> None:
    found = [day.on for day in days(appointed().state)]

    assert found == sorted(found)
    assert len(found) > 1


def test_a_deadline_is_of_those_who_have_to_do_it() -> None:
    day = of(drafted())["draft"]

    assert (day.kind, day.people) == ("deadline", (KWARTIERMAKER.person,))


def test_a_meeting_is_of_everybody_who_sits_there_also_of_those_who_voted() -> None:
    programme = before_the_body()
    programme.members_vote("for")

    day = of(programme)["meeting/1"]

    assert (day.kind, day.body, day.on) == ("meeting", "college", meeting_day(programme))
    assert member("college", 1).person in day.people


def test_a_working_session_is_a_day_of_its_own() -> None:
    programme = appointed()
    programme.act(asking.plan_session(START + timedelta(days=3), "G1"))

    assert of(programme)["session-1"].kind == "session"


def test_while_it_is_suspended_only_those_stay_that_do_not_move() -> None:
    programme = appointed()
    programme.act(asking.plan_session(START + timedelta(days=3), "G1"))
    programme.act(asking.suspend())

    assert set(of(programme)) == {"session-1"}


def test_what_has_ended_has_none() -> None:
    assert days(approved().state) == ()
