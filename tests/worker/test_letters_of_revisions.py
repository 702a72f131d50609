"""Letters after a submission was revised: whose vote is void hears that, and the others what changed."""

from datetime import timedelta
from email.message import EmailMessage

from tests.domain import asking
from tests.worker.arranged import SERVER, plain, text_of
from tests.worker.mailbox import Mailbox
from tests.workflows import arranged
from tests.workflows.driving import Begin, Programme
from tests.workflows.running import World
from worker.postman import Postman


async def delivered(programme: Programme, mailbox: Mailbox) -> dict[str, EmailMessage]:
    """Every letter that comes now, by who gets it; nobody gets two."""
    settings = SERVER.model_copy(update={"smtp_port": mailbox.port})
    postman = Postman(programme.world.at_work, settings, pause=lambda _: timedelta())
    before = len(mailbox.taken)
    while await postman.deliver():
        pass
    came = mailbox.taken[before:]
    by_reader = {message["To"].addresses[0].username: message for message in came}
    assert len(by_reader) == len(came)
    return by_reader


async def voted_on_and_revised(programme: Programme, mailbox: Mailbox) -> str:
    """The second seat voted, Kees did for the first; then the note was revised. What it was known by."""
    await arranged.before_the_body(programme)
    today, state = programme.now.date(), await programme.state()
    holder = programme.actor("college-1", "member")
    kees = programme.actor("kees", "substitute")
    later = today + timedelta(days=60)
    given = asking.give_mandate(kees.person, today, later, by=holder)
    await programme.act(given, asking.ballot(state, 1, by=kees))
    await programme.act(asking.ballot(state, 2, by=programme.actor("college-2", "member")))
    while await Postman(
        programme.world.at_work, SERVER.model_copy(update={"smtp_port": mailbox.port})
    ).deliver():
        pass
    note, why = await programme.write("New."), await programme.write("It was wrong.")
    await programme.act(asking.revise(state, by=arranged.kwartiermaker(programme), note=note, reason=why))
    assert state.sign_off.submission is not None
    return state.sign_off.submission.hash


async def test_who_voted_reads_that_it_counts_no_more_and_is_led_to_what_changed(
    world: World, begin: Begin, mailbox: Mailbox
) -> None:
    programme = await begin()
    replaced = await voted_on_and_revised(programme, mailbox)

    letters = await delivered(programme, mailbox)

    assert letters.keys() == {"college-1", "college-2", "college-3", "kees"}
    for voter in ("college-1", "college-2", "kees"):
        assert letters[voter]["Subject"] == "Uw stem telt niet meer: Small programme"
    text = text_of(letters["kees"])
    assert "herzien: de oplegnotitie." in plain(letters["kees"])
    assert "revised" not in text
    link = f"https://kwartier.example/programmes/{programme.slug}/submissions/1?from={replaced}"
    assert link in text
    assert "It was wrong." not in text


async def test_who_did_not_vote_yet_reads_that_the_papers_changed(
    world: World, begin: Begin, mailbox: Mailbox
) -> None:
    programme = await begin()
    replaced = await voted_on_and_revised(programme, mailbox)

    letter = (await delivered(programme, mailbox))["college-3"]

    assert letter["Subject"] == "De stukken zijn gewijzigd: Small programme"
    assert "telt niet meer" not in plain(letter)
    assert f"submissions/1?from={replaced}" in text_of(letter)
