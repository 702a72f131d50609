"""How the parts of a programme look on a terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from cli.showing.page import Page
from domain.shared.messages import N_
from words.vocabulary import ROLES


def parts(page: Page, found: Sequence[Mapping[str, Any]]) -> None:
    """Each part in a row, with who is in it."""
    table = page.table(N_("part", "column"), N_("seat", "column"), N_("who", "column"), N_("id", "column"))
    for part in found:
        seat = " ".join(key for key in (part["body"], part["seat"]) if key)
        person = part["person"]
        page.row(table, ROLES[part["part"]], seat, person["name"], person["id"])
    page.print_table(table)
