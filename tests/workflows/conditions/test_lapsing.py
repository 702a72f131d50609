"""A condition lapses on the real parts: its body decides again, and the others keep what they decided."""

from domain.bodies.meetings import is_on_an_agenda
from domain.conditions.let_conditions_lapse import ConditionLapsed
from domain.sign_off.prepare_submission import SubmissionPrepared
from domain.state.programme_state import ProgrammeState
from mail import letters
from mail.letters import KWARTIERMAKER, PRINCIPAL
from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.blueprints import body, small
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import World
from words.languages import LANGUAGES

OF_COLLEGE, OF_COUNCIL = "1-college-1-1", "2-council-1-1"


def before_again(state: ProgrammeState) -> bool:
    return is_on_an_agenda(state) and state.sign_off.submissions == 3


async def approved_by_both(programme: Programme) -> ProgrammeState:
    """The College and the council approved, each under a condition."""
    await arranged.before_the_body(programme)
    await arranged.vote(programme, "for_with_conditions", "for", "for")
    await programme.until(lambda state: is_on_an_agenda(state) and len(state.sign_off.decisions) == 1)
    await arranged.vote(programme, "for_with_conditions", "for", "for")
    return await programme.until(lambda state: state.phase == "conditions", "the conditions")


async def met(programme: Programme, key: str) -> None:
    condition = (await programme.state()).conditions[key]
    await programme.act(
        asking.show_evidence(key, by=arranged.kwartiermaker(programme)),
        asking.judge_condition(key, by=programme.actor(condition.set.seat, "member")),
    )


async def test_only_the_body_that_set_it_decides_again_and_the_approval_becomes_final(
    world: World, begin: Begin
) -> None:
    programme = await begin(small(body("college"), body("council")))
    state = await approved_by_both(programme)
    due = state.deadlines[f"condition-{OF_COLLEGE}"].due
    # The evidence for the other one was shown in time: it waits for its judge, however long that takes.
    await programme.act(asking.show_evidence(OF_COUNCIL, by=arranged.kwartiermaker(programme)))

    await programme.forward_past(f"condition-{OF_COLLEGE}")
    state = await programme.until(before_again, "the College's agenda")

    events = await programme.events()
    assert [e for e in events if isinstance(e, ConditionLapsed)] == [
        ConditionLapsed(condition=OF_COLLEGE, body="college", due=due)
    ]
    prepared = [e for e in events if isinstance(e, SubmissionPrepared)][-1]
    assert (prepared.submission, prepared.body, prepared.version) == (3, "college", 2)
    note = await programme.read(prepared.cover_note)
    until = LANGUAGES.speaking("nl").day(due)
    assert f"- Show who pays. (de kwartiermaker, uiterlijk {until})" in note
    told = [letter.to for letter in await programme.outbox() if isinstance(letter, letters.ConditionLapsed)]
    assert told == [(PRINCIPAL,), (KWARTIERMAKER,)]
    assert "The body college, which meets on" in await programme.details()

    council = programme.actor("council-1", "member")
    await programme.act(asking.judge_condition(OF_COUNCIL, by=council))
    await arranged.vote(programme, "for", "for", "for")

    state = await programme.until(lambda state: state.published, "publication")
    decided = [(decision.body, decision.outcome) for decision in state.sign_off.decisions]
    assert decided == [
        ("college", "approved_with_conditions"),
        ("council", "approved_with_conditions"),
        ("college", "approved"),
    ]
    assert state.conditions.keys() == {OF_COUNCIL}
    workflows = [run.workflow_type for run in await programme.runs()]
    assert workflows[-3:] == ["SignOff", "FulfilConditions", "SignOff"]
    await programme.verified()


async def test_new_conditions_replace_what_lapsed_and_are_fulfilled(world: World, begin: Begin) -> None:
    programme = await arranged.approved_with_conditions(await begin())
    await programme.forward_past(f"condition-{OF_COLLEGE}")
    await programme.until(lambda state: is_on_an_agenda(state) and state.sign_off.submissions == 2)

    await arranged.vote(programme, "for", "for_with_conditions", "for")
    state = await programme.until(lambda state: state.phase == "conditions", "the conditions again")
    assert state.conditions.keys() == {"2-college-2-1"}
    await met(programme, "2-college-2-1")

    state = await programme.until(lambda state: state.published, "publication")
    assert state.ending == "approved"
    await programme.verified()
