"""Where a programme stands."""

from datetime import UTC, date, datetime

from pydantic import ConfigDict, Field

from api.http.items import PersonView, View
from domain.every_phase.turns import TurnCode
from domain.every_phase.waiting import Waiting as Awaited
from domain.every_phase.waiting import first_of, sentence
from domain.reading.standings import Waited
from domain.register.entries import Head
from domain.shared.actors import Role
from domain.state import deadlines
from domain.state.programme_state import Ending, Phase, ProgrammeState
from store.every_phase.standings import Listed
from words.language import Language


class Waiting(View):
    """Who is waited for (a role, or a body's key), for what, and until when: the first of the turns."""

    model_config = ConfigDict(extra="forbid")

    role: str
    sentence: str
    due: date | None = None
    late: bool = False

    @classmethod
    def of(cls, awaited: Awaited, language: Language) -> "Waiting":
        sentence = language.say(awaited.sentence)
        return cls(role=awaited.role, sentence=sentence, due=awaited.due, late=awaited.late)


class TurnView(View):
    """One thing that is waited for: whose turn it is, for what, since when and until when."""

    code: TurnCode = Field(examples=["answer_contributions"])
    role: Role = Field(description="Who has to do it", examples=["kwartiermaker"])
    body: str | None = Field(description="The body that it is about, or whose members have to do it")
    about: str | None = Field(
        description="The number of the consultation, submission or session, or the key of the condition",
        examples=["1"],
    )
    numbers: dict[str, int] = Field(description="How far it is", examples=[{"done": 47, "of": 364}])
    sentence: str = Field(examples=["The kwartiermaker, to answer what was contributed to consultation 1."])
    since: date | None = Field(description="The day from which on it is waited for", examples=["2027-01-06"])
    deadline: str | None = Field(description="The key of the deadline that runs for it", examples=["draft"])
    due: date | None = Field(description="Its last day", examples=["2027-01-27"])
    late: bool = Field(description="Whether that day is over", examples=[False])

    @classmethod
    def of(cls, turn: Waited, language: Language) -> "TurnView":
        return cls(
            code=turn.code,
            role=turn.role,
            body=turn.body,
            about=turn.about or None,
            numbers=dict(turn.numbers),
            sentence=language.say(sentence(turn)),
            since=turn.since,
            deadline=turn.deadline,
            due=turn.due,
            late=turn.late,
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
    turns: list[TurnView] = Field(description="Everything that is waited for; nothing once it has ended")
    principal: PersonView
    kwartiermaker: PersonView | None
    version: int = Field(description="The newest plan version; 0 is the existing strategy", examples=[3])
    blueprint_hash: str = Field(description="Of the frozen blueprint: hex SHA-256 of its canonical JSON")
    head: Head = Field(description="The end of the register", examples=[{"seq": 12, "hash": "9f86d081" * 8}])
    started_at: datetime


def programme_view(listed: Listed, language: Language) -> ProgrammeView:
    """A programme as lists have it."""
    now, names = listed.standing, listed.names
    return ProgrammeView(
        slug=listed.slug,
        title=listed.title,
        phase=now.phase,
        ending=now.ending,
        published=now.published,
        suspended_on=now.suspended_on,
        waiting=Waiting.of(first_of(now.turns, now.ending), language),
        turns=[TurnView.of(turn, language) for turn in now.turns],
        principal=PersonView(id=now.principal, name=names.get(now.principal, "")),
        kwartiermaker=PersonView(id=now.kwartiermaker, name=names.get(now.kwartiermaker, ""))
        if now.kwartiermaker is not None
        else None,
        version=now.version,
        blueprint_hash=listed.blueprint_hash,
        head=Head(seq=now.seq, hash=listed.head_hash),
        started_at=listed.created_at.astimezone(UTC),
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
