"""What letters say, in the one language of whoever reads them."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.shared.messages import N_, Message
from domain.shared.rules import Shown
from mail.delivery import Delivery, Particulars
from mail.letter import OfDecision
from words.language import Language

SIGNATURE = "Kwartier"

DEAR = N_("Dear {name},")
UNTIL = N_("You can do so until the end of {due}.")
SINCE = N_("This has been waited for since {since}.")
LAST_DAY = N_("Last day: consultation {title}")

SIGN_IN = N_(
    "You sign in for the first time by the following link, with your own account; that account is you in this"
    " programme from then on. The link works once, and only the last one does. Do not pass it on."
)

KEEP = N_(
    "This is entry {entry} of the programme's register, and its hash is {hash}. Keep this letter: with it"
    " anyone can find out later whether the register up to that entry was changed or cut off."
)

QUOTED: dict[Shown, Message] = {
    "public": N_("The response memo quotes your answer under your organisation's name, and is public."),
    "confidential": N_(
        "The response memo quotes your answer under your organisation's name, to who has a part in the"
        " programme."
    ),
}
"""Who will read what is answered: to be known before one answers."""


@dataclass(frozen=True)
class Written:
    """A letter's subject and text."""

    subject: str
    text: str


@dataclass(frozen=True)
class Links:
    """Where a letter leads, and where its reader signs in for the first time, if they have not yet."""

    leads_to: str
    sign_in: str | None = None


def write(delivery: Delivery, particulars: Particulars, links: Links, language: Language) -> Written:
    """Return what a letter says."""
    letter, says = delivery.letter, delivery.letter.says()
    given = {"title": delivery.title, "who": delivery.organisation or "", "body": particulars.body}
    values = {**given, **letter.values()}
    sentences = (
        language.say(sentence, **values) for sentence in (says.message, *_after_message(particulars))
    )
    # The address has a line of its own: mail programs find it there, and no full stop joins it.
    paragraphs = [language.say(DEAR, name=delivery.name), " ".join(sentences), links.leads_to]
    # Only there: whoever gets a link into the programme still has to sign in.
    if delivery.is_personal:
        paragraphs.append(language.say(letter.advice_on_link, **values))
    if links.sign_in is not None:
        paragraphs += [language.say(SIGN_IN), links.sign_in]
    if isinstance(letter, OfDecision) and (head := letter.head) is not None:
        # The number is a name: with its thousands apart nobody finds the entry.
        paragraphs.append(language.say(KEEP, entry=str(head.seq), hash=head.hash))
    return Written(language.say(says.subject, **values), "\n\n".join([*paragraphs, SIGNATURE]) + "\n")


def _after_message(particulars: Particulars) -> Iterator[Message]:
    if particulars.since is not None:
        yield SINCE.having(since=particulars.since)
    if particulars.due is not None:
        yield UNTIL.having(due=particulars.due)
    if particulars.quoted is not None:
        yield QUOTED[particulars.quoted]
