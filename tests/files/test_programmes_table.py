"""Programmes as rows of a spreadsheet, in the language of whoever asks."""

from datetime import date

import pytest

from domain.every_phase.waits import Waits
from domain.reading.standings import standing
from files.programmes_table import Row, table_csv, table_xlsx
from tests.domain import asking
from tests.domain.arranged import appointed, approved, before_the_body
from tests.domain.cast import KWARTIERMAKER, PRINCIPAL
from tests.domain.programmes import Programme
from tests.files.workbooks import cells
from tests.words.pseudo import PSEUDO, outside
from words.language import Language
from words.languages import ENGLISH, LANGUAGES


def row(programme: Programme) -> Row:
    waits = Waits(programme.beginning).after(programme.register)
    names = {PRINCIPAL.person: "Petra", KWARTIERMAKER.person: "Kaat"}
    stands = standing(waits, programme.today)
    return Row("common", "Common Ground", {"college": "The College"}, names, stands, date(2026, 1, 5))


def written(programme: Programme, language: Language = ENGLISH) -> dict[str, str]:
    heading, line = cells(table_xlsx([row(programme)], language))
    return dict(zip(heading, line, strict=True))


def test_a_row_says_whose_turn_it_is_for_what_and_who_answers_for_it() -> None:
    said = written(before_the_body())

    assert said["Programme"] == "Common Ground"
    assert said["Phase"] == "Sign-off"
    assert said["How it stands"] == "Goes on"
    assert said["Whose turn"] == "The College"
    assert said["For what"].startswith("Vote: 0 of ")
    assert (said["Kwartiermaker"], said["Principal"]) == ("Kaat", "Petra")


def test_everything_that_is_waited_for_is_said() -> None:
    programme = appointed()
    programme.act(asking.add_projects())

    assert "; give 1 project a place" in written(programme)["For what"]


def test_in_dutch_it_is_in_dutch() -> None:
    said = written(before_the_body(), LANGUAGES.speaking("nl"))

    assert said["Aan zet"] == "The College"
    assert said["Hoe het ervoor staat"] == "Loopt"


def test_of_what_has_ended_nothing_is_waited_for() -> None:
    said = written(approved())

    assert said["How it stands"] == "Approved"
    assert said["Whose turn"] == said["Since"] == said["At the latest"] == ""


@pytest.mark.parametrize("arranged", [appointed, before_the_body, approved])
def test_no_word_of_it_is_outside_of_the_catalogues(arranged: "type[Programme]") -> None:
    text = table_csv([row(arranged())], PSEUDO).decode().replace("\ufeff", "")

    assert outside(text, "Common Ground", "common", "The College", "Petra", "Kaat") == []
