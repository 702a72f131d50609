"""How programmes look on a terminal."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter
from rich.table import Table

from cli.showing.page import Page, Styled
from domain.register.sealed import ShownEntry
from domain.shared.messages import N_, Message
from words.sentences import Names, sentence
from words.vocabulary import ENDINGS, OUTCOMES, PHASES, ROLES, criterion, deadline

Json = Mapping[str, Any]


_entry: TypeAdapter[ShownEntry] = TypeAdapter(ShownEntry)


def started(page: Page, programme: Json) -> None:
    slug, title = programme["slug"], programme["title"]
    page.write((N_("started"), "green"), f"  {slug}: {title}")
    for name, value in (
        (N_("waiting for"), programme["waiting"]["sentence"]),
        (N_("follow it"), f"kwartier show {slug}"),
    ):
        page.write("  ", (name, "dim"), f": {value}")


def moved(page: Page, answer: Json) -> None:
    now = datetime.fromisoformat(answer["now"])
    moved = N_("{programme}: it is now {day}, {time} UTC by its clock.")
    page.write(moved.having(programme=answer["programme"], day=now.date(), time=f"{now:%H:%M}"))


def chosen_programmes(page: Page, found: Sequence[Json]) -> None:
    """Those that are as they were asked for."""
    if found:
        programmes(page, found)
    else:
        page.write(N_("No programme is like this."))


def programmes(page: Page, found: Sequence[Json]) -> None:
    """Every programme in a row, with whom it waits for."""
    if not found:
        page.write(N_("No programmes yet. Start one: kwartier start common-ground"))
        return
    table = page.table(
        N_("programme", "column"),
        N_("phase", "column"),
        N_("waiting for", "column"),
        N_("until", "column"),
        "",
    )
    for programme in found:
        waiting = programme["waiting"]
        page.row(
            table,
            programme["slug"],
            _standing(programme),
            waiting["sentence"],
            date.fromisoformat(waiting["due"]) if waiting["due"] else "",
            Styled(N_("late"), "yellow") if waiting["late"] else "",
        )
    page.print_table(table)


def programme(page: Page, whole: Json) -> None:
    """Where one programme stands, from the most pressing to what is past."""
    _heading(page, whole["programme"])
    names = Names.of(whole["blueprint"], _people(whole))
    for title, table in (
        (N_("Deadlines", "heading"), _deadlines(page, whole["deadlines"])),
        (N_("Gate", "heading"), _gate(page, whole, names)),
        (N_("Decisions", "heading"), _decisions(page, whole["decisions"], names)),
        (N_("Conditions", "heading"), _conditions(page, whole["conditions"])),
        (N_("Mandates", "heading"), _mandates(page, whole["mandates"], names)),
    ):
        if table is not None and table.row_count:
            _title(page, title)
            page.print_table(table)
    if whole["register"]:
        _title(page, N_("Last register entries", "heading"))
        # In the programme's own days: late in the evening it is another day in UTC.
        zone = ZoneInfo(whole["blueprint"]["timezone"])
        for raw in whole["register"]:
            entry = _entry.validate_python(raw)
            # Said here, in the terminal's language: an entry holds no sentence.
            page.line(entry.at.astimezone(zone).date(), sentence(entry, names))


def _heading(page: Page, programme: Json) -> None:
    page.write((programme["title"], "bold"), f"  {programme['slug']}")
    table = Table.grid(padding=(0, 2))
    page.row(table, N_("Phase", "heading"), _standing(programme))
    if programme["suspended_on"]:
        page.row(table, N_("Suspended", "heading"), date.fromisoformat(programme["suspended_on"]))
    kwartiermaker = programme["kwartiermaker"]
    page.row(table, N_("Waiting for", "heading"), programme["waiting"]["sentence"])
    page.row(table, N_("Principal", "heading"), programme["principal"]["name"])
    page.row(table, N_("Kwartiermaker", "heading"), kwartiermaker["name"] if kwartiermaker else "-")
    page.row(table, N_("Register head", "heading"), f"{programme['head']['seq']}:{programme['head']['hash']}")
    page.print_table(table)


def _standing(programme: Json) -> Message:
    return ENDINGS[programme["ending"]] if programme["ending"] else PHASES[programme["phase"]]


def _deadlines(page: Page, found: Iterable[Json]) -> Table:
    table = page.table(N_("until", "column"), N_("what", "column"), N_("who", "column"), "")
    for item in found:
        late = Styled(N_("passed", "deadline"), "yellow") if item["passed"] else ""
        page.row(table, date.fromisoformat(item["due"]), deadline(item["key"]), ROLES[item["role"]], late)
    return table


def _gate(page: Page, whole: Json, names: Names) -> Table | None:
    """What the definition phase still misses; of no interest in any other phase."""
    if whole["programme"]["phase"] != "definition":
        return None
    table = page.table(
        N_("criterion", "column"),
        "",
        N_("have", "column"),
        N_("need", "column"),
        N_("missing", "column"),
    )
    for found in whole["gate"]["criteria"]:
        met = N_("met", "criterion") if found["met"] else N_("open", "criterion")
        about = criterion(found["key"], names.groups)
        page.row(table, about, met, found["have"], found["need"], ", ".join(found["missing"]))
    return table


def _decisions(page: Page, found: Iterable[Json], names: Names) -> Table:
    table = page.table(
        N_("meeting", "column"),
        N_("body", "column"),
        N_("outcome", "column"),
        N_("for", "column"),
        N_("against", "column"),
        N_("back", "column"),
        N_("abstained", "column"),
        N_("seats", "column"),
    )
    for decision in found:
        tally = decision["tally"]
        votes = (tally[vote] for vote in ("in_favour", "against", "send_back", "abstained", "seats"))
        meeting, body = date.fromisoformat(decision["meeting"]), names.body(decision["body"])
        page.row(table, meeting, body, _outcome(decision), *votes)
    return table


def _outcome(decision: Json) -> Message:
    outcome = OUTCOMES[decision["outcome"]]
    if decision["held_over_to"]:
        to = date.fromisoformat(decision["held_over_to"])
        outcome = N_("held over to {day}", "outcome").having(day=to)
    corrected = N_("{outcome}, with a correction", "outcome")
    return corrected.having(outcome=outcome) if decision["corrections"] else outcome


def _conditions(page: Page, found: Iterable[Json]) -> Table:
    table = page.table(N_("until", "column"), N_("condition", "column"), N_("who", "column"), "")
    for condition in found:
        status = Styled(N_("met", "condition"), "green") if condition["met"] else N_("open", "condition")
        status = Styled(N_("lapsed", "condition"), "yellow") if condition.get("lapsed") else status
        due, owner = date.fromisoformat(condition["due"]), ROLES[condition["owner"]]
        page.row(table, due, condition["text"], owner, status)
    return table


def _mandates(page: Page, found: Iterable[Json], names: Names) -> Table:
    """Those that were not withdrawn; the days say whether they hold, by the programme's clock."""
    table = page.table(
        N_("from", "column"),
        N_("to", "column"),
        N_("substitute", "column"),
        N_("for", "mandate"),
        N_("seats", "column"),
    )
    for mandate in found:
        if mandate["withdrawn_on"] is None:
            seats = [f"{names.seat(seat['seat'])} ({names.body(seat['body'])})" for seat in mandate["seats"]]
            first, last = mandate["first_day"], mandate["last_day"]
            page.row(
                table,
                date.fromisoformat(first) if first else N_("always", "mandate"),
                date.fromisoformat(last) if last else "",
                mandate["person"]["name"],
                mandate["holder"]["name"],
                page.language.all_of(seats),
            )
    return table


def _people(whole: Json) -> dict[str, str]:
    """The names by id that came with the answer."""
    programme = whole["programme"]
    known = [programme["principal"], *(candidate["person"] for candidate in whole["nominations"])]
    known += [programme["kwartiermaker"]] if programme["kwartiermaker"] else []
    known += [mandate["person"] for mandate in whole["mandates"]]
    return {person["id"]: person["name"] for person in known}


def _title(page: Page, title: Message) -> None:
    page.blank()
    page.write((title, "bold"))
