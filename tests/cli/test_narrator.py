"""The demonstration's story: what happened, in the language of the terminal and in no other."""

from io import StringIO

import pytest
from rich.console import Console

from blueprints.loading import load, shipped
from cli.demo import writing
from cli.demo.narrator import Narrator
from cli.showing.page import WIDTH, Page
from domain.register.entries import Entry
from domain.shared.messages import N_
from tests.words.entries import Numbered, keys_in, of_every_kind
from tests.words.pseudo import PSEUDO, outside
from words.language import Language
from words.languages import ENGLISH, LANGUAGES

BLUEPRINT = load(shipped("common-ground"))


def written(entries: list[Entry], language: Language) -> str:
    page = Page(Console(file=StringIO(), width=WIDTH), language)
    narrator = Narrator(page, BLUEPRINT)
    narrator.names = Numbered()
    narrator.entries(entries, lambda entry: entry.at.date())
    assert isinstance(page.console.file, StringIO)
    return page.console.file.getvalue()


@pytest.mark.parametrize("entry", of_every_kind(), ids=lambda entry: entry.event.kind)
def test_nothing_is_said_outside_of_the_language(entry: Entry) -> None:
    out = " ".join(written([entry, entry], PSEUDO).split())

    assert outside(out, *keys_in(entry.event)) == [], out


def test_what_many_do_at_once_is_one_line() -> None:
    votes = [entry for entry in of_every_kind() if entry.event.kind == "ballot.cast"] * 3

    assert written(votes, ENGLISH).split("  ")[-1].strip() == "3 votes cast."
    assert written(votes, LANGUAGES.speaking("nl")).split("  ")[-1].strip() == "3 stemmen uitgebracht."


def test_a_phase_that_begins_is_a_chapter() -> None:
    accepted = [entry for entry in of_every_kind() if entry.event.kind == "assignment.accepted"]

    assert "1. Definition" in written(accepted, ENGLISH)
    assert "1. Definitiefase" in written(accepted, LANGUAGES.speaking("nl"))


def test_people_type_in_the_language_of_the_programme() -> None:
    assert writing.typed(BLUEPRINT, N_("Upkeep is covered.")) == "Het beheer is gedekt."
