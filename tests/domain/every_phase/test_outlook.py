"""The calendar of a programme before it starts, and what does not go together in it."""

from datetime import date, timedelta

from domain.every_phase.outlook import Outlook, outlook
from domain.shared.rules import Rules
from tests.domain.programmes import START, body, rules
from tests.words.pseudo import english


def days(found: Outlook) -> dict[str, tuple[date, date]]:
    return {step.key: (step.first, step.last) for step in found.steps}


def said(found: Outlook) -> list[str]:
    return [english(warning, "college", "board") for warning in found.warnings]


def meeting(*meetings: date, **more: object) -> Rules:
    return rules(body("college", meetings=meetings, **more))


def test_each_step_begins_when_the_one_before_it_ends() -> None:
    found = outlook(rules(), START)

    assert [step.key for step in found.steps][:6] == [
        "nominate",
        "choose",
        "accept",
        "consultation",
        "draft",
        "review",
    ]
    assert found.steps[0].first == START
    for before, after in zip(found.steps, found.steps[1:], strict=False):
        assert after.first == before.last


def test_a_step_takes_the_working_days_that_the_rules_give() -> None:
    its = rules()

    first, last = days(outlook(its, START))["consultation"]

    assert its.calendar.between(first, last) == its.definition.consultation.working_days


def test_the_assignment_lasts_from_when_it_is_accepted() -> None:
    its = rules()
    found = outlook(its, START)

    assert found.term_from == days(found)["accept"][1]
    assert its.calendar.between(found.term_from, found.term_to) == its.appointment.term_working_days


def test_a_body_decides_at_its_first_meeting_that_leaves_time_for_papers() -> None:
    reviewed = outlook(rules(), START).steps[5].last
    too_soon, in_time = reviewed + timedelta(days=1), reviewed + timedelta(days=21)

    found = outlook(meeting(too_soon, in_time, notice_working_days=5), START)

    assert days(found)["meeting"] == (reviewed, in_time)


def test_bodies_come_one_after_the_other() -> None:
    found = outlook(rules(body(), body("board")), START)

    (first, second) = [step for step in found.steps if step.key == "meeting"]
    assert (first.body, second.body) == ("college", "board")
    assert second.first == first.last


def test_a_chair_has_time_to_establish_the_outcome() -> None:
    found = outlook(rules(body(chair="college-1", chair_establishes=True)), START)

    assert found.steps[-1].key == "establish"


def test_a_body_that_holds_no_meeting_in_time_is_warned_of_and_gets_one_planned() -> None:
    found = outlook(meeting(START), START)

    assert said(found)[0].startswith("college holds no meeting after ")
    assert days(found)["meeting"][1] > days(found)["review"][1]


def test_a_meeting_on_a_day_on_which_nobody_works_is_warned_of() -> None:
    reviewed = outlook(rules(), START).steps[5].last
    saturday = reviewed + timedelta(days=14 + (5 - reviewed.weekday()) % 7)

    assert any("which is no working day" in warning for warning in said(outlook(meeting(saturday), START)))


def test_a_decision_after_the_assignment_is_warned_of() -> None:
    late = outlook(rules(), START).term_to + timedelta(days=7)

    found = said(outlook(meeting(late), START))

    assert any(warning.startswith("The assignment ends on ") for warning in found)
    assert any("lie " in warning and "working days" in warning for warning in found)


def test_where_everything_fits_there_is_no_warning() -> None:
    reviewed = outlook(rules(), START).steps[5].last
    fits = next(
        day
        for day in (reviewed + timedelta(days=n) for n in range(8, 20))
        if rules().calendar.is_working_day(day)
    )

    found = outlook(meeting(fits, notice_working_days=1), START)

    assert [warning for warning in said(found) if "assignment" not in warning] == []
