"""What is asked on a terminal, and what becomes of the answers."""

import sys
from contextlib import suppress
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from api.asking import schema
from cli import prompting
from cli.errors import CommandError
from cli.filling import Form, Json
from cli.showing.page import WIDTH, Page
from domain.shared.messages import N_
from service.asking.acts import by_name
from tests.words.pseudo import PSEUDO, outside
from words.language import Language
from words.languages import ENGLISH

OPTION = {"value": "5f3c", "name": "Anna de Vries"}


class Asked:
    """Somebody at a terminal who gives these answers, one to a line."""

    def __init__(self, patch: pytest.MonkeyPatch, language: Language, *answers: str) -> None:
        patch.setattr(sys, "stdin", StringIO("".join(f"{answer}\n" for answer in answers)))
        self.page = Page(Console(file=StringIO(), width=WIDTH), language)

    @property
    def shown(self) -> str:
        assert isinstance(self.page.console.file, StringIO)
        return self.page.console.file.getvalue()


def form_of(name: str, *choices: dict[str, Any], language: Language = ENGLISH) -> Form:
    return Form.of(schema.of(by_name()[name].form, language), choices)


def ask(patch: pytest.MonkeyPatch, form: Form, given: Json, *answers: str) -> tuple[Json, str]:
    asked = Asked(patch, ENGLISH, *answers)
    return prompting.ask_for(asked.page, form, given), asked.shown


def test_what_can_be_chosen_is_chosen_by_its_number_or_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = ("2", "yes", "It fits.", "")

    found, shown = ask(monkeypatch, form_of("review"), {}, *answers)

    assert found == {"can": "yes_if", "will": "yes", "reason": "It fits."}
    assert "Can municipalities make this change?" in shown
    assert "2  yes, if" in shown
    assert "Seat (not needed)" in shown


def test_several_are_chosen_with_commas_between_them(monkeypatch: pytest.MonkeyPatch) -> None:
    form = form_of("choose", {"field": "preference", "options": [OPTION, {"value": "9a1b", "name": "Bram"}]})

    found, _ = ask(monkeypatch, form, {}, "2, 1", "In this order.")

    assert found == {"preference": ["9a1b", "5f3c"], "reason": "In this order."}


def test_the_only_one_there_is_needs_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    one = {"field": "preference", "options": [OPTION]}
    only = {"field": "outcome", "options": [{"value": "approved", "name": "approved"}]}

    assert ask(monkeypatch, form_of("establish-outcome", only), {}, "", "")[0] == {"outcome": "approved"}
    # Of several that may be chosen, how many is for whoever chooses.
    assert ask(monkeypatch, form_of("choose", one), {}, "", "1", "So.")[0]["preference"] == ["5f3c"]


def test_a_person_is_asked_for_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = ("", "Anna", "anna@example.nl", "None.")

    found, shown = ask(monkeypatch, form_of("nominate"), {}, *answers)

    assert found == {"person": {"name": "Anna", "email": "anna@example.nl"}, "interests": "None."}
    assert "Without an account they get a link here" in shown


def test_only_what_was_not_given_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"person": {"name": "Anna", "subject": "anna"}, "interests": "None."}

    found, shown = ask(monkeypatch, form_of("nominate"), given, "")

    assert found == given
    assert "Interests" not in shown


def test_several_forms_are_asked_for_until_there_are_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    bodies = {"field": "seats.body", "options": [{"value": "college", "name": "College"}]}
    seats = {"field": "seats.seat", "options": [{"value": "chair", "name": "Chair"}]}
    answers = ("1", "1", "no", "anna", "Anna", "", "2027-03-01", "2027-03-31")

    found, _ = ask(monkeypatch, form_of("give-mandate", bodies, seats), {}, *answers)

    assert found["seats"] == [{"body": "college", "seat": "chair"}]
    assert found["person"] == {"subject": "anna", "name": "Anna"}


def test_a_text_is_asked_for_each_section(monkeypatch: pytest.MonkeyPatch) -> None:
    sections = {"field": "sections", "options": [{"value": "goals", "name": "Goals"}, OPTION]}

    found, _ = ask(monkeypatch, form_of("save-version", sections), {}, "What we want.", "", "", "")

    assert found == {"sections": {"goals": "What we want."}}


def test_what_does_not_fit_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    found, shown = ask(monkeypatch, form_of("open-consultation"), {}, "", "two", "2", "")

    assert found == {"version": 2}
    assert "This is needed: give a value." in shown
    assert "Version of the plan is a whole number." in shown


def test_nothing_is_filled_in_when_the_answers_end(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="nothing was done"):
        ask(monkeypatch, form_of("suspend"), {})


@pytest.mark.parametrize(("answer", "sure"), [("yes", True), ("Y", True), ("no", False), ("", False)])
def test_only_a_yes_is_a_yes(monkeypatch: pytest.MonkeyPatch, answer: str, sure: bool) -> None:
    asked = Asked(monkeypatch, ENGLISH, answer)

    assert prompting.confirm(asked.page, N_("Name one more?")) is sure


def test_one_of_several_things_is_chosen_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked(monkeypatch, ENGLISH, "3", "2")

    assert prompting.choose(asked.page, N_("What is it about?"), ["one", "two"]) == 1
    assert "Choose a number from 1 to 2." in asked.shown


def test_nothing_is_asked_outside_of_the_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options = {"field": "sections", "options": [{"value": "goals", "name": "Goals"}]}
    for name in by_name():
        asked = Asked(monkeypatch, PSEUDO, *["1"] * 40)
        # More may be asked than there are answers.
        with suppress(CommandError):
            prompting.ask_for(asked.page, form_of(name, options, language=PSEUDO), {})
        assert outside(asked.shown + capsys.readouterr().out, "Goals") == [], name
