"""The inventory of running projects: each gets its place in the plan before the plan goes on."""

import pytest

from domain.every_phase.pass_deadlines import DeadlinePassed
from domain.every_phase.waiting import waiting
from domain.plan.gate import criteria
from domain.projects.add_project import ProjectAdded
from domain.projects.inventory import NoSuchProject
from domain.projects.place_project import ProjectPlaced
from domain.shared.refusals import Forbidden
from tests.domain import asking
from tests.domain.arranged import appointed, asked, before_the_body, sent_back, under_review
from tests.domain.cast import EVERY_ROLE, KWARTIERMAKER, NEW_KWARTIERMAKER, OFFICE
from tests.domain.programmes import Programme


def with_projects(*titles: str) -> Programme:
    """Two running projects are in the inventory, or as many as there are titles."""
    programme = appointed()
    programme.act(asking.add_projects(*(titles or ("Addresses", "Keys"))))
    return programme


def missing_places(programme: Programme) -> tuple[str, ...]:
    return next(tuple(map(str, c.missing)) for c in criteria(programme.state) if c.key == "projects")


class TestAdding:
    def test_numbers_the_projects_in_the_order_they_come(self) -> None:
        programme = with_projects("Addresses", "Keys")
        programme.act(asking.add_projects("Maps"))
        added = [e.project for e in programme.since(0) if isinstance(e, ProjectAdded)]
        assert added == [1, 2, 3]

    def test_is_for_the_office_only(self) -> None:
        programme = appointed()
        for role in EVERY_ROLE:
            if role != OFFICE:
                assert isinstance(programme.refusal(asking.add_projects(by=role)), Forbidden), role

    def test_belongs_to_the_definition_phase(self) -> None:
        for programme in (asked(), before_the_body()):
            assert programme.refusal(asking.add_projects()).code == "not_in_this_phase"

    def test_goes_on_after_the_plan_was_sent_back(self) -> None:
        programme = sent_back()
        programme.act(asking.add_projects())
        assert missing_places(programme) == ("a place for project 1",)


class TestPlacing:
    def test_says_what_becomes_of_a_project_and_which_sections_are_about_it(self) -> None:
        programme = with_projects()
        programme.act(asking.place_project(2, "stops", "funding"))
        event = programme.last(ProjectPlaced)
        assert (event.project, event.place, event.sections) == (2, "stops", ("funding",))

    def test_can_be_done_again(self) -> None:
        programme = with_projects()
        programme.act(asking.place_project(1, "stops"), asking.place_project(1, "changes"))
        assert programme.last(ProjectPlaced).place == "changes"
        assert programme.state.definition.unplaced == (2,)

    @pytest.mark.parametrize("number", [0, 3])
    def test_needs_a_project(self, number: int) -> None:
        refusal = with_projects().refusal(asking.place_project(number))
        assert isinstance(refusal, NoSuchProject)
        assert (refusal.code, refusal.details) == ("no_such_project", {"project": number})

    def test_is_about_sections_of_the_plan(self) -> None:
        refusal = with_projects().refusal(asking.place_project(1, "stops", "weather"))
        assert refusal.code == "unknown_section"

    def test_is_for_the_kwartiermaker_only(self) -> None:
        programme = with_projects()
        for role in (*EVERY_ROLE, NEW_KWARTIERMAKER):
            if role.person != KWARTIERMAKER.person:
                assert isinstance(programme.refusal(asking.place_project(1, by=role)), Forbidden), role


class TestTheDeadline:
    def test_runs_while_any_project_waits_for_its_place(self) -> None:
        programme = with_projects()
        due = programme.working_days(10)
        programme.act(asking.place_project(1))
        assert programme.open_deadlines["projects"] == due
        programme.act(asking.place_project(2))
        assert "projects" not in programme.open_deadlines

    def test_starts_with_the_first_project_that_waits(self) -> None:
        programme = with_projects()
        due = programme.open_deadlines["projects"]
        programme.wait(2)
        programme.act(asking.add_projects("Maps"))
        assert programme.open_deadlines["projects"] == due

    def test_that_passes_is_told_to_the_principal(self) -> None:
        programme = with_projects()
        programme.wait(11)
        passed = {e.deadline: e.escalated_to for e in programme.since(0) if isinstance(e, DeadlinePassed)}
        assert passed["projects"] == "principal"


class TestTheGate:
    def test_does_not_ask_for_projects_where_there_are_none(self) -> None:
        assert missing_places(appointed()) == ()

    def test_names_each_project_without_a_place(self) -> None:
        programme = with_projects()
        programme.act(asking.place_project(1))
        assert missing_places(programme) == ("a place for project 2",)

    def test_keeps_a_reviewed_plan_until_every_project_has_its_place(self) -> None:
        programme = under_review()
        programme.act(asking.add_projects())
        programme.panel_says("yes", "yes", "yes")
        assert programme.state.phase == "definition"
        assert waiting(programme.state).role == "kwartiermaker"
        programme.act(asking.place_project(1))
        assert programme.state.phase == "sign_off"
