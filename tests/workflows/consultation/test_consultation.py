"""A consultation: who is invited, who is reminded, when it closes, and what counts."""

import asyncio

from domain.blueprint.model import Blueprint
from domain.consultation.close_consultation import ConsultationClosed
from domain.consultation.consultations import the_consultation_is_open
from domain.every_phase.remind import ReminderSent
from domain.plan.assemble_draft import DraftAssembled
from domain.register.merkle import merkle_root
from domain.shared.support import Counts
from mail.audience import Organisation
from mail.letters import Invitation, Reminder
from store.consultation import contributions
from tests.domain import asking
from tests.workflows import arranged
from tests.workflows.blueprints import CODES, SECTIONS, small
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import World

Taken = contributions.Contribution

MANY = tuple(f"G{n}" for n in range(1, 21))


def of_many() -> Blueprint:
    """A blueprint with one group of twenty organisations."""
    organisations = [{"code": code, "name": f"Organisation {code}"} for code in MANY]
    groups = [{"key": "gemeente", "title": "Gemeenten", "organisations": organisations}]
    return small(definition={"groups": groups})


async def closed(programme: Programme) -> ConsultationClosed:
    """What the register says of the consultation, once it is closed."""
    await programme.until(arranged.there_is_a_draft)
    (event,) = [event for event in await programme.events() if isinstance(event, ConsultationClosed)]
    return event


async def keep_revising(programme: Programme, code: str) -> list[Taken]:
    """Let an organisation contribute again and again until it is refused; what was taken."""
    taken: list[Taken] = []
    while True:
        (answer,) = await programme.contribute(code)
        if isinstance(answer, contributions.Refused):
            assert answer.why == "closed"
            return taken
        taken.append(answer)


async def test_every_organisation_is_invited_once(world: World, begin: Begin) -> None:
    programme = await arranged.appointed(await begin())

    invited = [letter for letter in await programme.outbox() if isinstance(letter, Invitation)]

    assert invited == [Invitation(to=(Organisation(code),)) for code in sorted(CODES)]


async def test_it_closes_when_everyone_has_answered(world: World, begin: Begin) -> None:
    programme = await arranged.appointed(await begin())

    await programme.contribute("G1", "G2", can="yes", will="no")
    await programme.contribute("M1", can="no", will="yes_if")

    event = await closed(programme)
    assert event.because == "everyone_answered"
    assert event.invited == event.answered == {"gemeente": 2, "marktpartij": 1}
    assert event.support["gemeente"].can == Counts(yes=2)
    assert event.support["gemeente"].will == Counts(no=2)
    assert event.support["marktpartij"].can == Counts(no=1)
    assert event.support["marktpartij"].will == Counts(yes_if=1)


async def test_while_somebody_is_silent_it_stays_open(world: World, begin: Begin) -> None:
    programme = await arranged.appointed(await begin())

    await programme.contribute("G1", "G2", "G1")
    await programme.handle.signal("look_again")
    await programme.settled()

    (shown,) = await programme.rounds()
    assert (shown.status, shown.invited, shown.answered) == ("open", 3, 2)
    assert (await programme.kinds())[-1] == "consultation.opened"


async def test_only_who_has_not_answered_is_reminded(world: World, begin: Begin) -> None:
    programme = await arranged.appointed(await begin(small(reminders=True)))
    await programme.contribute("G2")
    state = await programme.state()

    await programme.forward_into(state.rules.calendar.before(state.deadlines["consultation"].due, 1))

    await programme.until_noted("reminder.sent")
    assert (await programme.events())[-1] == ReminderSent(
        deadline="consultation", nth=1, to="representative", count=2
    )
    assert [letter for letter in await programme.outbox() if isinstance(letter, Reminder)] == [
        Reminder(to=(Organisation("G1"),), deadline="consultation"),
        Reminder(to=(Organisation("M1"),), deadline="consultation"),
    ]


