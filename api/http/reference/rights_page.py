"""`docs/rights.md`: who may read what, from the table itself, and which operations show it."""

from collections.abc import Iterator

from api.application import create
from api.http.reading import shown_in
from domain.reading.materials import Material
from domain.reading.rights import READS
from service.reading import Shown
from settings import Settings
from words.refusals import MATERIALS


def document() -> Iterator[str]:
    """The page, line by line."""
    shown = shown_in(create(Settings()))
    yield from INTRODUCTION.strip().splitlines()
    yield ""
    yield f"| what | {' | '.join(READS)} |"
    yield f"| --- |{' --- |' * len(READS)}"
    for material, words in MATERIALS.items():
        marks = ["✓" if material in read else "" for read in READS.values()]
        yield f"| {words} | {' | '.join(marks)} |"
    yield from ("", "## Where it is shown", "", "| what | operations of the API |", "| --- | --- |")
    for material, words in MATERIALS.items():
        yield f"| {words} | {', '.join(f'`{id_}`' for id_ in _showing(material, shown))} |"


def _showing(material: Material, shown: dict[str, Shown]) -> list[str]:
    return [id_ for id_, one in shown.items() if material in (*one.any_of, *one.also)]


INTRODUCTION = """
# Who may read what

Written by `python -m api.http.reference.rights_page > docs/rights.md` from the table in
`domain/reading/rights.py`; a test compares, and others try every operation and every page in every part.

Somebody has as many parts as the programme gives them, and reads what any of these may. Whoever has none
reads nothing, also with a good token. A part of one programme counts in no other. `everyone` is whoever
asks, without a token too, once the programme is approved; public documents are all that they get. `operator`
and `auditor` are claims of a token.

Whoever acts hears what came of it: the answer to a command names the entries that it caused, and nothing
else. A personal link shows what one organisation is asked and has said. Who may do what stands with each
command in [phases.md](phases.md).
"""

if __name__ == "__main__":
    print("\n".join(document()))  # noqa: T201 - it writes the page
