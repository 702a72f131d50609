"""What letters say: each in one language, all of it from the catalogues."""

from dataclasses import replace
from datetime import date

import pytest

from domain.shared.rules import Shown
from mail import letters
from mail.delivery import Particulars
from mail.letter import Letter
from mail.stored import KINDS
from mail.writing import SIGNATURE, Written, write
from tests.mail.arranged import (
    ALL,
    BODY,
    EXAMPLES,
    G1,
    HEAD,
    LINK,
    LINKS,
    NAME,
    TITLE,
    VARIANTS,
    WHO,
    delivery,
)
from tests.words.pseudo import PSEUDO, outside
from words.languages import LANGUAGES

DUE = date(2027, 3, 11)
PLAIN = Particulars("nl", body=BODY)


def written(letter: Letter, language: str, particulars: Particulars = PLAIN) -> Written:
    return write(delivery(letter), particulars, LINKS, LANGUAGES.speaking(language))


def test_there_is_an_example_of_every_letter() -> None:
    assert sorted(EXAMPLES) == KINDS


@pytest.mark.parametrize("name", ALL)
def test_every_letter_has_its_subject_message_and_link_in_one_language(name: str) -> None:
    said = {language: written(ALL[name], language, replace(PLAIN, due=DUE)) for language in ("nl", "en")}

    assert all(one.subject.endswith(f": {TITLE}") for one in said.values())
    assert [one.text.count(LINK) for one in said.values()] == [1, 1]
    assert said["nl"].text.startswith("Beste Anna,\n\n")
    assert "tot en met 11 maart 2027." in said["nl"].text
    assert said["en"].text.startswith("Dear Anna,\n\n")
    assert "until the end of 11 March 2027." in said["en"].text
    assert said["nl"].subject != said["en"].subject
    assert not {line for line in said["nl"].text.split("\n") if line} & {
        line for line in said["en"].text.split("\n") if line
    } - {LINK, SIGNATURE}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("consultation", [None, 1])
def test_no_sentence_of_a_letter_is_outside_the_catalogues(name: str, consultation: int | None) -> None:
    particulars = Particulars("en", due=DUE, quoted="public", body=BODY)
    letter = delivery(ALL[name], consultation=consultation)

    said = write(letter, particulars, LINKS, PSEUDO)

    typed = (TITLE, WHO, NAME, LINK, SIGNATURE, BODY, "college-1", HEAD.hash)
    assert outside(f"{said.subject}\n{said.text}", *typed) == []


def test_a_letter_about_a_decision_names_where_the_register_stood() -> None:
    decision = EXAMPLES["decision"]

    assert (
        f"Dit is regel 1087 van het register van het programma, met als hash {HEAD.hash}. Bewaar deze brief:"
        in written(decision, "nl").text
    )
    assert (
        f"This is entry 1087 of the programme's register, and its hash is {HEAD.hash}. Keep this letter:"
        in (written(decision, "en").text)
    )


def test_a_letter_of_before_they_did_names_nothing() -> None:
    before = letters.DecisionTaken(body="college", submission=3)

    assert "register" not in written(before, "en").text


def test_a_deadline_is_called_what_it_is_about() -> None:
    escalation = EXAMPLES["escalation"]

    dutch, english = written(escalation, "nl"), written(escalation, "en")

    assert dutch.subject == "Termijn voorbij, keuze: Common {Ground}"
    assert english.text == (
        "Dear Anna,\n\nA deadline of the programme Common {Ground} has passed: choice.\n\n"
        f"{LINK}\n\nKwartier\n"
    )


def test_a_reminder_of_a_consultation_says_who_is_silent() -> None:
    reminder = letters.Reminder(to=G1, deadline="consultation")

    assert written(reminder, "nl").subject == "Herinnering, consultatie: Common {Ground}"
    assert "Gemeente {X} heeft nog niet geantwoord" in written(reminder, "nl").text
    assert written(EXAMPLES["nudge"], "en") == written(reminder, "en")


def test_a_reminder_of_a_turn_says_what_waits_since_and_until_when() -> None:
    letter = delivery(EXAMPLES["your_turn"])
    particulars = Particulars("nl", due=DUE, since=date(2027, 2, 1))

    assert write(letter, particulars, LINKS, LANGUAGES.speaking("nl")) == Written(
        "Herinnering, u bent aan zet: Common {Ground}",
        "Beste Anna,\n\n"
        "Het programma Common {Ground} wacht op u. U wordt gevraagd dit te doen: een versie van het plan"
        " indienen. Hierop wordt gewacht sinds 1 februari 2027. Dit kan tot en met 11 maart 2027.\n\n"
        f"{LINK}\n\nKwartier\n",
    )


