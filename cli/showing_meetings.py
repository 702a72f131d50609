"""How meetings look on a terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich import box
from rich.table import Table

from cli.columns import add_row, page, print_table
from cli.words import OUTCOMES, Words

NONE = Words("Er zijn geen vergaderingen gepland.", "No meetings are planned.")


def meetings(found: Sequence[Mapping[str, Any]]) -> None:
    """Each meeting in a row, with what is on its agenda."""
    console = page()
    if not found:
        console.print(str(NONE))
        return
    table = Table("body", "day", "papers by", "on the agenda", box=box.SIMPLE)
    for meeting in found:
        agenda = ", ".join(_item(item) for item in meeting["agenda"])
        add_row(table, meeting["body"], meeting["day"], meeting["papers_due"], agenda)
    print_table(console, table)


def _item(item: Mapping[str, Any]) -> str:
    outcome = f": {OUTCOMES[item['outcome']]}" if item["outcome"] else ""
    return f"submission {item['submission']}{outcome}"
