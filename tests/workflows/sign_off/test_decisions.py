"""What follows from a decision: points that the next version answers, another meeting, a correction."""

from datetime import timedelta

from domain.bodies.meetings import is_on_an_agenda
from domain.publication.publish_programme import ProgrammePublished
from domain.sign_off.prepare_submission import SubmissionPrepared
from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.blueprints import body, small
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import World
from tests.workflows.sign_off.test_sign_off import before


async def sent_back(programme: Programme, *reasons: str) -> Programme:
    """Each of the first seats sends the plan back for a reason; the others do not vote."""
    state = await programme.state()
    for seat, reason in enumerate(reasons, start=1):
        by = programme.actor(f"college-{seat}", "member")
        missed = await programme.write(reason)
        await programme.act(asking.ballot(state, seat, "send_back", by=by, reason=missed))
    await programme.forward_past("meeting")
    await programme.until(lambda state: state.phase == "definition", "the plan sent back")
    return programme


async def test_a_plan_that_was_sent_back_is_submitted_once_each_point_is_answered(
    world: World, begin: Begin
) -> None:
    programme = await sent_back(await arranged.before_the_body(await begin()), "Who pays?", "For how long?")
    by = arranged.kwartiermaker(programme)
    await programme.act(asking.save_version(await arranged.whole_plan(programme, "Better"), by=by))

    refused = await programme.refusal(asking.submit_version(3, by=by))
    assert refused.code == "gate_not_met"
    assert refused.details["missing_sent_back_points"] == [
        "an answer to point 1-1",
        "an answer to point 1-2",
    ]
    assert "to answer the 2 points that the plan was sent back with" in await programme.details()

    for point, words in (("1-1", "The association pays."), ("1-2", "For ten years.")):
        answer = asking.answer_sent_back_point(point, "funding", by=by)
        await programme.act(answer.model_copy(update={"answer": await programme.write(words)}))
    await programme.act(asking.submit_version(3, by=by))
    await arranged.reviewed(programme)

    assert is_on_an_agenda(await programme.state())
    notes = [e.cover_note for e in await programme.events() if isinstance(e, SubmissionPrepared)]
    first, second = [await programme.read(note) for note in notes]
    assert "Who pays?" not in first
    assert "- Who pays?\n  - The association pays.\n- For how long?\n  - For ten years." in second
    await programme.verified()


async def test_one_body_decides_another_ratifies_that_and_a_third_takes_note(
    world: World, begin: Begin
) -> None:
    chain = (body(), body("assembly", role="ratifies"), body("council", role="takes_note"))
    programme = await arranged.before_the_body(await begin(small(*chain)))

    await arranged.vote(programme, "for", "for", "against")
    await before(programme, "assembly")
    await arranged.vote(programme, "for", "for", "against")
    await before(programme, "council")
    await arranged.vote(programme, "abstain", "for", "abstain")

    state = await programme.until(lambda state: state.published, "publication")
    assert [decision.outcome for decision in state.sign_off.decisions] == [
        "approved",
        "ratified",
        "taken_note_of",
    ]
    asked = [e.requested for e in await programme.events() if isinstance(e, SubmissionPrepared)]
    assert asked == ["approve", "ratify", "take_note"]
    [published] = [event for event in await programme.events() if isinstance(event, ProgrammePublished)]
    document = await programme.read(published.documents["programme.md"])
    assert "**Bekrachtigd**" in document.partition("### Assembly")[2]
    assert "**Ter kennis genomen**" in document.partition("### Council")[2]
    await programme.verified()


async def test_what_is_held_over_goes_to_the_meeting_that_the_decision_names(
    world: World, begin: Begin
) -> None:
    programme = await arranged.before_the_body(await begin())
    await arranged.vote(programme, "abstain", "abstain", "abstain")

    state = await programme.until(
        lambda state: bool(state.sign_off.decisions) and is_on_an_agenda(state), "the next meeting"
    )

    [decision] = state.sign_off.decisions
    assert decision.held_over_to is not None
    assert decision.held_over_to == decision.meeting + timedelta(days=7)
    assert state.sign_off.submission is not None
    assert state.sign_off.submission.meeting == decision.held_over_to


async def test_a_correction_is_published_with_the_decision(world: World, begin: Begin) -> None:
    programme = await arranged.before_the_body(await begin(small(body(), body("board"))))
    await arranged.vote(programme, "for", "for", "against")
    await before(programme, "board")

    asked = asking.correct_decision(1, by=programme.office)
    words = {"correction": await programme.write("The other version was meant.")}
    await programme.act(asked.model_copy(update=words))
    await arranged.vote(programme, "for", "for", "for")

    state = await programme.until(lambda state: state.published, "publication")
    [published] = [event for event in await programme.events() if isinstance(event, ProgrammePublished)]
    document = await programme.read(published.documents["programme.md"])
    assert "correctie: The other version was meant." in document
    assert state.sign_off.decisions[0].outcome == "approved"
    await programme.verified()
