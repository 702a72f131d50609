"""Where a programme stands."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from pydantic import ConfigDict, Field

from api.http.items import PersonView, View
from domain.every_phase.waiting import waiting
from domain.register.entries import Head
from domain.shared.actors import Role
from domain.state import deadlines
from domain.state.programme_state import Ending, Phase, ProgrammeState
from store.every_phase.programmes import Programme
from words.language import Language


class Waiting(View):
    """Who is waited for (a role, or a body's key), for what, and the first open deadline."""

    model_config = ConfigDict(extra="forbid")

    role: str
    sentence: str
    due: date | None = None
    late: bool = False

    @classmethod
    def of(cls, state: ProgrammeState, language: Language) -> "Waiting":
        awaited = waiting(state)
        return cls(
            role=awaited.role, sentence=language.say(awaited.sentence), due=awaited.due, late=awaited.late
        )


class ProgrammeView(View):
    """A programme: its phase, what it waits for, and where its register ends."""

    slug: str = Field(examples=["common-ground"])
    title: str = Field(examples=["Common Ground"])
    phase: Phase = Field(examples=["definition"])
    ending: Ending | None = Field(description="How it ended, null while it goes on")
    published: bool = Field(description="Whether its documents are published")
    suspended_on: date | None = Field(description="Since when it is suspended")
    waiting: Waiting = Field(
        description="Which role or body is waited for, for what, and the first deadline",
        examples=[
            {
                "role": "kwartiermaker",
                "sentence": "The kwartiermaker, to submit a version of the plan.",
                "due": "2027-03-11",
                "late": False,
            }
        ],
    )
    principal: PersonView
    kwartiermaker: PersonView | None
    version: int = Field(description="The newest plan version; 0 is the existing strategy", examples=[3])
    blueprint_hash: str = Field(description="Of the frozen blueprint: hex SHA-256 of its canonical JSON")
    head: Head = Field(description="The end of the register", examples=[{"seq": 12, "hash": "9f86d081" * 8}])
    started_at: datetime


def involved(state: ProgrammeState) -> list[str]:
    """Whose names a programme is shown with."""
    return [state.principal, *([state.kwartiermaker] if state.kwartiermaker else [])]


def programme_view(
    row: Programme, state: ProgrammeState, names: Mapping[str, str], language: Language
) -> ProgrammeView:
    """`state` of the programme `row`; `names` holds those of `involved`."""
    kwartiermaker = state.kwartiermaker
    return ProgrammeView(
        slug=row.slug,
        title=row.title,
        phase=state.phase,
        ending=state.ending,
        published=state.published,
        suspended_on=state.suspended_on,
        waiting=Waiting.of(state, language),
        principal=PersonView(id=state.principal, name=names.get(state.principal, "")),
        kwartiermaker=PersonView(id=kwartiermaker, name=names.get(kwartiermaker, ""))
        if kwartiermaker
        else None,
        version=state.version,
        blueprint_hash=row.blueprint_hash,
        head=state.head,
        started_at=row.created_at.astimezone(UTC),
    )


class DeadlineView(View):
    """Something that must happen before the day `due` ends, in the blueprint's time zone."""

    key: str = Field(examples=["consultation"])
    due: date = Field(examples=["2027-03-11"])
    role: Role = Field(description="Who is waited for", examples=["representative"])
    passed: bool = Field(description="Whether that day is over", examples=[False])
    can_move: bool = Field(description="Whether the office or principal may move it", examples=[True])


def deadline_views(state: ProgrammeState) -> list[DeadlineView]:
    """The open deadlines, first the one that comes first."""
    # By key where days are the same, so that the list does not change its order by itself.
    found = sorted(state.deadlines.items(), key=lambda item: (item[1].due, item[0]))
    return [
        DeadlineView(
            key=key,
            due=deadline.due,
            role=deadline.role,
            passed=deadline.passed,
            can_move=key not in deadlines.FIXED,
        )
        for key, deadline in found
    ]


class CandidateView(View):
    """A candidate for the assignment, with the interests they declared."""

    person: PersonView
    status: str = Field(description="nominated, asked, declined or accepted", examples=["asked"])
    interests: str = Field(examples=["No business interests in the outcome."])
