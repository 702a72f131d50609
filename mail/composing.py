"""From a letter to the message that is sent, with its consultation's deadline as a calendar file."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

import icalendar

from domain.shared.messages import N_
from mail.delivery import Delivery, Particulars
from mail.writing import LAST_DAY, Links, write
from settings import Settings, SettingsError
from words.language import Language
from words.languages import LANGUAGES, Languages


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
                N_(
                    "KWARTIER_SMTP_HOST is set, so letters are sent: set KWARTIER_SMTP_SENDER to the address"
                    " they come from, and KWARTIER_PUBLIC_URL to the address that their links begin with."
                )
            )
        try:
            address = Address("Kwartier", addr_spec=settings.smtp_sender)
        except ValueError:
            message = N_("KWARTIER_SMTP_SENDER is {sender}; write it as name@organisation.example.")
            raise SettingsError(message.having(sender=settings.smtp_sender)) from None
        return cls(address, settings.public_url.rstrip("/"))

    def links(self, delivery: Delivery, token: str | None, sign_in: str | None = None) -> Links:
        """Which page a letter leads to: to answering, by its personal `token`, or else into the programme.

        `sign_in` is the token by which its reader signs in for the first time.
        """
        place = f"programmes/{delivery.programme}{delivery.letter.place}"
        return Links(
            f"{self.public_url}/{f'i/{token}' if token else place}",
            f"{self.public_url}/sign-in/{sign_in}" if sign_in else None,
        )


def compose(
    delivery: Delivery,
    particulars: Particulars,
    links: Links,
    sender: Sender,
    languages: Languages = LANGUAGES,
) -> EmailMessage:
    """The message. Raises ValueError when no mail can go to the reader's address.

    Its Message-ID is the same however often it is sent, so that a second copy can be recognised.
    """
    language = languages.speaking(particulars.language)
    written = write(delivery, particulars, links, language)
    message = EmailMessage()
    message["From"] = sender.address
    message["To"] = _recipient(delivery)
    message["Subject"] = _one_line(written.subject)
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = f"<letter-{delivery.id}.{delivery.programme}@{sender.address.domain}>"
    # So that out-of-office replies stay away (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(written.text)
    if delivery.consultation is not None and particulars.due is not None:
        message.add_attachment(
            calendar(delivery, particulars.due, sender, language),
            maintype="text",
            subtype="calendar",
            filename="deadline.ics",
            params={"charset": "utf-8", "method": "PUBLISH"},
        )
    # Last: set_content drops, and add_attachment moves, every Content- header set before it.
    message["Content-Language"] = language.code
    return message


def calendar(delivery: Delivery, due: date, sender: Sender, language: Language) -> bytes:
    """The last day of a letter's consultation, as a calendar file; every letter about it has the same one."""
    event = icalendar.Event.new(
        # By the round, not by the letter: a later letter moves the day in a calendar and adds none.
        uid=f"{delivery.programme}-consultation-{delivery.consultation}@{sender.address.domain}",
        stamp=datetime.now(UTC),
        start=due,
        end=due + timedelta(days=1),
        # Nobody is busy all day because something ends with it.
        transparency=icalendar.TRANSP.TRANSPARENT,
        summary=_one_line(language.say(LAST_DAY, title=delivery.title)),
    )
    whole = icalendar.Calendar.new(
        prodid="-//Kwartier//Kwartier//NL", method="PUBLISH", subcomponents=[event]
    )
    return whole.to_ical()


def _recipient(delivery: Delivery) -> Address:
    try:
        return Address(_one_line(delivery.name), addr_spec=delivery.email or "")
    except Exception as error:  # noqa: BLE001 - the parser raises several kinds for an address it cannot read
        # Without its cause, which quotes the address.
        raise ValueError(f"{type(error).__name__}: no mail can go to this address") from None


def _one_line(text: str) -> str:
    """`text` without what would end a header."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
