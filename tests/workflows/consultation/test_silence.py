"""Near a consultation's closing groups are held against their response target, on the real parts."""

from domain.blueprint.model import Blueprint
from domain.consultation.escalate_silence import QuorumReached, Share, SilenceEscalated
from mail.letters import FewAnswers
from tests.workflows import arranged
from tests.workflows.blueprints import ORGANISATIONS, lead, small
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import World


def with_response_target(percent: int, *, reminder: int | None = None) -> Blueprint:
    """A response target for both groups, and if need be a reminder so many days before the closing."""
    groups = [
        {
            "key": group,
            "title": group,
            "organisations": [{"code": code, "name": f"Org {code}"} for code in codes],
            "quorum_percent": percent,
        }
        for group, codes in ORGANISATIONS.items()
    ]
    consultation = lead(10, reminders=False) | {"reminders": [reminder] if reminder else []}
    return small(definition={"groups": groups, "consultation": consultation})


async def near_the_closing(programme: Programme) -> None:
    state = await programme.state()
    await programme.forward_into(state.rules.calendar.before(state.deadlines["consultation"].due, 3))


async def test_the_principal_hears_of_groups_below_their_response_target(world: World, begin: Begin) -> None:
    programme = await arranged.appointed(await begin(with_response_target(100)))
    await programme.contribute("G1", "M1")

    await near_the_closing(programme)

    await programme.until_noted("silence.escalated")
    assert (await programme.events())[-1] == SilenceEscalated(
        deadline="consultation", consultation=1, groups={"gemeente": Share(invited=2, answered=1)}
    )
    assert (await programme.outbox())[-1] == FewAnswers(deadline="consultation", consultation=1)


async def test_nobody_hears_when_every_group_reached_its_target(world: World, begin: Begin) -> None:
    programme = await arranged.appointed(await begin(with_response_target(50)))
    await programme.contribute("G1", "M1")

    await near_the_closing(programme)

    await programme.until_noted("quorum.reached")
    assert (await programme.events())[-1] == QuorumReached(deadline="consultation", consultation=1)
    assert not [letter for letter in await programme.outbox() if isinstance(letter, FewAnswers)]


async def test_a_reminder_that_is_due_at_the_same_moment_is_sent_too(world: World, begin: Begin) -> None:
    programme = await arranged.appointed(await begin(with_response_target(100, reminder=3)))

    await near_the_closing(programme)

    await programme.until_noted("reminder.sent", "silence.escalated")


async def test_the_round_closes_on_its_day_as_ever(world: World, begin: Begin) -> None:
    programme = await arranged.appointed(await begin(with_response_target(100)))
    await programme.contribute("G1")

    await programme.forward_past("consultation")

    await programme.until(arranged.there_is_a_draft)
    kinds = await programme.kinds()
    assert kinds.index("silence.escalated") < kinds.index("consultation.closed")
