"""How a programme came to where it is, by days, and what comes if everybody takes all their time."""

from datetime import timedelta
from itertools import pairwise

from domain.every_phase.timeline import KINDS, Timeline, timeline
from tests.domain.arranged import appointed, approved, before_the_body, drafted, sent_back, under_review
from tests.domain.programmes import START, Programme
from tests.words.pseudo import english


def of(programme: Programme) -> Timeline:
    told = [entry for entry in programme.register if entry.event.kind in KINDS]
    return timeline(programme.state, told, programme.today)


def phases(found: Timeline) -> list[tuple[str, str]]:
    return [(span.what, span.certainty) for span in found.phases]


def steps(found: Timeline) -> list[tuple[str, str]]:
    return [(span.what, span.certainty) for span in found.steps]


def test_at_the_start_everything_is_to_come() -> None:
    found = of(Programme())

    assert phases(found) == [("appointment", "now"), ("definition", "expected"), ("sign_off", "expected")]
    assert [what for what, _ in steps(found)] == [
        "nominate",
        "choose",
        "accept",
        "consultation",
        "draft",
        "review",
    ]
    assert found.days[0] == START


def test_each_phase_and_step_begins_where_the_one_before_it_ends() -> None:
    found = of(appointed())

    for spans in (found.phases, found.steps):
        for before, after in pairwise(spans):
            assert after.first == before.last


def test_what_is_over_is_done_and_what_is_open_lasts_until_its_deadline() -> None:
    programme = appointed()
    due = programme.open_deadlines["consultation"]

    assert steps(of(programme))[0] == ("consultation", "now")
    assert of(programme).steps[0].last == due
    assert steps(of(drafted()))[:2] == [("consultation", "done"), ("draft", "now")]
    assert steps(of(under_review()))[-1] == ("review", "now")


def test_a_body_decides_at_the_meeting_that_takes_it() -> None:
    programme = before_the_body()
    assert programme.state.sign_off.submission is not None

    [decides] = [one for one in of(programme).meetings if one.decides]

    assert decides.day == programme.state.sign_off.submission.meeting
    assert decides.certainty == "now"


def test_a_plan_that_was_sent_back_is_defined_once_more() -> None:
    assert phases(of(sent_back()))[:4] == [
        ("appointment", "done"),
        ("definition", "done"),
        ("sign_off", "done"),
        ("definition", "now"),
    ]


def test_of_a_programme_that_has_ended_nothing_is_expected() -> None:
    found = of(approved())

    assert {certainty for _, certainty in (*phases(found), *steps(found))} == {"done"}
    assert found.warnings == []


def test_an_assignment_that_ends_before_the_decision_is_warned_of() -> None:
    programme = drafted()
    [expected] = [one.day for one in of(programme).meetings if one.decides]
    soon = expected - timedelta(days=2)
    term = programme.state.deadlines["term"].model_copy(update={"due": soon})
    programme.state = programme.state.model_copy(
        update={"deadlines": programme.state.deadlines | {"term": term}}
    )

    [warning] = of(programme).warnings

    assert english(warning).startswith("The assignment ends on")
