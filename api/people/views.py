"""Who is in which part, as people read it."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from api.http.items import PersonView, View
from domain.state.programme_state import ProgrammeState

Shown = Literal["office", "principal", "kwartiermaker", "drafter", "panel", "member"]


class HeldPartView(View):
    """A part that somebody has; a seat with its key, and of a body with that of the body."""

    part: Shown = Field(examples=["member"])
    person: PersonView
    body: str | None = Field(default=None, examples=["college"])
    seat: str | None = Field(default=None, examples=["chair"])

    def named(self, name: str) -> "HeldPartView":
        """The same with the name of the person."""
        return self.model_copy(update={"person": PersonView(id=self.person.id, name=name)})


class SignInView(View):
    """Whom a link for signing in is for, in which programme."""

    programme: str = Field(description="Its slug", examples=["common-ground"])
    title: str = Field(examples=["Common Ground"])
    name: str = Field(examples=["Anna de Vries"])


def parts_view(state: ProgrammeState) -> list[HeldPartView]:
    """Every part that somebody acts in by the programme itself, by ids; without those by a mandate."""
    return list(_parts(state))


def _parts(state: ProgrammeState) -> Iterator[HeldPartView]:
    for person in state.office:
        yield _part("office", person)
    yield _part("principal", state.principal)
    if state.kwartiermaker is not None:
        yield _part("kwartiermaker", state.kwartiermaker)
    for person in state.definition.drafters:
        yield _part("drafter", person)
    for seat in state.panel:
        yield _part("panel", seat.person, seat=seat.key)
    for body in state.bodies:
        for seat in body.seats:
            yield _part("member", seat.person, body.key, seat.key)


def _part(part: Shown, person: str, body: str | None = None, seat: str | None = None) -> HeldPartView:
    return HeldPartView(part=part, person=PersonView(id=person, name=""), body=body, seat=seat)