async def test_an_organisation_counts_with_its_last_revision(world: World, begin: Begin) -> None:
    programme = await arranged.appointed(await begin())

    await programme.contribute("G1", can="no", will="no")
    await programme.contribute("G1", "G2", "M1", can="yes", will="yes")

    assert (await closed(programme)).support["gemeente"].can == Counts(yes=2)


async def test_nobody_but_the_invited_contributes(world: World, begin: Begin) -> None:
    programme = await arranged.appointed(await begin())

    (answer,) = await programme.contribute("X9")

    assert answer == contributions.Refused("not_invited")


async def test_the_root_is_made_of_the_receipts_that_were_given(world: World, begin: Begin) -> None:
    programme = await arranged.appointed(await begin())

    taken = await programme.contribute("G1", "M1", "G2")

    receipts = [answer.receipt for answer in taken if isinstance(answer, Taken)]
    assert len(receipts) == 3
    assert (await closed(programme)).root == merkle_root(receipts)


async def test_a_contribution_at_the_moment_of_closing_counts_or_is_refused(
    world: World, begin: Begin
) -> None:
    programme = await arranged.appointed(await begin(of_many()))
    speakers = [asyncio.create_task(keep_revising(programme, code)) for code in MANY[1:]]

    await programme.forward_past("consultation")
    taken = await asyncio.gather(*speakers)

    event = await closed(programme)
    last = sorted((each[-1] for each in taken if each), key=lambda c: (c.created_at, c.organisation))
    assert event.because == "deadline"
    assert event.answered == {"gemeente": len(last)}
    assert event.root == merkle_root([contribution.receipt for contribution in last])


async def test_when_the_last_ones_answer_at_once_it_closes_with_all_of_them(
    world: World, begin: Begin
) -> None:
    programme = await arranged.appointed(await begin(of_many()))

    answers = await asyncio.gather(*(programme.contribute(code) for code in MANY))

    event = await closed(programme)
    assert all(isinstance(answer, Taken) for (answer,) in answers)
    assert (event.because, event.answered) == ("everyone_answered", {"gemeente": len(MANY)})


async def test_the_first_draft_holds_the_old_strategy_and_what_was_said_of_it(
    world: World, begin: Begin
) -> None:
    programme = await arranged.appointed(await begin())
    await programme.contribute("G1", "G2", words="Everyone agrees on this.")
    await programme.contribute("M1", words="The market does not.")
    await programme.until(arranged.there_is_a_draft)

    draft = (await programme.events())[-1]

    assert isinstance(draft, DraftAssembled)
    assert (draft.version, draft.contributions, set(draft.sections)) == (1, 3, set(SECTIONS))
    goals = await programme.read(draft.sections["goals"])
    assert "The old goals." in goals
    assert goals.count("Everyone agrees on this.") == 2
    assert "The market does not." in goals
    assert await programme.read(draft.sections["funding"]) == "The old funding."


async def test_another_round_closes_on_its_own_and_the_plan_goes_on(world: World, begin: Begin) -> None:
    programme = await arranged.drafted(await begin())

    await programme.act(asking.open_consultation(1, by=programme.office))
    await programme.contribute("G1", "G2", "M1", can="no")
    state = await programme.until(
        lambda state: len(state.definition.rounds) == 2 and not the_consultation_is_open(state)
    )

    assert [(held.number, held.version) for held in state.definition.rounds] == [(1, 0), (2, 1)]
    assert state.definition.rounds[1].support["gemeente"].can == Counts(no=2)
    invited = [letter for letter in await programme.outbox() if isinstance(letter, Invitation)]
    assert len(invited) == 2 * len(CODES)
    await arranged.submitted(programme)


async def test_another_round_ends_on_its_last_day_with_whoever_answered(world: World, begin: Begin) -> None:
    programme = await arranged.drafted(await begin())
    await programme.act(asking.open_consultation(1, by=programme.office))
    await programme.contribute("G1")

    await programme.forward_past("consultation")
    state = await programme.until(lambda state: not the_consultation_is_open(state))

    assert state.definition.rounds[1].answered == {"gemeente": 1}
