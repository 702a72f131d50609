"""Who gets a reminder by mail before a meeting: whose seat is silent, and nobody else."""

from datetime import timedelta

from tests.domain import asking
from tests.worker.arranged import SERVER
from tests.worker.mailbox import Mailbox, listening
from tests.workflows import arranged
from tests.workflows.blueprints import body, small, weekdays
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import World
from worker.postman import Postman


async def reminded(programme: Programme, mailbox: Mailbox) -> set[str]:
    """The addresses to which reminders about this programme go now."""
    settings = SERVER.model_copy(update={"smtp_port": mailbox.port})
    postman = Postman(programme.world.at_work, settings, pause=lambda _: timedelta())
    while await postman.deliver():
        pass
    mine = [m for m in mailbox.taken if f".{programme.slug}@" in str(m["Message-ID"])]
    reminders = [m for m in mine if str(m["Subject"]).startswith("Herinnering, vergadering")]
    return {address.addr_spec for m in reminders for address in m["To"].addresses}


async def test_neither_who_has_voted_nor_for_whom_somebody_has_is_reminded(
    world: World, begin: Begin
) -> None:
    day = weekdays(40, 1)[0]
    college = body(meetings=[str(day)], seats=5)
    # The first two seats have a substitute each; one of them votes, and for the other the member does.
    for seat, substitute in zip(college["seats"], ("kees", "rik"), strict=False):
        seat["substitute"] = substitute
    programme = await arranged.before_the_body(await begin(small(college, reminders=True)))
    state = await programme.state()
    await programme.act(
        asking.ballot(state, 1, by=programme.actor("kees", "substitute")),
        asking.ballot(state, 2, by=programme.actor("college-2", "member")),
        asking.ballot(state, 4, by=programme.actor("college-4", "member")),
    )

    await programme.forward_into(state.rules.calendar.before(day, 1))
    await programme.until_noted("reminder.sent")

    async with listening(Mailbox()) as mailbox:
        found = await reminded(programme, mailbox)
    assert found == {"college-3@small.example", "college-5@small.example"}
