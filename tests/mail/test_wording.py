"""What letters say, in two languages."""

from dataclasses import replace
from datetime import date

import pytest

from domain.shared.rules import Shown
from mail.wording import MESSAGES, SUBJECTS, Occasion, wording

LINK = "https://kwartier.example/v1/programmes/one"


def occasion(
    kind: str, about: str = "review", organisation: str | None = None, *, personal: bool = False
) -> Occasion:
    day = date(2027, 3, 11)
    return Occasion(kind, about, "Common {Ground}", "Anna", LINK, organisation, personal=personal, due=day)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", [*SUBJECTS, "something_new"])
def test_every_kind_has_a_subject_a_text_and_a_link_in_both_languages(kind: str, language: str) -> None:
    written = wording(occasion(kind, organisation="Gemeente {X}"), language)

    assert written.subject.endswith(": Common {Ground}")
    assert written.text.count(LINK) == 2
    assert ("Beste Anna" in written.text, "Dear Anna" in written.text) == (True, True)
    assert written.text.startswith("Beste" if language == "nl" else "Dear")
    assert "11 mrt 2027" in written.text
    assert "11 Mar 2027" in written.text


def test_every_subject_has_a_text() -> None:
    assert SUBJECTS.keys() == MESSAGES.keys()


def test_a_deadline_is_called_what_it_is_about() -> None:
    written = wording(occasion("escalation", "choose"), "nl")

    assert written.subject == "Termijn voorbij, keuze: Common {Ground}"
    assert "A deadline of the programme Common {Ground} has passed: choice." in written.text


def test_only_a_personal_link_comes_with_the_advice_to_keep_it() -> None:
    assert "persoonlijk" in wording(occasion("invitation", organisation="G1", personal=True), "nl").text
    assert "persoonlijk" not in wording(occasion("session_outcome", organisation="G1"), "nl").text


@pytest.mark.parametrize(
    ("shown", "nl", "en"),
    [
        ("public", "en is openbaar.", "and is public."),
        ("confidential", "voor wie deelneemt", "to who has a part"),
    ],
)
def test_an_invitation_says_who_will_read_what_is_answered(shown: Shown, nl: str, en: str) -> None:
    written = wording(replace(occasion("invitation", organisation="G1"), quoted=shown), "nl").text

    assert nl in written
    assert en in written
    assert "reactienota" not in wording(occasion("reminder", organisation="G1"), "nl").text


MISSED = "notice_missed"


@pytest.mark.parametrize(
    ("about", "nl", "en"),
    [
        (
            "college/2027-03-11/2027-04-08",
            "vergadering van het College op 11 mrt 2027. Het komt op de agenda van 8 apr 2027.",
            "is too late for the meeting of het College on 11 Mar 2027. It goes on the agenda of 8 Apr 2027.",
        ),
        (
            "college/2027-03-11/",
            "op 11 mrt 2027. In de kalender staat geen volgende: er moet een vergadering worden gepland.",
            "on 11 Mar 2027. The calendar holds no next one: a meeting must be planned.",
        ),
    ],
    ids=["with a next one", "without"],
)
def test_a_missed_meeting_is_named_with_the_next_one(about: str, nl: str, en: str) -> None:
    written = wording(Occasion(MISSED, about, "Common {Ground}", "Anna", LINK, body="het College"), "nl")

    assert written.subject.startswith("Een vergadering is gemist")
    assert nl in written.text
    assert en in written.text
