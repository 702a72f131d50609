"""How a trace looks on a terminal: what was said, what was done with it and why, where it ended up."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.text import Text

from cli.columns import page, plain, remark
from cli.words import ANSWERS, RESPONSES

Json = Mapping[str, Any]
RECEIPT_SHOWN = 12


def show(trace: Json, blueprint: Json) -> None:
    """Print a trace, with the section titles of `blueprint`."""
    console = page()
    titles = {section["key"]: section["title"] for section in blueprint["definition"]["sections"]}
    about = f": {titles[trace['section']]}" if trace["section"] else ""
    console.print(Text.assemble((plain(trace["name"]), "bold"), f"  {trace['organisation']}{plain(about)}"))
    if not trace["contributions"]:
        console.print("\nNiets bijgedragen / nothing contributed.")
    for contribution in trace["contributions"]:
        _contribution(console, contribution, titles, ZoneInfo(blueprint["timezone"]))
    for passage in trace["passages"]:
        title = titles.get(passage["section"], passage["section"])
        console.print(
            Text.assemble(("\nIn het plan / in the plan: ", "bold"), f"{title}, v{passage['version']}")
        )
        remark(console, passage["text"] if passage["text"] is not None else "-")


def _contribution(console: Console, contribution: Json, titles: Mapping[str, str], zone: ZoneInfo) -> None:
    day = datetime.fromisoformat(contribution["contributed_at"]).astimezone(zone).date()
    marks = ["telt / counts" if contribution["counts"] else "telt niet / does not count"]
    marks += ["te laat / late"] if contribution["late"] else []
    can, will = ANSWERS[contribution["can"]], ANSWERS[contribution["will"]]
    console.print(
        Text.assemble(
            (f"\n{day}  ", "cyan"),
            f"Consultatie / consultation {contribution['consultation']}.{contribution['revision']}",
            f" ({', '.join(marks)}), {contribution['receipt'][:RECEIPT_SHOWN]}",
        )
    )
    console.print(f"Kunnen / can: {can}; willen / will: {will}", style="dim")
    for section, text in contribution["sections"].items():
        console.print(Text(f"{titles.get(section, section)}", style="bold"))
        remark(console, text)
    for point in contribution["points"]:
        _point(console, point, titles)


def _point(console: Console, point: Json, titles: Mapping[str, str]) -> None:
    console.print(
        Text.assemble((f"  Punt / point {point['number']}", "bold"), f" {_standing(point, titles)}")
    )
    if point["status"] == "stands" and point["responses"]:
        remark(console, f"  {point['responses'][-1]['reason']}")


def _standing(point: Json, titles: Mapping[str, str]) -> str:
    if point["status"] != "stands":
        verb = "gesplitst / split" if point["status"] == "split" else "samengevoegd / merged"
        return f"{verb}: {', '.join(str(number) for number in point['became'])}"
    if not point["responses"]:
        return "nog geen reactie / no response yet"
    last = point["responses"][-1]
    place = f", {titles.get(last['section'], last['section'])}, v{last['version']}" if last["section"] else ""
    return f"{RESPONSES[last['kind']]}{place}:"
