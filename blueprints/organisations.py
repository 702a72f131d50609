"""Reads the organisations of a group from a CSV file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from blueprints.beside import cannot_be_read
from domain.blueprint.problems import Problem, quote
from domain.shared.messages import N_, Message, at
from files import csv_rows
from files.csv_rows import NOT_WHOLE, Columns, CsvProblem, in_order, whole
from files.stakeholders_csv import DUTCH, SPEAKER

FILE = Columns(required=("code", "name"), optional=(*SPEAKER, "weight"), also=DUTCH)


@dataclass
class Organisations:
    """What a CSV file holds: `rows` for the blueprint, the line of each, and everything that is wrong."""

    rows: list[dict[str, object]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_organisations(path: Path) -> Organisations:
    """The organisations in the UTF-8 file at `path`: columns `code` and `name`, and any that say more.

    One with several representatives has a row for each.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        return Organisations(problems=[cannot_be_read(path, error)])
    written, problems = csv_rows.read(content, FILE)
    found = Organisations()
    first: dict[str, int] = {}
    problems += [
        CsvProblem(row.line, wrong) for row in written if (wrong := _take(row, found, first)) is not None
    ]
    found.problems = [Problem((), wrong.message, f"{path}:{wrong.line}") for wrong in in_order(problems)]
    return found


def _take(row: csv_rows.Row, found: Organisations, first: dict[str, int]) -> Message | None:
    """Add a row to what was `found`, or say what is wrong; `first` is where each code stands."""
    values, code, speaker = row.values, row.values["code"], _representative(row.values)
    weight = whole(values.get("weight") or "1")
    if weight is None:
        return at("weight", NOT_WHOLE.having(value=quote(values["weight"])))
    organisation: dict[str, object] = {"code": code, "name": values["name"], "weight": weight}
    earlier = found.rows[first[code]] if code in first else None
    if earlier is None:
        first[code] = len(found.rows)
        found.rows.append(organisation | ({"representatives": [speaker]} if speaker else {}))
        found.lines.append(row.line)
    # Name and weight as before: of two that differ nobody knows which is meant.
    elif speaker and organisation.items() <= earlier.items() and "representatives" in earlier:
        cast("list[object]", earlier["representatives"]).append(speaker)
    else:
        used = N_("code {code} is already used at line {line}")
        return used.having(code=quote(code), line=str(found.lines[first[code]]))
    return None


def _representative(values: Mapping[str, str]) -> dict[str, str]:
    """Who a row names to speak for the organisation, as a blueprint does; empty when it names nobody."""
    named = {column: values[column] for column in SPEAKER if values.get(column)}
    return {("name" if column == "representative" else column): value for column, value in named.items()}
