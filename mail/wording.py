"""What letters say: Dutch with English below it, or the other way round for who is written to in English."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from domain.shared.rules import Shown
from domain.sign_off.revising import RESPONSE_MEMO
from domain.state.deadlines import CONDITION, JUDGING, SESSION


class Words(NamedTuple):
    """The same in two languages."""

    nl: str
    en: str

    def __str__(self) -> str:
        return f"{self.nl} / {self.en}"

    def capitalised(self) -> "Words":
        return Words(*(text[:1].upper() + text[1:] for text in self))


MONTHS = Words(
    "jan feb mrt apr mei jun jul aug sep okt nov dec", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
)

DEADLINES: Mapping[str, Words] = {
    "nominate": Words("voordracht", "nomination"),
    "choose": Words("keuze", "choice"),
    "accept": Words("antwoord", "answer"),
    "term": Words("einde van de opdracht", "end of the assignment"),
    "consultation": Words("consultatie", "consultation"),
    "draft": Words("versie van het plan", "version of the plan"),
    "review": Words("toets", "review"),
    "projects": Words("plaats van lopende projecten", "place of running projects"),
    "plan-meeting": Words("vergaderdatum", "meeting date"),
    "meeting": Words("vergadering", "meeting"),
    "establish": Words("vaststelling van de uitslag", "establishing the outcome"),
}

PARTS: Mapping[str, Words] = {
    "plan": Words("het plan", "the plan"),
    "cover_note": Words("de oplegnotitie", "the cover note"),
}


def deadline(key: str) -> Words:
    """What a deadline is about."""
    if key.startswith(SESSION):
        return Words(f"werksessie {key.removeprefix(SESSION)}", f"session {key.removeprefix(SESSION)}")
    if key.startswith(CONDITION):
        return Words(f"voorwaarde {key.removeprefix(CONDITION)}", f"condition {key.removeprefix(CONDITION)}")
    if key.startswith(JUDGING):
        of = key.removeprefix(JUDGING)
        return Words(f"beoordeling van voorwaarde {of}", f"judging condition {of}")
    return DEADLINES.get(key, Words(key, key))


def parts(names: Iterable[str]) -> Words:
    """Parts of a submission, in a sentence."""
    known = [_part(name) for name in names]
    return Words(
        _listed([words.nl for words in known], " en "), _listed([words.en for words in known], " and ")
    )


def _part(name: str) -> Words:
    if name.startswith(RESPONSE_MEMO):
        number = name.removeprefix(RESPONSE_MEMO)
        return Words(
            f"de reactienota bij consultatie {number}", f"the response memo on consultation {number}"
        )
    return PARTS.get(name, Words(name, name))


def _listed(words: Sequence[str], last: str) -> str:
    return last.join([*([", ".join(words[:-1])] if words[:-1] else []), *words[-1:]])


def day(when: date) -> Words:
    """A date as it is written in a sentence."""
    nl, en = (months.split()[when.month - 1] for months in MONTHS)
    return Words(f"{when.day} {nl} {when.year}", f"{when.day} {en} {when.year}")


@dataclass(frozen=True)
class Occasion:
    """Why somebody is written to. `due` is the last day of what is asked, `link` where to go.

    `body` is what the deciding body is called, where it is about one. A `personal` link lets whoever has it
    answer for the organisation, or read what was done with its answer. An answer that will be `quoted` may be
    read by others: in public, or by who has a part in the programme.
    """

    kind: str
    about: str
    title: str
    name: str
    link: str
    organisation: str | None = None
    personal: bool = False
    due: date | None = None
    quoted: Shown | None = None
    body: str = ""


@dataclass(frozen=True)
class Wording:
    """A letter's subject and text."""

    subject: str
    text: str


def wording(occasion: Occasion, language: str) -> Wording:
    """What to write on an `occasion`, first in `language` (nl or en), then in the other one."""
    subject = _filled(SUBJECTS.get(_kind(occasion), NEWS), occasion)
    body = _body(occasion)
    first, second = (body.en, body.nl) if language == "en" else (body.nl, body.en)
    chosen = subject.en if language == "en" else subject.nl
    return Wording(f"{chosen}: {occasion.title}", f"{first}\n\n-- \n\n{second}\n")


def _body(occasion: Occasion) -> Words:
    said, link = _filled(MESSAGES.get(_kind(occasion), SOME_NEWS), occasion), occasion.link
    until, quoted = _until(occasion), QUOTED[occasion.quoted] if occasion.quoted else Words("", "")
    return Words(
        f"Beste {occasion.name},\n\n{said.nl}{until.nl}{quoted.nl}\n\n{link}{_care(occasion).nl}\n\nKwartier",
        f"Dear {occasion.name},\n\n{said.en}{until.en}{quoted.en}\n\n{link}{_care(occasion).en}\n\nKwartier",
    )


