"""An answer to points as it is filled in: read from a form, or from how a point was answered; looked at."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self, cast, get_args

from pydantic import ValidationError

from domain.responses.responding import Kind, Place
from domain.shared.messages import N_
from service.asking.mistakes import said
from service.responses.forms import NewResponse
from store.responses.points import Point
from web.http.forms import Form, Mistake, number_of
from web.http.refusals import UnreadableForm
from web.responses.bench import written


@dataclass(frozen=True)
class FilledAnswer:
    """What the plan does with points, where, and why; nothing is looked at yet."""

    kind: str = ""
    place: str = ""
    reason: str = ""

    @classmethod
    def of(cls, form: Form) -> Self:
        return cls(form.get("kind"), form.get("place"), form.get("reason"))

    @classmethod
    def begun(cls, point: Point, reason: str) -> Self:
        """What the form begins with: how the point was answered last, else its own section."""
        response = point.response
        if response is None or response.section is None or response.version is None:
            return cls(
                kind=response.kind if response is not None else "", place=f"{point.section}/", reason=reason
            )
        return cls(response.kind, written(Place(response.section, response.version)), reason)

    def mistakes(self) -> list[Mistake]:
        """What is wrong with it."""
        return list(self._mistakes())

    def _mistakes(self) -> Iterator[Mistake]:
        if self.kind not in get_args(Kind):
            yield Mistake("kind", N_("Choose what the plan does with it."))
        if self.kind in {"taken_over", "partly"} and self._at is None:
            yield Mistake("place", N_("Choose where in the plan it is taken over."))
        if not self.reason.strip():
            yield Mistake("reason", N_("Say why."))
            return
        try:
            NewResponse(kind="not_taken_over", reason=self.reason)
        except ValidationError as error:
            yield from (Mistake("reason", said(item)) for item in error.errors())

    @property
    def _at(self) -> Place | None:
        section, _, version = self.place.rpartition("/")
        number = number_of(version)
        return Place(section, number) if section and number is not None else None

    @property
    def response(self) -> NewResponse:
        """What is sent, once nothing is wrong with it. Raises `UnreadableForm` for a place of no page."""
        place = self._at if self.kind != "not_taken_over" else None
        try:
            return NewResponse(
                kind=cast("Kind", self.kind),
                section=place.section if place is not None else None,
                version=place.version if place is not None else None,
                reason=self.reason,
            )
        except ValidationError:
            raise UnreadableForm from None
