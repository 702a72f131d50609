"""What a body missed in a plan that it sent back, and what became of that."""

from collections.abc import Mapping

from pydantic import Field

from api.http.items import View
from domain.state.programme_state import SentBackPoint


class SentBackPointView(View):
    """A point that the next version answers."""

    key: str = Field(description="Of the submission that came back, and its number in it", examples=["1-2"])
    submission: int = Field(examples=[1])
    text: str = Field(examples=["Cover in the long run is missing."])
    answer: str | None = Field(
        description="What the next version does with it; null when nobody said, or it is not for you",
        examples=["The first ten years are covered."],
    )
    sections: list[str] = Field(description="Where in the plan", examples=[["funding"]])
    open: bool = Field(description="Whether it can still be answered, or answered anew")


def sent_back_point_view(
    key: str, point: SentBackPoint, bodies: Mapping[str, str], *, is_open: bool, answer: bool
) -> SentBackPointView:
    """A point, with its `answer` when the reader may see it; `bodies` holds texts by id."""
    shown = point.answer if answer else None
    return SentBackPointView(
        key=key,
        submission=int(key.partition("-")[0]),
        text=bodies[point.text.id],
        answer=bodies[shown.id] if shown is not None else None,
        sections=list(point.sections) if shown is not None else [],
        open=is_open,
    )
