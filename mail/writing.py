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
LAST_DAY = N_("Last day: consultation {title}")

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


def write(delivery: Delivery, particulars: Particulars, link: str, language: Language) -> Written:
    """Return what a letter says; `link` is where it leads."""
    letter, says = delivery.letter, delivery.letter.says()
    given = {"title": delivery.title, "who": delivery.organisation or "", "body": particulars.body}
    values = {**given, **letter.values()}
    sentences = (
        language.say(sentence, **values) for sentence in (says.message, *_after_message(particulars))
    )
    # The address has a line of its own: mail programs find it there, and no full stop joins it.
    paragraphs = [language.say(DEAR, name=delivery.name), " ".join(sentences), link]
    # Only there: whoever gets a link into the programme still has to sign in.
    if delivery.is_personal:
        paragraphs.append(language.say(letter.advice_on_link, **values))
    if isinstance(letter, OfDecision) and (head := letter.head) is not None:
        # The number is a name: with its thousands apart nobody finds the entry.
        paragraphs.append(language.say(KEEP, entry=str(head.seq), hash=head.hash))
    return Written(language.say(says.subject, **values), "\n\n".join([*paragraphs, SIGNATURE]) + "\n")


def _after_message(particulars: Particulars) -> Iterator[Message]:
    if particulars.due is not None:
        yield UNTIL.having(due=particulars.due)
    if particulars.quoted is not None:
        yield QUOTED[particulars.quoted]
