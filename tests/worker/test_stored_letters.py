"""What lay in the outbox when this version came: rows of 0.1.0 are sent, newer ones are left."""

from structlog.testing import capture_logs

from mail.letters import OFFICE, Escalation
from store.consultation import consultations
from tests.worker.arranged import RIK, count, plain, put, speaks, token_in
from tests.worker.mailbox import Mailbox
from tests.workflows.driving import Programme
from worker.postman import Postman


async def lies_there(
    programme: Programme, kind: str, role: str, recipient: str = "", about: str | None = None
) -> None:
    """Write a row as 0.1.0 did; without `about` as something newer does."""
    async with programme.world.pool.acquire() as connection:
        await connection.execute(
            "INSERT INTO outbox (programme, kind, role, recipient, about, fields)"
            " VALUES ($1, $2, $3, $4, $5::text, CASE WHEN $5::text IS NULL THEN '{}'::jsonb END)",
            programme.slug,
            kind,
            role,
            recipient,
            about,
        )


async def invited(programme: Programme, postman: Postman, mailbox: Mailbox) -> None:
    """Rik has had his invitation."""
    await speaks(programme, RIK)
    await postman.deliver()
    mailbox.taken.clear()


async def test_roles_hear_of_what_was_packed_for_them(
    programme: Programme, postman: Postman, mailbox: Mailbox
) -> None:
    await lies_there(programme, "ballot_opened", "member", about="college/1")
    await lies_there(programme, "review_asked", "panel", about="2")
    await lies_there(programme, "notice_missed", "office", about="college/2027-03-11/")
    await lies_there(programme, "assignment_offered", "candidate", programme.person("anna"), "accept")

    await postman.deliver()

    said = {message["To"].addresses[0].username: plain(message) for message in mailbox.taken}
    assert said.keys() == {"college-1", "college-2", "college-3", "panel-1", "panel-2", "office", "anna"}
    assert "Versie 2 van het programma" in said["panel-1"]
    assert "van College op 11 maart 2027. In de kalender staat geen volgende" in said["office"]


async def test_organisations_hear_of_it_by_a_personal_link(
    programme: Programme, postman: Postman, mailbox: Mailbox
) -> None:
    await invited(programme, postman, mailbox)
    await lies_there(programme, "reminder", "representative", "G1", "consultation")
    await lies_there(programme, "nudge", "representative", "G1", "consultation")
    await lies_there(programme, "session_moved", "representative", "G1", "session-1")

    await postman.deliver()

    by_subject = {str(message["Subject"]): message for message in mailbox.taken}
    assert len(mailbox.taken) == 3
    assert by_subject.keys() == {
        "Herinnering, consultatie: Small programme",
        "Een werksessie is verplaatst: Small programme",
    }
    assert token_in(by_subject["Herinnering, consultatie: Small programme"])


async def test_contributors_hear_after_their_round_what_was_done(
    programme: Programme, postman: Postman, mailbox: Mailbox
) -> None:
    await invited(programme, postman, mailbox)
    async with programme.world.pool.acquire() as connection:
        await consultations.set_status(connection, programme.slug, "closed", of="open")
    await lies_there(programme, "responses", "representative", "G1", "consultation/1")

    await postman.deliver()

    [message] = mailbox.taken
    assert message["Subject"] == "Wat er met uw bijdrage is gedaan: Small programme"
    assert token_in(message)


async def test_what_this_code_does_not_know_is_named_and_left_to_the_code_that_does(
    programme: Programme, postman: Postman, mailbox: Mailbox
) -> None:
    await lies_there(programme, "some_news", "principal")
    await lies_there(programme, "some_news", "representative", "G1")
    await lies_there(programme, "decision", "neighbour")
    await put(programme, Escalation(to=(OFFICE,), deadline="nominate"))
    await speaks(programme, RIK)

    with capture_logs() as logged:
        await postman.deliver()
        await postman.deliver()

    assert mailbox.readers == ["Name of office <office@small.example>", "Rik de Boer <rik@g1.example>"]
    assert [line["kind"] for line in logged if line["log_level"] == "error"] == [
        "decision for neighbour",
        "some_news for principal",
        "some_news for representative",
    ]
    assert await count(programme, "outbox WHERE addressed_at IS NULL") == 3


async def test_a_letter_that_newer_code_addressed_is_left_to_it(
    programme: Programme, postman: Postman, mailbox: Mailbox
) -> None:
    await lies_there(programme, "some_news", "principal")
    async with programme.world.pool.acquire() as connection:
        await connection.execute(
            "INSERT INTO letters (outbox, person) SELECT o.id, p.id FROM outbox o, people p"
            " WHERE o.kind = 'some_news' AND p.email = 'principal@small.example'"
        )

    await postman.deliver()

    assert mailbox.taken == []
    assert await count(programme, "letters WHERE attempts = 0") == 1
