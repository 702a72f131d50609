"""How a trace looks on a terminal: what was said, what was done with it and why, where it ended up."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from cli.showing.page import Page
from domain.shared.messages import N_, Message
from words.vocabulary import ANSWERS, RESPONSES

Json = Mapping[str, Any]
RECEIPT_SHOWN = 12


def trace(page: Page, found: Json, blueprint: Json) -> None:
    """Write a trace, with the section titles of `blueprint`."""
    titles = {section["key"]: section["title"] for section in blueprint["definition"]["sections"]}
    about = f": {titles[found['section']]}" if found["section"] else ""
    page.write((found["name"], "bold"), f"  {found['organisation']}{about}")
    if not found["contributions"]:
        page.blank()
        page.write(N_("Nothing contributed."))
    for contribution in found["contributions"]:
        _contribution(page, contribution, titles, ZoneInfo(blueprint["timezone"]))
    for passage in found["passages"]:
        place = N_("In the plan: {section}, version {version}")
        title = titles.get(passage["section"], passage["section"])
        page.blank()
        page.write((place.having(section=title, version=str(passage["version"])), "bold"))
        # No text where the version is not for this reader.
        page.paragraph(passage["text"] if passage["text"] is not None else "-")


COUNTS = {
    (True, False): N_("Consultation {consultation}.{revision} (counts), {receipt}"),
    (True, True): N_("Consultation {consultation}.{revision} (counts, late), {receipt}"),
    (False, False): N_("Consultation {consultation}.{revision} (does not count), {receipt}"),
    (False, True): N_("Consultation {consultation}.{revision} (does not count, late), {receipt}"),
}
"""What is said of a contribution, by whether it counts and whether it was late."""


def _contribution(page: Page, contribution: Json, titles: Mapping[str, str], zone: ZoneInfo) -> None:
    day = datetime.fromisoformat(contribution["contributed_at"]).astimezone(zone).date()
    made = COUNTS[contribution["counts"], contribution["late"]].having(
        consultation=str(contribution["consultation"]),
        revision=str(contribution["revision"]),
        receipt=contribution["receipt"][:RECEIPT_SHOWN],
    )
    page.blank()
    page.line(day, made)
    support = N_("Can: {can}; will: {will}")
    page.write((support.having(can=ANSWERS[contribution["can"]], will=ANSWERS[contribution["will"]]), "dim"))
    for section, text in contribution["sections"].items():
        page.write((titles.get(section, section), "bold"))
        page.paragraph(text)
    for point in contribution["points"]:
        page.paragraph(_point(point, titles), indent="  ")
        if point["status"] == "stands" and point["responses"]:
            page.paragraph(point["responses"][-1]["reason"], indent="  ")


def _point(point: Json, titles: Mapping[str, str]) -> Message:
    number, became = str(point["number"]), [str(number) for number in point["became"]]
    if point["status"] == "split":
        return N_("Point {number} was split: {became}").having(number=number, became=became)
    if point["status"] != "stands":
        return N_("Point {number} was merged: {became}").having(number=number, became=became)
    if not point["responses"]:
        return N_("Point {number} has no response yet.").having(number=number)
    last = point["responses"][-1]
    response = RESPONSES[last["kind"]]
    if not last["section"]:
        return N_("Point {number}: {response}.").having(number=number, response=response)
    placed = N_("Point {number}: {response}, {section}, version {version}.")
    section = titles.get(last["section"], last["section"])
    return placed.having(number=number, response=response, section=section, version=str(last["version"]))
