"""How meetings look on a terminal."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cli.showing.page import Page
from domain.shared.messages import N_, Message
from words.vocabulary import OUTCOMES


def meetings(page: Page, found: Sequence[Mapping[str, Any]]) -> None:
    """Each meeting in a row, with what is on its agenda."""
    if not found:
        page.write(N_("No meetings are planned."))
        return
    table = page.table(
        N_("body", "column"), N_("day", "column"), N_("papers by", "column"), N_("on the agenda", "column")
    )
    for meeting in found:
        agenda = page.language.all_of([page.say(_item(item)) for item in meeting["agenda"]])
        days = (date.fromisoformat(meeting[when]) for when in ("day", "papers_due"))
        page.row(table, meeting["body"], *days, agenda)
    page.print_table(table)


def _item(item: Mapping[str, Any]) -> Message:
    number = str(item["submission"])
    if not item["outcome"]:
        return N_("submission {number}").having(number=number)
    decided = N_("submission {number}: {outcome}")
    return decided.having(number=number, outcome=OUTCOMES[item["outcome"]])
