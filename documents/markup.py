"""What people typed, on its way into a Markdown document: it stays what it is, and does no harm."""

import re

SCRIPTED = re.compile(r"(javascript|vbscript|(?<=\]\()\s*data)(\s*:)", re.IGNORECASE)
"""Link targets that run something; a blank before the colon leaves them words."""

DISGUISE = re.compile(r"&(?=#|colon;|tab;|newline;)", re.IGNORECASE)
"""How a link target can be written so that nobody recognises it."""


def harmless(text: str) -> str:
    """`text` as Markdown without raw HTML and scripted links; doing it twice changes nothing more."""
    # Disguises go first: only then is there nothing that the second cannot recognise.
    return SCRIPTED.sub(r"\1 :", DISGUISE.sub("&amp;", text.replace("<", "&lt;")))


def quoted(text: str) -> str:
    """`text` as a quotation: whatever it says, every line of it stays inside."""
    return "> " + "\n> ".join(harmless(text).strip().splitlines())


def on_one_line(text: str) -> str:
    """`text` where there is room for one line only, such as in a list."""
    return " ".join(harmless(text).split())


def in_a_cell(text: str) -> str:
    """`text` in one cell of a table."""
    return on_one_line(text).replace("|", "\\|")