def test_it_leads_to_the_page_on_which_that_is_done_and_of_several_to_the_programme() -> None:
    assert EXAMPLES["your_turn"].place == "/do/submit-version"
    assert VARIANTS["the turn vote"].place == "/submissions/1"
    assert VARIANTS["several turns at once"].place == ""


def test_an_invitation_is_a_whole_letter() -> None:
    letter = delivery(letters.Invitation(to=G1), consultation=1)
    particulars = Particulars("nl", due=DUE, quoted="confidential")

    assert write(letter, particulars, LINKS, LANGUAGES.speaking("nl")) == Written(
        "Uitnodiging: Common {Ground}",
        "Beste Anna,\n\n"
        "Gemeente {X} is uitgenodigd voor de consultatie over het programma Common {Ground}: wat kan"
        " Gemeente {X}, en wat wil Gemeente {X}? Dit kan tot en met 11 maart 2027. De reactienota citeert uw"
        " antwoord, met de naam van uw organisatie, voor wie deelneemt aan het programma.\n\n"
        f"{LINK}\n\n"
        "Deze link is persoonlijk en werkt zonder account. Stuur hem niet door: wie hem heeft, kan namens"
        " Gemeente {X} antwoorden.\n\n"
        "Kwartier\n",
    )


def test_only_a_personal_link_comes_with_the_advice_to_keep_it() -> None:
    dutch = LANGUAGES.speaking("nl")
    personal = write(delivery(EXAMPLES["responses"], consultation=2), PLAIN, LINKS, dutch)

    assert "kan lezen wat Gemeente {X} heeft bijgedragen." in personal.text
    assert "persoonlijk" not in written(EXAMPLES["session_outcome"], "nl").text


@pytest.mark.parametrize(
    ("shown", "nl", "en"),
    [
        ("public", "en is openbaar.", "and is public."),
        ("confidential", "voor wie deelneemt", "to who has a part"),
    ],
)
def test_an_invitation_says_who_will_read_what_is_answered(shown: Shown, nl: str, en: str) -> None:
    quoted = replace(PLAIN, quoted=shown)

    assert nl in written(EXAMPLES["invitation"], "nl", quoted).text
    assert en in written(EXAMPLES["invitation"], "en", quoted).text


@pytest.mark.parametrize(
    ("following", "subject", "nl", "en"),
    [
        (
            date(2027, 4, 8),
            "Een vergadering is gemist: Common {Ground}",
            "vergadering van het College op 11 maart 2027. Het komt op de agenda van 8 april 2027.",
            "meeting of het College on 11 March 2027. It goes on the agenda of 8 April 2027.",
        ),
        (
            None,
            "Een vergadering is gemist, plan er een: Common {Ground}",
            "op 11 maart 2027. In de kalender staat geen volgende: er moet een vergadering worden gepland.",
            "on 11 March 2027. The calendar holds no next one: a meeting must be planned.",
        ),
    ],
    ids=["with a next one", "without"],
)
def test_a_missed_meeting_is_named_with_the_next_one(
    following: date | None, subject: str, nl: str, en: str
) -> None:
    missed = letters.NoticeMissed(body="college", missed=date(2027, 3, 11), next=following)

    assert written(missed, "nl").subject == subject
    assert nl in written(missed, "nl").text
    assert en in written(missed, "en").text


def test_a_revision_names_what_changed_and_leads_there() -> None:
    voided = EXAMPLES["vote_voided"]

    assert "herzien: het plan, de oplegnotitie en de reactienota bij consultatie 1." in (
        written(voided, "nl").text
    )
    assert "revised: the plan, the cover note and the response memo on consultation 1." in (
        written(voided, "en").text
    )
    assert voided.place == "/submissions/3?from=0123"


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("session_invitation", "/sessions/{session}"),
        ("session_outcome", "/sessions/{session}"),
        ("ballot_opened", "/submissions/{submission}"),
        ("decision", "/submissions/{submission}"),
        ("submission_revised", "/submissions/{submission}?from={replaced}"),
        ("silence_escalated", "/consultations/{consultation}"),
    ],
)
def test_a_letter_leads_to_the_page_where_it_is_done(kind: str, place: str) -> None:
    letter = EXAMPLES[kind]

    assert letter.place == place.format(**letter.model_dump())
