"""Which languages there are, and which is spoken with whom."""

from pathlib import Path

import pytest

from domain.shared.messages import N_
from tests.words.pseudo import PSEUDO, english
from tests.words.speaking import ENGLISH_AND_DUTCH, UNSPOKEN
from words.languages import ENGLISH, LANGUAGES, Languages, UnknownLanguageError

FRISIAN = r"""
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\n"

msgid "good day"
msgstr "goeie"
"""


def add(folder: Path, name: str) -> None:
    path = folder / name / "LC_MESSAGES" / "kwartier.po"
    path.parent.mkdir(parents=True)
    path.write_text(FRISIAN, encoding="utf-8")


def test_english_and_dutch_are_shipped() -> None:
    assert {"en", "nl"} <= set(LANGUAGES.codes)
    assert [LANGUAGES.speaking(code).code for code in LANGUAGES.codes] == LANGUAGES.codes


def test_a_language_is_added_with_one_catalogue(tmp_path: Path) -> None:
    add(tmp_path, "fy")

    languages = Languages(tmp_path)

    assert languages.codes == ["en", "fy"]
    assert languages.speaking("fy").say(N_("good day")) == "goeie"
    assert languages.negotiate("fy-NL").code == "fy"


def test_a_language_of_one_country_has_the_name_that_the_web_gives_it(tmp_path: Path) -> None:
    add(tmp_path, "pt_BR")

    languages = Languages(tmp_path)

    assert languages.speaking("pt-BR").code == "pt-BR"
    assert languages.negotiate("pt-br").code == "pt-BR"
    assert languages.of_terminal({"LANG": "pt_BR.UTF-8"}).code == "pt-BR"


def test_a_language_may_stand_in_no_folder() -> None:
    assert Languages(more=[PSEUDO]).speaking(PSEUDO.code) is PSEUDO


@pytest.mark.parametrize("code", [UNSPOKEN, "nl-NL", "", "../nl"])
def test_an_unknown_language_is_refused_with_those_that_there_are(code: str) -> None:
    with pytest.raises(UnknownLanguageError) as refused:
        ENGLISH_AND_DUTCH.speaking(code)

    assert english(refused.value.message, code, "en", "nl") == (
        f"There is no language '{code}'. There are: en, nl."
    )


@pytest.mark.parametrize(
    ("accepted", "spoken"),
    [
        ("", "en"),
        ("nl", "nl"),
        ("nl-NL", "nl"),
        ("NL-be", "nl"),
        ("en, nl", "en"),
        ("en;q=0.5, nl;q=0.8", "nl"),
        ("en; q=0.5 , nl ; q=0.8", "nl"),
        ("fr, nl;q=0.1", "nl"),
        ("fr", "en"),
        ("*", "en"),
        ("fr, *;q=0.1", "en"),
        ("en;q=0, *", "nl"),
        ("nl;q=0", "en"),
        ("nl-NL;q=0", "en"),
        ("nl;q=0, nl-NL;q=1", "en"),
        ("nl;q=loud, en;q=0.1", "en"),
        ("nl;level=1", "en"),
        (";;,,=", "en"),
    ],
)
def test_the_best_that_is_accepted_is_spoken(accepted: str, spoken: str) -> None:
    assert ENGLISH_AND_DUTCH.negotiate(accepted).code == spoken


def test_the_default_is_spoken_where_nothing_that_is_accepted_is_there() -> None:
    assert ENGLISH_AND_DUTCH.negotiate("fr", default="nl").code == "nl"
    assert ENGLISH_AND_DUTCH.negotiate("*", default="nl").code == "nl"


@pytest.mark.parametrize(
    ("environ", "spoken"),
    [
        ({}, "en"),
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "nl_NL@euro"}, "nl"),
        ({"LANG": "nl"}, "nl"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "nl_NL.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LC_MESSAGES": "en_GB.UTF-8", "LC_ALL": "nl_NL.UTF-8"}, "nl"),
        ({"LC_ALL": "", "LANG": "nl_NL.UTF-8"}, "nl"),
    ],
)
def test_a_terminal_is_spoken_to_in_its_locale(environ: dict[str, str], spoken: str) -> None:
    assert ENGLISH_AND_DUTCH.of_terminal(environ).code == spoken


def test_a_language_that_was_asked_for_goes_before_the_locale() -> None:
    assert ENGLISH_AND_DUTCH.of_terminal({"LANG": "nl_NL.UTF-8"}, "en") is ENGLISH
    with pytest.raises(UnknownLanguageError):
        ENGLISH_AND_DUTCH.of_terminal({"LANG": "nl_NL.UTF-8"}, "fr")
