"""What is sent from the outbox, to whom, and what is not."""

from datetime import date, timedelta

import icalendar

from domain.blueprint.people import Representative
from mail.audience import EverySilent, Organisation, Person
from mail.letters import (
    OFFICE,
    PRINCIPAL,
    AssignmentOffered,
    BallotOpened,
    Escalation,
    NoticeMissed,
    Reminder,
    ResponsesSettled,
    ReviewAsked,
)
from store.consultation import consultations
from store.mail import outbox
from store.people import links
from tests.worker.arranged import (
    DUE,
    EVA,
    INVITATION,
    RIK,
    SERVER,
    count,
    plain,
    put,
    speaks,
    speaks_no_longer,
    text_of,
    token_in,
    undelivered,
)
from tests.worker.mailbox import Mailbox
from tests.workflows.driving import Begin, Programme
from worker.postman import Postman

# --- what is sent ---


async def test_an_invitation_is_a_letter_with_a_personal_link_that_works(
    programme: Programme, postman: Postman, mailbox: Mailbox
) -> None:
    await speaks(programme, RIK)

    await postman.deliver()

    [message] = mailbox.taken
    assert message["To"] == "Rik de Boer <rik@g1.example>"
    assert message["From"] == "Kwartier <post@kwartier.example>"
    assert message["Subject"] == "Uitnodiging: Small programme"
    assert text_of(message).startswith("Beste Rik de Boer,")
    assert "Dear" not in text_of(message)
    assert "Dit kan tot en met 11 maart 2027." in text_of(message)
    async with programme.world.pool.acquire() as connection:
        invitation = await links.find(connection, token_in(message))
    assert invitation is not None
    assert (invitation.organisation, invitation.consultation, invitation.name) == ("G1", 1, "Rik de Boer")


async def test_an_invitation_says_that_what_is_answered_is_quoted_and_to_whom(
    programme: Programme, postman: Postman, mailbox: Mailbox
) -> None:
    await speaks(programme, RIK)

    await postman.deliver()

    assert "citeert uw antwoord, met de naam van uw organisatie, voor wie deelneemt" in plain(
        mailbox.taken[0]
    )


async def test_the_last_day_of_the_round_comes_as_a_calendar_file(
    programme: Programme, postman: Postman, mailbox: Mailbox
) -> None:
    await speaks(programme, RIK)

    await postman.deliver()

    [attached] = mailbox.taken[0].iter_attachments()
    assert attached.get_content_type() == "text/calendar"
    calendar = icalendar.Calendar.from_ical(attached.get_content())
    [event] = calendar.events
    assert (event.start, event.end) == (DUE, DUE + timedelta(days=1))
    assert event.uid == f"{programme.slug}-consultation-1@kwartier.example"
    assert event.get("summary") == "Laatste dag: consultatie Small programme"


async def test_each_representative_is_written_to_in_their_language(
    programme: Programme, postman: Postman, mailbox: Mailbox
) -> None:
    await speaks(programme, RIK, EVA)

    await postman.deliver()

    by_reader = {message["To"].addresses[0].addr_spec: message for message in mailbox.taken}
    assert by_reader["rik@g1.example"]["Subject"].startswith("Uitnodiging")
    assert by_reader["eva@g1.example"]["Subject"].startswith("Invitation")
    assert text_of(by_reader["eva@g1.example"]).startswith("Dear Eva,")
    assert "Beste" not in text_of(by_reader["eva@g1.example"])
    [attached] = by_reader["eva@g1.example"].iter_attachments()
    assert "Last day: consultation Small programme" in attached.get_content()
    assert len({token_in(message) for message in mailbox.taken}) == 2


async def test_what_was_sent_is_not_sent_again(
    programme: Programme, postman: Postman, mailbox: Mailbox
) -> None:
    await speaks(programme, RIK)

    await postman.deliver()
    await postman.deliver()

    assert len(mailbox.taken) == 1
    assert await count(programme, "outbox WHERE sent_at IS NULL") == 0


async def test_a_reminder_of_the_round_goes_to_who_has_not_answered(
    programme: Programme, postman: Postman, mailbox: Mailbox
) -> None:
    await speaks(programme, RIK)
    await speaks(programme, EVA, code="G2")
    await postman.deliver()
    await programme.contribute("G1")

    await put(programme, Reminder(to=(EverySilent(),), deadline="consultation"))
    await postman.deliver()

    [reminder] = mailbox.taken[2:]
    assert reminder["To"].addresses[0].addr_spec == "eva@g1.example"
    assert reminder["Subject"] == "Reminder, consultation: Small programme"
    assert token_in(reminder) not in {token_in(message) for message in mailbox.taken[:2]}


async def test_who_has_a_role_is_written_to_at_their_own_address(
    programme: Programme, postman: Postman, mailbox: Mailbox
) -> None:
    await put(
        programme,
        Escalation(to=(PRINCIPAL,), deadline="nominate"),
        Reminder(to=(OFFICE,), deadline="nominate"),
        ReviewAsked(version=1),
        BallotOpened(body="college", submission=1),
        AssignmentOffered(to=(Person("candidate", programme.person("anna")),), deadline="accept"),
    )

    await postman.deliver()

    assert [reader.partition("<")[2] for reader in mailbox.readers] == [
        f"{key}@small.example>"
        for key in (
            "anna",
            "college-1",
            "college-2",
            "college-3",
            "office",
            "panel-1",
            "panel-2",
            "principal",
        )
    ]
    assert all(
        f"https://kwartier.example/programmes/{programme.slug}" in text_of(message)
        for message in mailbox.taken
    )


