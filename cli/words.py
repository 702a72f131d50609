"""Dutch words with English beside them, for what the domain calls by a key."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple


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

ROLES: Mapping[str, Words] = {
    "office": Words("het programmabureau", "the programme office"),
    "principal": Words("de opdrachtgever", "the principal"),
    "candidate": Words("de kandidaat", "the candidate"),
    "kwartiermaker": Words("de kwartiermaker", "the kwartiermaker"),
    "drafter": Words("wie meeschrijft", "a drafter"),
    "representative": Words("de organisaties", "the organisations"),
    "panel": Words("het toetspanel", "the review panel"),
    "member": Words("de leden", "the members"),
    "substitute": Words("een plaatsvervanger", "a substitute"),
    "judge": Words("wie de voorwaarde beoordeelt", "who judges the condition"),
    "operator": Words("de beheerder", "the operator"),
    "programme": Words("Kwartier", "Kwartier"),
}

PHASES: Mapping[str, Words] = {
    "appointment": Words("aanstelling", "appointment"),
    "definition": Words("definitiefase", "definition"),
    "sign_off": Words("besluitvorming", "sign-off"),
    "conditions": Words("voorwaarden", "conditions"),
}

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

CONDITION = "condition-"
"""What the deadlines of conditions begin with."""

JUDGING = "judging-"
"""What the deadlines of those who judge conditions begin with."""

SESSION = "session-"
"""What the deadlines of working sessions begin with."""

ANSWERS: Mapping[str, Words] = {
    "yes": Words("ja", "yes"),
    "yes_if": Words("ja, mits", "yes, if"),
    "no": Words("nee", "no"),
}

RESPONSES: Mapping[str, Words] = {
    "taken_over": Words("overgenomen", "taken over"),
    "partly": Words("deels overgenomen", "partly taken over"),
    "not_taken_over": Words("niet overgenomen", "not taken over"),
}

PARTS: Mapping[str, Words] = {
    "plan": Words("het plan", "the plan"),
    "cover_note": Words("de oplegnotitie", "the cover note"),
}

RESPONSE_MEMO = "response-memo-"
"""What the parts of a submission that are response memos begin with."""

CHOICES: Mapping[str, Words] = {
    "for": Words("voor", "for"),
    "for_with_conditions": Words("voor, onder voorwaarden", "for, with conditions"),
    "against": Words("tegen", "against"),
    "send_back": Words("terugsturen", "send back"),
    "abstain": Words("onthouding", "abstains"),
    "objection": Words("bezwaar", "objects"),
}

OUTCOMES: Mapping[str, Words] = {
    "approved": Words("goedgekeurd", "approved"),
    "approved_with_conditions": Words("goedgekeurd onder voorwaarden", "approved with conditions"),
    "held_over": Words("aangehouden", "held over"),
    "sent_back": Words("teruggestuurd", "sent back"),
    "rejected": Words("afgewezen", "rejected"),
    "advised_for": Words("positief advies", "advises in favour"),
    "advised_against": Words("negatief advies", "advises against"),
    "no_advice": Words("geen advies", "no advice"),
    "taken_note_of": Words("ter kennis genomen", "taken note of"),
    "ratified": Words("bekrachtigd", "ratified"),
    "withdrawn": Words("ingetrokken", "withdrawn"),
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


def count(number: int, one: Words, more: Words) -> Words:
    """A number of things."""
    words = one if number == 1 else more
    return Words(f"{number} {words.nl}", f"{number} {words.en}")
