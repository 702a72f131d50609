"""Where a programme stands, as lists show it: folded entry by entry, with since when each turn waits."""

from datetime import timedelta

from domain.every_phase.waits import Waits
from domain.reading.standings import Standing, day_by_day, standing
from tests.domain import asking
from tests.domain.arranged import appointed, approved, before_the_body, drafted, withdrawn
from tests.domain.cast import KWARTIERMAKER, OFFICE, PRINCIPAL, member
from tests.domain.programmes import START, Programme


def waits(programme: Programme) -> Waits:
    return Waits(programme.beginning).after(programme.register)


def stands(programme: Programme) -> Standing:
    return standing(waits(programme), programme.today)


def since(programme: Programme) -> dict[str, int]:
    """How many days ago each turn began to be waited for."""
    return {
        turn.key: (programme.today - turn.since).days
        for turn in stands(programme).turns
        if turn.since is not None
    }


class TestSinceWhen:
    def test_a_turn_is_waited_for_since_the_entry_that_brought_it(self) -> None:
        programme = drafted()
        programme.on(START + timedelta(days=2))
        programme.act(asking.add_projects())
        programme.on(START + timedelta(days=5))

        assert since(programme) == {"answer_contributions/1": 5, "submit_version": 5, "place_projects": 3}

    def test_entries_that_change_nothing_about_it_leave_it_so(self) -> None:
        programme = before_the_body()
        programme.on(START + timedelta(days=1))
        programme.members_vote("for")
        programme.on(START + timedelta(days=2))

        assert since(programme) == {"vote/1": 2}

    def test_what_comes_back_is_waited_for_anew(self) -> None:
        programme = appointed()
        programme.on(START + timedelta(days=1))
        programme.act(asking.suspend())
        programme.on(START + timedelta(days=3))
        programme.act(asking.resume())

        assert since(programme) == {"contribute/1": 0}

    def test_it_does_not_matter_in_how_many_pieces_the_register_is_read(self) -> None:
        programme = approved()
        whole, piece = waits(programme), Waits(programme.beginning)
        for entry in programme.register:
            piece = piece.after([entry])
            # What was seen is passed over.
            piece = piece.after(programme.register[: entry.seq])
        assert piece == whole


class TestWhoHasAPart:
    def test_office_principal_kwartiermaker_and_members_have_one(self) -> None:
        people = stands(before_the_body()).people
        assert {OFFICE.person, PRINCIPAL.person, KWARTIERMAKER.person, member("college", 1).person} <= {
            *people
        }
        assert "id-of-vera" not in people

    def test_a_mandate_gives_one_until_its_last_day_is_over(self) -> None:
        programme = before_the_body()
        last = programme.working_days(2)
        programme.act(asking.give_mandate("id-of-vera", last, last, by=member("college", 1)))

        now, after = day_by_day(waits(programme), last + timedelta(days=30))

        assert "id-of-vera" in now.people
        assert now.changes_on == last + timedelta(days=1)
        assert "id-of-vera" not in after.people
        assert after.changes_on is None

    def test_a_seat_that_passes_on_changes_whose_turn_it_is_without_an_entry(self) -> None:
        programme = before_the_body()
        programme.act(asking.pass_on_seat("id-of-vera", programme.working_days(2)))

        now, after = day_by_day(waits(programme), programme.working_days(3))

        assert now.changes_on == programme.working_days(2)
        assert "id-of-vera" not in now.people
        assert "id-of-vera" in after.people


class TestWhatIsFirst:
    def test_the_turn_whose_day_comes_first_is(self) -> None:
        programme = appointed()
        programme.act(asking.add_projects())
        programme.act(asking.move_deadline("projects", programme.working_days(1)))

        first = stands(programme).first

        assert first is not None
        assert first.code == "place_projects"

    def test_it_is_late_when_any_turn_is(self) -> None:
        programme = appointed()
        assert not stands(programme).late
        programme.act(asking.add_projects())
        programme.act(asking.move_deadline("projects", programme.working_days(1)))
        programme.wait(3)
        assert stands(programme).late

    def test_an_ending_is_its_situation(self) -> None:
        assert (stands(withdrawn()).situation, stands(withdrawn()).ending) == ("withdrawn", "withdrawn")
        assert (stands(appointed()).situation, stands(appointed()).ending) == ("running", None)
        assert stands(withdrawn()).first is None

    def test_who_is_waited_for_is_found_by_role_and_by_body(self) -> None:
        assert stands(before_the_body()).roles == ("college", "member")
        assert stands(appointed()).roles == ("representative",)