async def test_what_was_done_with_a_contribution_is_read_by_a_new_personal_link_after_the_round(
    programme: Programme, postman: Postman, mailbox: Mailbox
) -> None:
    await speaks(programme, RIK, EVA)
    async with programme.world.pool.acquire() as connection:
        await consultations.set_status(connection, programme.slug, "closed", of="open")
    await put(programme, ResponsesSettled(to=(Organisation("G1"),), consultation=1))

    await postman.deliver()

    rik, eva = sorted(mailbox.taken, key=lambda message: str(message["To"]), reverse=True)
    assert rik["Subject"] == "Wat er met uw bijdrage is gedaan: Small programme"
    assert "kan lezen wat Org G1" in plain(rik)
    assert list(rik.iter_attachments()) == []
    async with programme.world.pool.acquire() as connection:
        found = [await links.find(connection, token_in(message)) for message in (rik, eva)]
    assert [(link.name, link.organisation, link.status) for link in found if link] == [
        ("Rik de Boer", "G1", "closed"),
        ("Eva", "G1", "closed"),
    ]


async def test_the_link_in_a_letter_that_was_sent_replaces_the_one_before_it(
    programme: Programme, postman: Postman, mailbox: Mailbox
) -> None:
    await speaks(programme, RIK)
    await postman.deliver()
    async with programme.world.pool.acquire() as connection:
        await consultations.set_status(connection, programme.slug, "closed", of="open")
    await put(programme, ResponsesSettled(to=(Organisation("G1"),), consultation=1))

    await postman.deliver()

    invitation, settled = map(token_in, mailbox.taken)
    async with programme.world.pool.acquire() as connection:
        assert await links.find(connection, invitation) is None
        assert await links.find(connection, settled) is not None


async def test_a_name_cannot_write_a_header(programme: Programme, postman: Postman, mailbox: Mailbox) -> None:
    await speaks(programme, Representative(name="Rik\r\nBcc: all@g1.example", email="rik@g1.example"))

    await postman.deliver()

    [message] = mailbox.taken
    assert message["Bcc"] is None
    assert message["To"].addresses[0].addr_spec == "rik@g1.example"


# --- what is not ---


async def test_an_invitation_waits_until_its_round_is_open(begin: Begin, mailbox: Mailbox) -> None:
    programme = await begin(start=False)
    settings = SERVER.model_copy(update={"smtp_port": mailbox.port})
    postman = Postman(programme.world.at_work, settings)
    await speaks(programme, RIK)
    async with programme.world.pool.acquire() as connection:
        await outbox.put(connection, programme.slug, [INVITATION])
    await postman.deliver()
    assert mailbox.taken == []

    async with programme.world.pool.acquire() as connection:
        await consultations.open_round(connection, programme.slug, 1, 0, DUE)
    await postman.deliver()

    assert len(mailbox.taken) == 1


async def test_what_is_about_a_round_that_is_over_is_not_sent(
    programme: Programme, postman: Postman, mailbox: Mailbox
) -> None:
    await speaks(programme, RIK)
    async with programme.world.pool.acquire() as connection:
        await consultations.set_status(connection, programme.slug, "closed", of="open")

    await postman.deliver()

    assert mailbox.taken == []
    assert await count(programme, "outbox WHERE sent_at IS NULL") == 0


async def test_who_speaks_no_longer_is_written_to_no_more(
    programme: Programme, postman: Postman, mailbox: Mailbox
) -> None:
    mailbox.answers = ["451 Try again later"]
    [id_] = await speaks(programme, RIK)
    await postman.deliver()

    await speaks_no_longer(programme, id_)
    await postman.deliver()

    assert mailbox.taken == []
    assert await count(programme, "letters") == 0


async def test_without_anybody_to_speak_it_is_work_for_the_office_until_somebody_does(
    programme: Programme, postman: Postman, mailbox: Mailbox
) -> None:
    await speaks(programme, RIK)
    await postman.deliver()
    assert await undelivered(programme) == [
        ("no_representative", "G2", None),
        ("no_representative", "M1", None),
    ]

    await speaks(programme, EVA, code="G2")
    await postman.deliver()

    assert await undelivered(programme) == [("no_representative", "M1", None)]
    assert mailbox.readers == ["Eva <eva@g1.example>", "Rik de Boer <rik@g1.example>"]


async def test_a_missed_meeting_is_told_to_office_and_kwartiermaker_by_the_bodys_title(
    programme: Programme, postman: Postman, mailbox: Mailbox
) -> None:
    later = date(2027, 4, 8)
    await put(programme, NoticeMissed(to=(OFFICE,), body="college", missed=DUE, next=later))

    await postman.deliver()

    [message] = mailbox.taken
    assert message["Subject"] == "Een vergadering is gemist: Small programme"
    assert "vergadering van College op 11 maart 2027. Het komt op de agenda van 8 april 2027." in plain(
        message
    )