def _until(occasion: Occasion) -> Words:
    if occasion.due is None:
        return Words("", "")
    due = day(occasion.due)
    return Words(f" Dit kan tot en met {due.nl}.", f" You can do so until the end of {due.en}.")


def _care(occasion: Occasion) -> Words:
    """What to know about a personal link."""
    if not occasion.personal:
        return Words("", "")
    who = occasion.organisation
    does = Words(f"namens {who} antwoorden", f"answer for {who}")
    if occasion.kind == "responses":
        does = Words(f"lezen wat {who} heeft bijgedragen", f"read what {who} contributed")
    return Words(
        "\n\nDeze link is persoonlijk en werkt zonder account. Stuur hem niet door: wie hem heeft, kan"
        f" {does.nl}.",
        "\n\nThis link is personal and works without an account. Whoever has it can"
        f" {does.en}, so do not pass it on.",
    )


def _filled(words: Words, occasion: Occasion) -> Words:
    """`words` with what they are about in its place."""
    about = _about(occasion)
    who, title, body = occasion.organisation or "", occasion.title, occasion.body
    missed, following = _meetings(occasion)
    return Words(
        words.nl.format(
            who=who, title=title, about=about.nl, body=body, missed=missed.nl, following=following.nl
        ),
        words.en.format(
            who=who, title=title, about=about.en, body=body, missed=missed.en, following=following.en
        ),
    )


def _about(occasion: Occasion) -> Words:
    """What a letter is about: a deadline, or the parts of a submission that changed."""
    if occasion.kind in OF_REVISIONS:
        return parts(occasion.about.rpartition("/")[2].split("+"))
    return deadline(occasion.about)


def _meetings(occasion: Occasion) -> tuple[Words, Words]:
    """The meeting that is missed and the one that is next, from `body/missed/next`."""
    _, *days = occasion.about.split("/")
    nothing = Words("", "")
    if occasion.kind != NOTICE_MISSED or not days:
        return nothing, nothing
    missed, following = (day(date.fromisoformat(told)) if told else nothing for told in days)
    return missed, following


def _kind(occasion: Occasion) -> str:
    if occasion.kind == NOTICE_MISSED and occasion.about.endswith("/"):
        return NOTHING_PLANNED
    of_round = occasion.kind in {"reminder", "nudge"} and occasion.organisation is not None
    return "reminder_of_round" if of_round else occasion.kind


OF_REVISIONS = frozenset({"vote_voided", "submission_revised"})
"""Kinds of letters about a submission that was revised: their link leads to what changed."""
NOTICE_MISSED = "notice_missed"
NOTHING_PLANNED = "notice_missed_without_next"

