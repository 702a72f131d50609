"""How programmes look on a terminal, and as plain text when piped."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cli.columns import add_row, beside, page, plain, print_table
from cli.sentences import Names, sentence
from cli.words import OUTCOMES, PHASES, ROLES, Words, deadline
from domain.register.entries import Entry

Json = Mapping[str, Any]


def started(programme: Json) -> None:
    console = page()
    slug, title = programme["slug"], plain(programme["title"])
    console.print(Text.assemble(("started", "green"), f"  {slug}: {title}"), soft_wrap=True)
    console.print(f"         waiting for: {programme['waiting']['sentence']}", soft_wrap=True)
    console.print(f"         follow it:   kwartier show {slug}", soft_wrap=True)


def moved(answer: Json) -> None:
    now = datetime.fromisoformat(answer["now"])
    page().print(f"{answer['programme']}: it is now {now:%Y-%m-%d %H:%M} UTC by its clock.", soft_wrap=True)


def programmes(found: Sequence[Json]) -> None:
    """Every programme in a row, with whom it waits for."""
    console = page()
    if not found:
        console.print("No programmes yet. Start one: kwartier start common-ground")
        return
    table = _table("programme", "phase", "waiting for", "until", "")
    for programme in found:
        waiting = programme["waiting"]
        add_row(
            table,
            programme["slug"],
            programme["ending"] or PHASES[programme["phase"]].en,
            waiting["sentence"],
            waiting["due"] or "",
            Text("late", style="yellow") if waiting["late"] else "",
        )
    print_table(console, table)


def programme(whole: Json) -> None:
    """Where one programme stands, from the most pressing to what is past."""
    console = page()
    _heading(console, whole["programme"])
    names = Names.of(whole["blueprint"], _people(whole))
    for title, table in (
        (Words("Termijnen", "Deadlines"), _deadlines(whole["deadlines"])),
        (Words("Poort", "Gate"), _gate(whole)),
        (Words("Besluiten", "Decisions"), _decisions(whole["decisions"], names)),
        (Words("Voorwaarden", "Conditions"), _conditions(whole["conditions"])),
        (Words("Mandaten", "Mandates"), _mandates(whole["mandates"], names)),
    ):
        if table is not None and table.row_count:
            _title(console, title)
            print_table(console, table)
    if whole["register"]:
        _title(console, Words("Laatste registerregels", "Last register entries"))
        zone = ZoneInfo(whole["blueprint"]["timezone"])
        for raw in whole["register"]:
            entry = Entry.model_validate(raw)
            beside(console, entry.at.astimezone(zone).date().isoformat(), sentence(entry, names))


def _heading(console: Console, programme: Json) -> None:
    phase = PHASES[programme["phase"]]
    standing = OUTCOMES[programme["ending"]] if programme["ending"] else phase
    console.print(
        Text.assemble((plain(programme["title"]), "bold"), f"  {programme['slug']}"), soft_wrap=True
    )
    table = Table.grid(padding=(0, 2))
    add_row(table, "Fase / phase", str(standing.capitalised()))
    if programme["suspended_on"]:
        add_row(table, "Opgeschort / suspended", programme["suspended_on"])
    add_row(table, "Wacht op / waiting for", programme["waiting"]["sentence"])
    add_row(table, "Opdrachtgever / principal", programme["principal"]["name"])
    add_row(table, "Kwartiermaker", programme["kwartiermaker"]["name"] if programme["kwartiermaker"] else "-")
    add_row(table, "Registerhoofd / head", f"{programme['head']['seq']}:{programme['head']['hash']}")
    print_table(console, table)


def _deadlines(found: Iterable[Json]) -> Table:
    table = _table("until", "what", "who", "")
    for item in found:
        late = Text("voorbij / passed", style="yellow") if item["passed"] else ""
        add_row(table, item["due"], str(deadline(item["key"])), str(ROLES[item["role"]]), late)
    return table


def _gate(whole: Json) -> Table | None:
    """What the definition phase still misses; of no interest in any other phase."""
    if whole["programme"]["phase"] != "definition":
        return None
    table = _table("criterion", "", "have", "need", "missing")
    for criterion in whole["gate"]["criteria"]:
        amounts = (str(criterion["have"]), str(criterion["need"]))
        met = "met" if criterion["met"] else "open"
        add_row(table, criterion["key"].replace("_", " "), met, *amounts, ", ".join(criterion["missing"]))
    return table


def _decisions(found: Iterable[Json], names: Names) -> Table:
    table = _table("meeting", "body", "outcome", "for", "against", "back", "abstained", "seats")
    for decision in found:
        tally = decision["tally"]
        votes = ("in_favour", "against", "send_back", "abstained", "seats")
        add_row(
            table,
            decision["meeting"],
            names.body(decision["body"]),
            _outcome(decision),
            *(str(tally[vote]) for vote in votes),
        )
    return table


def _outcome(decision: Json) -> str:
    to = f" to {decision['held_over_to']}" if decision["held_over_to"] else ""
    return OUTCOMES[decision["outcome"]].en + to + (", with a correction" if decision["corrections"] else "")


def _conditions(found: Iterable[Json]) -> Table:
    table = _table("until", "condition", "who", "")
    for condition in found:
        met = Text("voldaan / met", style="green") if condition["met"] else "open"
        met = Text("vervallen / lapsed", style="yellow") if condition.get("lapsed") else met
        add_row(table, condition["due"], condition["text"], ROLES[condition["owner"]].en, met)
    return table


def _mandates(found: Iterable[Json], names: Names) -> Table:
    """Those that were not withdrawn; the days say whether they hold, by the programme's clock."""
    table = _table("from", "to", "substitute", "for", "seats")
    for mandate in found:
        if mandate["withdrawn_on"] is None:
            seats = (f"{names.seat(seat['seat'])} ({names.body(seat['body'])})" for seat in mandate["seats"])
            people = (mandate["person"]["name"], mandate["holder"]["name"])
            days = (mandate["first_day"] or "altijd / always", mandate["last_day"] or "")
            add_row(table, *days, *people, ", ".join(seats))
    return table


def _people(whole: Json) -> dict[str, str]:
    """The names by id that came with the answer."""
    programme = whole["programme"]
    known = [programme["principal"], *(candidate["person"] for candidate in whole["nominations"])]
    known += [programme["kwartiermaker"]] if programme["kwartiermaker"] else []
    known += [mandate["person"] for mandate in whole["mandates"]]
    return {person["id"]: person["name"] for person in known}


def _title(console: Console, words: Words) -> None:
    console.print()
    console.print(Text.assemble((words.nl, "bold"), (f" / {words.en}", "dim")))


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim")
    for column in columns:
        table.add_column(column)
    return table
