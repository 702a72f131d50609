"""Who is in which part, as people read it."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from api.http.items import PersonView, View
from domain.people.parts import held
from domain.state.programme_state import ProgrammeState

Shown = Literal["office", "principal", "kwartiermaker", "drafter", "panel", "member"]


class HeldPartView(View):
    """A part that somebody has; a seat with its key, and of a body with that of the body."""

    part: Shown = Field(examples=["member"])
    person: PersonView
    body: str | None = Field(default=None, examples=["college"])
    seat: str | None = Field(default=None, examples=["chair"])


class SignInView(View):
    """Whom a link for signing in is for, in which programme."""

    programme: str = Field(description="Its slug", examples=["common-ground"])
    title: str = Field(examples=["Common Ground"])
    name: str = Field(examples=["Anna de Vries"])


def parts_view(state: ProgrammeState, names: Mapping[str, str]) -> list[HeldPartView]:
    """Every part that somebody acts in by the programme itself; `names` are people's by their ids."""
    return [
        HeldPartView(
            part=one.part,
            person=PersonView(id=one.person, name=names.get(one.person, "")),
            body=one.body,
            seat=one.seat,
        )
        for one in held(state)
    ]
