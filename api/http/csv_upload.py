"""Files that people send as text/csv."""

from typing import Annotated, TypeVar

from fastapi import Depends
from pydantic import BaseModel
from starlette.requests import Request

from api.http.refusals import UnsupportedMediaType
from files.csv_rows import Columns, models
from service.invalid_input import InvalidCsv

MEDIA_TYPE = "text/csv"

M = TypeVar("M", bound=BaseModel)


async def _must_be_csv(request: Request) -> None:
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent != MEDIA_TYPE:
        raise UnsupportedMediaType(media_type=MEDIA_TYPE)


SentAsCsv = Annotated[None, Depends(_must_be_csv)]
"""A route that takes a CSV file asks for this."""


def rows_of(content: bytes, columns: Columns, model: type[M]) -> list[M]:
    """The rows of a file, each as a `model`. Raises `InvalidCsv`, which names every bad row; then none is."""
    rows, problems = models(content, columns, model)
    if problems:
        raise InvalidCsv.of(problems)
    return rows
