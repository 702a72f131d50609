"""How much the API takes, and what stands in its addresses."""

from typing import Annotated

from fastapi import Path, Query

from service.asking.values import KEY_PATTERN, LARGEST_NUMBER

LARGEST_BODY = 6_000_000  # bytes

Slug = Annotated[
    str,
    Path(description="The programme's slug", max_length=60, pattern=KEY_PATTERN, examples=["common-ground"]),
]
Number = Annotated[int, Path(ge=0, le=LARGEST_NUMBER, examples=[1])]
PageSize = Annotated[int, Query(ge=1, le=1000, description="How many at most", examples=[50])]
