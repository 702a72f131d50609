"""How it looks what one may do, and what an act would cause."""

from collections.abc import Callable
from io import StringIO
from typing import Any

from rich.console import Console

from cli.showing import doing
from cli.showing.page import WIDTH, Page
from tests.words.pseudo import PSEUDO, outside
from words.language import Language
from words.languages import ENGLISH, LANGUAGES

ACTS: list[dict[str, Any]] = [
    {
        "name": "move-deadline",
        "title": "Move a deadline",
        "possible": [{"about": {"deadline": "term"}, "name": "end of the assignment"}],
    },
    {"name": "suspend", "title": "Suspend the programme", "possible": [{"about": {}, "name": None}]},
]
DAYS = [
    {"key": "term", "name": "end of the assignment", "before": "2027-03-09", "after": "2027-04-09"},
    {"key": "draft", "name": "version of the plan", "before": "2027-01-27", "after": "2027-01-27"},
    {"key": "review", "name": "review", "before": None, "after": "2027-02-09"},
    {"key": "choose", "name": "choice", "before": "2027-01-03", "after": None},
]
LETTERS = {"kind": "invitation", "subject": "Invitation: Small", "role": "representative"}
PREVIEW: dict[str, Any] = {
    "entries": [{"kind": "deadline.moved", "sentence": "The deadline moves."}],
    "by_itself": [{"kind": "candidate.asked", "sentence": "Anna is asked."}],
    "days": DAYS,
    "waiting_before": {"sentence": "The office, to nominate."},
    "waiting_after": {"sentence": "The candidate, to answer."},
    "letters": [
        LETTERS | {"role_name": "the organisations", "people": 12},
        LETTERS | {"role_name": "the candidate", "people": 1},
    ],
}
ANSWER: dict[str, Any] = {"entries": [{"seq": 45, "kind": "deadline.moved", "hash": "9f86d081"}]}


def shown(language: Language, show: Callable[[Page], None]) -> str:
    page = Page(Console(file=StringIO(), width=WIDTH), language)
    show(page)
    assert isinstance(page.console.file, StringIO)
    return page.console.file.getvalue()


def everything(page: Page) -> None:
    doing.acts(page, "small", ACTS)
    doing.acts(page, "small", [])
    doing.preview(page, PREVIEW)
    doing.preview(page, PREVIEW | {"letters": [], "days": []})
    doing.done(page, PREVIEW, ANSWER)


def test_each_act_has_its_name_and_what_it_can_be_about() -> None:
    out = shown(ENGLISH, lambda page: doing.acts(page, "small", ACTS))

    assert "move-deadline  Move a deadline" in out
    assert "--about deadline=term  end of the assignment" in out
    assert "suspend  Suspend the programme" in out
    assert "kwartier do small NAME" in out


def test_days_stand_beside_each_other_as_they_are_and_as_they_would_be() -> None:
    out = shown(ENGLISH, lambda page: doing.preview(page, PREVIEW))
    rows = [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in out.splitlines()]
    days = {row[0]: row[1:] for row in rows if row}

    assert days["end of the assignment"] == ["9 Mar 2027", "9 Apr 2027"]
    assert days["version of the plan"] == ["27 Jan 2027", "stays"]
    assert days["review"] == ["9 Feb 2027"]
    assert days["choice"] == ["3 Jan 2027", "closes"]


def test_letters_say_how_many_people_they_go_to() -> None:
    out = shown(ENGLISH, lambda page: doing.preview(page, PREVIEW))

    assert "A letter to 12 people (the organisations): Invitation: Small" in out
    assert "A letter to 1 person (the candidate): Invitation: Small" in out


def test_what_was_done_names_its_register_entry() -> None:
    out = shown(LANGUAGES.speaking("nl"), lambda page: doing.done(page, PREVIEW, ANSWER))

    assert "Registerregel 45: The deadline moves." in out
    assert "9f86d081" in out


def test_nothing_is_said_outside_of_the_language() -> None:
    typed = ["move-deadline", "Move a deadline", "deadline=term", "--about"]
    typed += ["suspend", "Suspend the programme", *(day["name"] or "" for day in DAYS)]
    typed += [
        "The deadline moves.",
        "Anna is asked.",
        "The office, to nominate.",
        "The candidate, to answer.",
    ]
    typed += ["Invitation: Small", "the organisations", "the candidate", "small", "9f86d081"]

    assert outside(shown(PSEUDO, everything), *typed) == []
