"""Papers that are revised before a body: votes on them are cast again, and other bodies are left alone."""

from typing import TypeVar

from domain.bodies.meetings import is_on_an_agenda
from domain.publication.publish_programme import ProgrammePublished
from domain.shared.base import Tolerant
from domain.sign_off.approve_programme import ProgrammeApproved
from domain.sign_off.establish_decision import DecisionEstablished
from domain.sign_off.revise_submission import SubmissionRevised
from domain.state.programme_state import ProgrammeState, Submission
from mail import letters
from mail.audience import Person
from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.blueprints import body, small
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import World

E = TypeVar("E", bound=Tolerant)


def before_them(state: ProgrammeState) -> Submission:
    submission = state.sign_off.submission
    assert submission is not None
    return submission


async def revise(programme: Programme, *, plan: bool = False) -> SubmissionRevised:
    """Let the kwartiermaker give the note other words, and the `plan` too."""
    command = asking.revise(
        await programme.state(),
        note=await programme.write("Another note."),
        plan=await arranged.whole_plan(programme, "The revised") if plan else None,
        reason=await programme.write("A figure was wrong."),
        by=arranged.kwartiermaker(programme),
    )
    await programme.act(command)
    return await last_event(programme, SubmissionRevised)


async def last_event(programme: Programme, kind: type[E]) -> E:
    return next(event for event in reversed(await programme.events()) if isinstance(event, kind))


async def at_the_board(programme: Programme) -> ProgrammeState:
    return await programme.until(
        lambda s: is_on_an_agenda(s) and s.body is not None and s.body.key == "board", "the board's agenda"
    )


async def test_who_voted_votes_again_and_the_decision_is_about_the_revised_text(
    world: World, begin: Begin
) -> None:
    programme = await arranged.before_the_body(await begin())
    stale = await programme.state()
    await arranged.vote(programme, "against", "against")

    revised = await revise(programme)

    late = asking.ballot(stale, 1, by=programme.actor("college-1", "member"))
    refused = await programme.refusal(late)
    assert refused.code == "other_submission"
    assert refused.details["differences_from"] == revised.replaced
    assert before_them(await programme.state()).votes == {}
    await arranged.vote(programme, "for", "for", "for")
    await programme.until(lambda state: state.published, "publication")
    decided = [event for event in await programme.events() if isinstance(event, DecisionEstablished)]
    assert [(d.submission_hash, d.outcome) for d in decided] == [(revised.hash, "approved")]
    await programme.verified()


async def test_a_plan_revised_before_the_second_body_leaves_what_the_first_decided(
    world: World, begin: Begin
) -> None:
    programme = await arranged.before_the_body(await begin(small(body(), body("board"))))
    await arranged.vote(programme, "for", "for", "for")
    first = (await at_the_board(programme)).sign_off.decisions

    revised = await revise(programme, plan=True)

    assert (await programme.state()).sign_off.decisions == first
    await arranged.vote(programme, "for", "for", "for")
    state = await programme.until(lambda state: state.published, "publication")
    assert [(d.body, d.outcome, d.version) for d in state.sign_off.decisions] == [
        ("college", "approved", 2),
        ("board", "approved", 3),
    ]
    approved = [event for event in await programme.events() if isinstance(event, ProgrammeApproved)]
    assert [(event.version, event.hash) for event in approved] == [(3, revised.version_hash)]
    async with world.pool.acquire() as connection:
        saved = await connection.fetchrow(
            "SELECT hash, author, submitted_at FROM plan_versions WHERE programme = $1 AND number = 3",
            programme.slug,
        )
    assert saved is not None
    assert (saved["hash"], saved["author"]) == (revised.version_hash, programme.person("anna"))
    assert saved["submitted_at"] is not None
    published = (await last_event(programme, ProgrammePublished)).documents
    college, board = [await programme.read(published[f"cover-note-{n}.md"]) for n in (1, 2)]
    assert "het programma, versie 2, goed te keuren" in college
    assert board == "Another note."
    assert published["cover-note-2.md"] == revised.cover_note
    assert {"cover-note-1.pdf", "cover-note-2.pdf", "response-memo-1.pdf"} <= published.keys()
    programme_ = await programme.read(published["programme.md"])
    assert "over stuk 1, over versie 2." in programme_
    assert "The revised goals." in programme_


async def test_papers_that_come_too_late_go_to_the_next_meeting(world: World, begin: Begin) -> None:
    programme = await arranged.before_the_body(await begin(small(body(notice_working_days=3))))
    meeting = before_them(await programme.state()).meeting
    assert meeting is not None
    await programme.forward_into(meeting)

    await revise(programme)

    state = await programme.until(is_on_an_agenda)
    later = before_them(state).meeting
    assert later is not None
    assert later > meeting
    await programme.verified()


async def test_who_voted_is_told_and_so_is_who_did_not(world: World, begin: Begin) -> None:
    programme = await arranged.before_the_body(await begin())
    await arranged.vote(programme, "for")

    revised = await revise(programme)

    voter = Person("member", programme.person("college-1"))
    replaced = revised.replaced
    assert (await programme.outbox())[-2:] == [
        letters.VoteVoided(
            to=(voter,), body="college", submission=1, replaced=replaced, parts=("cover_note",)
        ),
        letters.SubmissionRevised(body="college", submission=1, replaced=replaced, parts=("cover_note",)),
    ]
