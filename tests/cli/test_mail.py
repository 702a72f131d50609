"""The mail server of a development Kwartier: it keeps everything and delivers nothing."""

import stat
from email.message import EmailMessage
from pathlib import Path

import aiosmtplib

from api.development.kept_mail import kept, one
from cli.checks import parts
from cli.embedded.mail import MailServer, start_mail
from cli.embedded.processes import Processes
from settings import Settings


async def send(server: MailServer, reader: str, subject: str) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "post@kwartier.example", reader, subject
    message.set_content("Gemeente Fryslân\n")
    message.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename="deadline.ics")
    await aiosmtplib.send(message, hostname="127.0.0.1", port=server.port, start_tls=False)


async def test_what_is_sent_is_kept_and_can_be_read_the_newest_first(data: Path) -> None:
    async with Processes(data / "logs") as processes:
        server = await start_mail(processes, data, port=None)
        await send(server, "Rik <rik@g1.example>", "Een")
        await send(server, "eva@g1.example", "Twee")

    assert [(mail.number, mail.to, mail.subject) for mail in kept(server.folder)] == [
        (2, "eva@g1.example", "Twee"),
        (1, "Rik <rik@g1.example>", "Een"),
    ]
    read = one(server.folder, 1)
    assert read is not None
    assert (read.text, read.attachments) == ("Gemeente Fryslân\n", ["deadline.ics"])
    assert one(server.folder, 3) is None
    assert sorted(file.name for file in server.folder.iterdir()) == ["000001.eml", "000002.eml"]
    # Names and personal links are in it, and others may use this machine.
    assert {stat.S_IMODE(file.stat().st_mode) for file in server.folder.iterdir()} == {0o600}
    assert stat.S_IMODE(server.folder.stat().st_mode) == 0o700


async def test_after_a_restart_it_goes_on_counting(data: Path) -> None:
    for subject in ("Een", "Twee"):
        async with Processes(data / "logs") as processes:
            server = await start_mail(processes, data, port=None)
            await send(server, "rik@g1.example", subject)

    assert [mail.number for mail in kept(data / "mail")] == [2, 1]


def test_without_a_folder_there_is_no_mail() -> None:
    assert kept(None) == []
    assert one(None, 1) is None


async def test_the_doctor_looks_whether_it_answers(data: Path) -> None:
    async with Processes(data / "logs") as processes:
        server = await start_mail(processes, data, port=None)
        settings = Settings(smtp_host="127.0.0.1", smtp_port=server.port, smtp_tls="none")
        answering = await parts.mail(settings)
    gone = await parts.mail(settings)

    assert (answering.state, gone.state) == ("ok", "wrong")
    assert "KWARTIER_SMTP" in str(gone.mend)