SUBJECTS = {
    "invitation": Words("Uitnodiging", "Invitation"),
    "reminder_of_round": Words("Herinnering, {about}", "Reminder, {about}"),
    "reminder": Words("Herinnering, {about}", "Reminder, {about}"),
    "assignment_offered": Words("Opdracht als kwartiermaker", "Assignment as kwartiermaker"),
    "escalation": Words("Termijn voorbij, {about}", "Deadline passed, {about}"),
    "silence_escalated": Words("Weinig antwoorden", "Few answers"),
    "session_invitation": Words("Uitnodiging voor een werksessie", "Invitation to a working session"),
    "session_moved": Words("Een werksessie is verplaatst", "A working session has moved"),
    "session_cancelled": Words("Een werksessie gaat niet door", "A working session is cancelled"),
    "session_outcome": Words("Uitkomst van een werksessie", "Outcome of a working session"),
    "responses": Words("Wat er met uw bijdrage is gedaan", "What was done with your contribution"),
    "review_asked": Words("Uw oordeel gevraagd", "Your review is asked"),
    "ballot_opened": Words("Uw stem gevraagd", "Your vote is asked"),
    "vote_voided": Words("Uw stem telt niet meer", "Your vote no longer counts"),
    "submission_revised": Words("De stukken zijn gewijzigd", "The papers have changed"),
    "decision": Words("Er is een besluit", "There is a decision"),
    "evidence_shown": Words("Uw oordeel gevraagd, {about}", "Your judgement is asked, {about}"),
    "condition_lapsed": Words("Vervallen, {about}", "Lapsed, {about}"),
    NOTICE_MISSED: Words("Een vergadering is gemist", "A meeting is missed"),
    NOTHING_PLANNED: Words("Een vergadering is gemist, plan er een", "A meeting is missed, plan one"),
}
MESSAGES = {
    "invitation": Words(
        "{who} is uitgenodigd voor de consultatie over het programma {title}:"
        " wat kan {who}, en wat wil {who}?",
        "{who} is invited to the consultation about the programme {title}: what can {who} do, and what will"
        " {who} do?",
    ),
    "reminder_of_round": Words(
        "{who} heeft nog niet geantwoord in de consultatie over het programma {title}.",
        "{who} has not answered yet in the consultation about the programme {title}.",
    ),
    "reminder": Words(
        "Het programma {title} wacht op u: {about}.", "The programme {title} waits for you: {about}."
    ),
    "assignment_offered": Words(
        "U wordt gevraagd als kwartiermaker van het programma {title}.",
        "You are asked to be the kwartiermaker of the programme {title}.",
    ),
    "escalation": Words(
        "Een termijn van het programma {title} is voorbij: {about}.",
        "A deadline of the programme {title} has passed: {about}.",
    ),
    "silence_escalated": Words(
        "In de consultatie over het programma {title} antwoorden nog te weinig organisaties.",
        "In the consultation about the programme {title} too few organisations have answered so far.",
    ),
    "session_moved": Words(
        "Een werksessie over het programma {title} heeft een andere dag.",
        "A working session about the programme {title} is on another day.",
    ),
    "session_invitation": Words(
        "{who} is uitgenodigd voor een werksessie over het programma {title}.",
        "{who} is invited to a working session about the programme {title}.",
    ),
    "session_cancelled": Words(
        "Een werksessie over het programma {title} gaat niet door.",
        "A working session about the programme {title} is cancelled.",
    ),
    "session_outcome": Words(
        "De uitkomst van een werksessie over het programma {title} wacht op bevestiging door {who}.",
        "The outcome of a working session about the programme {title} waits to be confirmed by {who}.",
    ),
    "responses": Words(
        "Op elk punt uit de bijdrage van {who} aan het programma {title} is een reactie vastgesteld."
        " Hier leest u wat ermee is gedaan, en waarom.",
        "Every point that {who} made about the programme {title} has its response."
        " Here you read what was done with it, and why.",
    ),
    "review_asked": Words(
        "Versie {about} van het programma {title} ligt voor aan het toetspanel.",
        "Version {about} of the programme {title} is before the review panel.",
    ),
    "ballot_opened": Words(
        "Het programma {title} staat op de agenda; u kunt uw stem uitbrengen.",
        "The programme {title} is on the agenda; you can cast your vote.",
    ),
    "vote_voided": Words(
        "Na uw stem over het programma {title} zijn de stukken herzien: {about}. Uw stem ging over de vorige"
        " tekst en telt daarom niet meer. Hier leest u alleen wat er veranderde, en waarom; stem opnieuw.",
        "After your vote on the programme {title} its papers were revised: {about}. Your vote was about the"
        " text before it, and so it no longer counts. Here you read just what changed, and why; vote again.",
    ),
    "submission_revised": Words(
        "De stukken over het programma {title} waarover u nog stemt zijn herzien: {about}."
        " Hier leest u alleen wat er veranderde, en waarom; breng daarna uw stem uit.",
        "The papers of the programme {title} on which you have yet to vote were revised: {about}."
        " Here you read just what changed, and why; cast your vote after that.",
    ),
    "decision": Words(
        "Er is een besluit genomen over het programma {title}.",
        "A decision was taken about the programme {title}.",
    ),
    "evidence_shown": Words(
        "Bij een voorwaarde van het programma {title} is bewijs geleverd."
        " Aan u is het oordeel of het genoeg is: {about}.",
        "Evidence was shown for a condition of the programme {title}."
        " You judge whether it is enough: {about}.",
    ),
    "condition_lapsed": Words(
        "Aan een voorwaarde bij het programma {title} is niet op tijd voldaan: {about}."
        " Het orgaan dat haar stelde besluit opnieuw.",
        "A condition of the programme {title} was not met in time: {about}."
        " The body that set it decides again.",
    ),
    NOTICE_MISSED: Words(
        "Het programma {title} komt te laat voor de vergadering van {body} op {missed}."
        " Het komt op de agenda van {following}.",
        "The programme {title} is too late for the meeting of {body} on {missed}."
        " It goes on the agenda of {following}.",
    ),
    NOTHING_PLANNED: Words(
        "Het programma {title} komt te laat voor de vergadering van {body} op {missed}."
        " In de kalender staat geen volgende: er moet een vergadering worden gepland.",
        "The programme {title} is too late for the meeting of {body} on {missed}."
        " The calendar holds no next one: a meeting must be planned.",
    ),
}
QUOTED: dict[Shown, Words] = {
    "public": Words(
        " De reactienota citeert uw antwoord, met de naam van uw organisatie, en is openbaar.",
        " The response memo quotes your answer under your organisation's name, and is public.",
    ),
    "confidential": Words(
        " De reactienota citeert uw antwoord, met de naam van uw organisatie, voor wie deelneemt aan het"
        " programma.",
        " The response memo quotes your answer under your organisation's name, to who has a part in the"
        " programme.",
    ),
}
"""Who will read what is answered: to be known before one answers."""

NEWS = Words("Er is nieuws", "There is news")
"""The subject of a kind of letter that has no words of its own yet."""

SOME_NEWS = Words("Er is nieuws over het programma {title}.", "There is news about the programme {title}.")
