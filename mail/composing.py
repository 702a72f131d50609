"""From a letter to the message that goes over the wire, with the deadline of its round as a calendar file."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

import icalendar

from mail.wording import OF_REVISIONS, Occasion, wording
from settings import Settings, SettingsError
from store.mail.letters import Letter

PREFIX = "/v1"


@dataclass(frozen=True)
class Sender:
    """Who mail comes from, and the public address that its links begin with."""

    address: Address
    public_url: str

    @classmethod
    def of(cls, settings: Settings) -> "Sender":
        """As the `settings` say. Raises `SettingsError` when they do not."""
        if not settings.public_url or not settings.smtp_sender:
            raise SettingsError(
                "KWARTIER_SMTP_HOST is set, so letters are sent: set KWARTIER_SMTP_SENDER to the address they"
                " come from, and KWARTIER_PUBLIC_URL to the address that their links begin with."
            )
        try:
            address = Address("Kwartier", addr_spec=settings.smtp_sender)
        except ValueError:
            raise SettingsError(
                f"KWARTIER_SMTP_SENDER is {settings.smtp_sender}; write it as name@organisation.example."
            ) from None
        return cls(address, settings.public_url.rstrip("/"))

    def link(self, letter: Letter, token: str | None) -> str:
        """Where a letter leads: to the round, by its personal `token`, or else into the programme."""
        path = f"invitations/{token}" if token else f"programmes/{letter.programme}{_place(letter)}"
        return f"{self.public_url}{PREFIX}/{path}"


def _place(letter: Letter) -> str:
    """Where in a programme a letter leads: one about a revision, to what changed since it was voted on."""
    if letter.kind not in OF_REVISIONS:
        return ""
    _, number, replaced, _ = letter.about.split("/")
    return f"/submissions/{number}/differences?from={replaced}"


def compose(letter: Letter, occasion: Occasion, sender: Sender) -> EmailMessage:
    """The message. Raises ValueError when no mail can go to the address in `letter`.

    Its Message-ID is the same however often it is sent, so that a second copy can be recognised.
    """
    written = wording(occasion, letter.language)
    message = EmailMessage()
    message["From"] = sender.address
    message["To"] = _recipient(letter)
    message["Subject"] = _one_line(written.subject)
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = f"<letter-{letter.id}.{letter.programme}@{sender.address.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = letter.language
    message.set_content(written.text)
    if letter.consultation is not None and letter.due is not None:
        message.add_attachment(
            calendar(letter, sender),
            maintype="text",
            subtype="calendar",
            filename="deadline.ics",
            params={"charset": "utf-8", "method": "PUBLISH"},
        )
    return message


def calendar(letter: Letter, sender: Sender) -> bytes:
    """The last day of a letter's round, as a calendar file; every letter about it has the same one."""
    assert letter.due is not None
    event = icalendar.Event.new(
        uid=f"{letter.programme}-consultation-{letter.consultation}@{sender.address.domain}",
        stamp=datetime.now(UTC),
        start=letter.due,
        end=letter.due + timedelta(days=1),
        transparency=icalendar.TRANSP.TRANSPARENT,
        summary=_one_line(f"Laatste dag / last day: consultatie {letter.title}"),
    )
    whole = icalendar.Calendar.new(
        prodid="-//Kwartier//Kwartier//NL", method="PUBLISH", subcomponents=[event]
    )
    return whole.to_ical()


def _recipient(letter: Letter) -> Address:
    try:
        return Address(_one_line(letter.name), addr_spec=letter.email or "")
    except Exception as error:  # noqa: BLE001 - the parser raises several kinds for an address it cannot read
        raise ValueError(f"{type(error).__name__}: no mail can go to this address") from None


def _one_line(text: str) -> str:
    """`text` without what would end a header."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
