"""How it looks on a terminal what one may do, what an act would cause, and what came of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cli.showing.page import Cell, Page, Styled
from domain.shared.messages import N_, Message, N_plural

Json = Mapping[str, Any]


def acts(page: Page, programme: str, found: Sequence[Json]) -> None:
    """Each act by its name, with what it can be about."""
    if not found:
        page.write(N_("There is nothing for you to do in {programme} now.").having(programme=programme))
        return
    for act in found:
        page.write((act["name"], "bold"), f"  {act['title']}")
        for possible in act["possible"]:
            if possible["name"] is not None:
                page.line(None, f"{_about(possible)}  {possible['name']}")
    page.blank()
    page.write(N_("Do one with: kwartier do {programme} NAME").having(programme=programme))


def _about(possible: Json) -> str:
    return " ".join(f"--about {name}={value}" for name, value in possible["about"].items())


def preview(page: Page, found: Json) -> None:
    """What an act would cause: entries, days before and after, who is waited for, and letters."""
    page.paragraph(N_("This happens then"), "bold")
    for entry in (*found["entries"], *found["by_itself"]):
        page.line(None, entry["sentence"])
    if found["days"]:
        page.blank()
        page.print_table(_days(page, found["days"]))
    page.blank()
    before, after = found["waiting_before"], found["waiting_after"]
    page.paragraph(N_("Waited for now: {what}").having(what=before["sentence"]))
    if after["sentence"] != before["sentence"]:
        page.paragraph(N_("Waited for then: {what}").having(what=after["sentence"]))
    for letters in found["letters"]:
        page.paragraph(_letters(letters))
    if not found["letters"]:
        page.paragraph(N_("Nobody gets a letter."))


def _days(page: Page, days: Sequence[Json]) -> Any:  # noqa: ANN401 - rich's table
    table = page.table(N_("day", "column"), N_("now", "column"), N_("then", "column"))
    for day in days:
        page.row(table, day["name"], _day(day["before"]), _then(day))
    return table


def _then(day: Json) -> Cell:
    if day["after"] is None:
        return N_("closes", "day")
    if day["after"] == day["before"]:
        return Styled(N_("stays", "day"), "dim")
    return _day(day["after"])


def _day(written: str | None) -> Cell:
    return "" if written is None else date.fromisoformat(written)


def _letters(letters: Json) -> Message:
    goes = N_plural(
        "A letter to {n} person ({role}): {subject}", "A letter to {n} people ({role}): {subject}"
    )
    return goes.having(n=letters["people"], role=letters["role_name"], subject=letters["subject"])


def done(page: Page, found: Json, answer: Json) -> None:
    """What came of it: each register entry by its number and hash."""
    page.blank()
    for entry, foreseen in zip(answer["entries"], found["entries"], strict=False):
        page.paragraph(
            N_("Register entry {seq}: {sentence}").having(
                seq=str(entry["seq"]), sentence=foreseen["sentence"]
            ),
            "green",
        )
        page.write((entry["hash"], "dim"))
