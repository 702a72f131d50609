"""Files that people send as text/csv, and how it is told what is wrong in them."""

from collections.abc import Sequence
from typing import Annotated, TypeVar

from fastapi import Depends
from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from api.problems import FieldProblem, Problem
from domain.csv_rows import Columns, CsvProblem, read

MEDIA_TYPE = "text/csv"
MOST_NAMED = 500
"""Bad rows that one answer names; more than that are counted."""

M = TypeVar("M", bound=BaseModel)


async def _must_be_csv(request: Request) -> None:
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent != MEDIA_TYPE:
        raise Problem("unsupported_media_type", f"Send the rows with Content-Type {MEDIA_TYPE}.")


SentAsCsv = Annotated[None, Depends(_must_be_csv)]
"""A route that takes a CSV file asks for this."""


def rows_of(content: bytes, columns: Columns, model: type[M], most: int) -> list[M]:
    """The rows of a file, each as a `model`. Raises a `Problem` that names every bad row; then none is."""
    rows, problems = read(content, columns)
    if len(rows) > most:
        problems.append(
            CsvProblem(rows[most].line, f"there are {len(rows)} rows; send at most {most} at a time")
        )
    taken: list[M] = []
    for row in rows:
        try:
            taken.append(model.model_validate(row.values))
        except ValidationError as error:
            problems += [CsvProblem(row.line, f"{e['loc'][0]}: {e['msg']}") for e in error.errors()]
    if problems:
        raise _told(sorted(problems))
    return taken


def _told(problems: Sequence[CsvProblem]) -> Problem:
    errors = [
        FieldProblem.model_validate(
            {"in": "body", "field": f"line {problem.line}", "code": "csv", "detail": problem.message}
        )
        for problem in problems[:MOST_NAMED]
    ]
    message = f"{len(problems)} thing(s) are wrong in the file; nothing was taken from it."
    return Problem("invalid_csv", message, errors=errors)
