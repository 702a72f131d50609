"""The plan as people read it: its support, versions, goals, points, and the gate."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Literal

from pydantic import Field

from api.http.items import PersonView, View
from documents.comparison import Op, compare
from domain.plan import gate
from domain.plan.thresholds import response_percent
from domain.publication.classification import classification_of_version
from domain.shared.rules import Classification
from domain.shared.support import Counts, Weight
from domain.state.programme_state import Consultation, Goal, ProgrammeState, SentBackPoint
from store.plan.plans import PlanVersion

# --- support ---


COUNTS = {"yes": 40, "yes_if": 10, "no": 7}


class RoundOfSupportView(View):
    """What a group said in one closed round; no figures of support where too few answered to show them."""

    consultation: int = Field(examples=[1])
    version: int = Field(description="The plan version it was about", examples=[0])
    invited: int = Field(description="Organisations", examples=[342])
    answered: int = Field(description="Organisations", examples=[57])
    response_percent: int = Field(description="Rounded down", examples=[16])
    can: Counts | None = Field(examples=[COUNTS])
    will: Counts | None = Field(examples=[COUNTS])
    weight: Weight | None = Field(
        description="Where the blueprint weighs: what yes and yes-if weigh, in percent of all who answered",
        examples=[{"can": 81, "will": 90}],
    )


class SupportView(View):
    """One group's support, round after round."""

    group: str = Field(examples=["gemeente"])
    smallest_shown: int = Field(
        description="Where fewer organisations answered, nothing is said of support", examples=[3]
    )
    rounds: list[RoundOfSupportView]


def support_views(state: ProgrammeState) -> list[SupportView]:
    """Every group of the blueprint, with what it said in each round that is closed."""
    closed = [held for held in state.definition.rounds if not held.is_open]
    rules = state.rules.definition
    return [
        SupportView(
            group=group,
            smallest_shown=rules.smallest_shown,
            rounds=[_round(held, group) for held in closed],
        )
        for group in rules.groups
    ]


def _round(held: Consultation, group: str) -> RoundOfSupportView:
    support = held.support.get(group)
    return RoundOfSupportView(
        consultation=held.number,
        version=held.version,
        invited=held.invited.get(group, 0),
        answered=held.answered.get(group, 0),
        response_percent=response_percent(held, group),
        can=support.can if support else None,
        will=support.will if support else None,
        weight=held.weight.get(group),
    )


# --- versions ---


class VersionView(View):
    """A version of the plan; it never changes."""

    number: int = Field(description="0 is the existing strategy", examples=[3])
    hash: str = Field(description="Hex SHA-256 over its sections' hashes", examples=["9f86d081" * 8])
    author: PersonView | None = Field(description="null for what Kwartier assembled")
    saved_at: datetime
    submitted_at: datetime | None
    filled: list[str] = Field(description="The sections that have any text", examples=[["goals", "funding"]])
    classification: Classification = Field(description="A draft until it is approved", examples=["draft"])


def version_view(version: PlanVersion, names: dict[str, str], state: ProgrammeState) -> VersionView:
    author = version.author
    return VersionView(
        number=version.number,
        hash=version.hash,
        author=PersonView(id=author, name=names.get(author, "")) if author else None,
        saved_at=version.saved_at.astimezone(UTC),
        submitted_at=version.submitted_at.astimezone(UTC) if version.submitted_at else None,
        filled=[key for key, ref in version.sections.items() if not ref.is_empty],
        classification=classification_of_version(version.number, state),
    )


class OriginView(View):
    """A contribution that a section of an assembled draft was made from."""

    section: str = Field(examples=["funding"])
    organisation: str = Field(examples=["GM0014"])
    receipt: str = Field(examples=["9f86d081" * 8])


class WholeVersionView(VersionView):
    """A version of the plan with its texts, and where passages of an assembled draft came from."""

    sections: dict[str, str] = Field(examples=[{"goals": "What we want."}])
    origins: list[OriginView]


# --- what changed between two versions ---


class ChangeView(View):
    """A stretch of text that both versions have, or one of them only."""

    op: Op
    text: str = Field(examples=["We share all costs."])


class SectionComparisonView(View):
    """One section: same and removed together are its text before, same and added its text after."""

    section: str = Field(examples=["funding"])
    changed: bool = Field(examples=[True])
    changes: list[ChangeView]


class ComparisonView(View):
    """Every section of the plan, in order, in one version beside another."""

    before: int = Field(description="The one version", examples=[2])
    after: int = Field(description="The other", examples=[3])
    sections: list[SectionComparisonView]


def comparison_view(
    of: tuple[int, int], sections: Sequence[str], before: Mapping[str, str], after: Mapping[str, str]
) -> ComparisonView:
    return ComparisonView(
        before=of[0],
        after=of[1],
        sections=[_section(key, before.get(key, ""), after.get(key, "")) for key in sections],
    )


def _section(key: str, before: str, after: str) -> SectionComparisonView:
    changes = [ChangeView(op=change.op, text=change.text) for change in compare(before, after)]
    return SectionComparisonView(section=key, changed=before != after, changes=changes)


# --- goals, and how they were measured against the principles ---


class PrincipleAnswerView(View):
    """A goal follows a principle, or deviates from it for a reason."""

    principle: str = Field(description="Its key in the blueprint", examples=["open"])
    answer: Literal["follows", "deviates"] = Field(examples=["follows"])
    reason: str | None = Field(examples=["Open standards, as far as they exist."])


class GoalView(View):
    """What a version of the plan wants to reach, and how it was measured."""

    number: int = Field(examples=[1])
    text: str = Field(examples=["One shared realisation strategy"])
    answers: list[PrincipleAnswerView]


def goal_view(number: int, goal: Goal, bodies: Mapping[str, str]) -> GoalView:
    """`goal`; `bodies` holds its texts by id."""
    return GoalView(
        number=number,
        text=bodies[goal.text.id],
        answers=[
            PrincipleAnswerView(
                principle=principle,
                answer="follows" if measured.follows else "deviates",
                reason=bodies[measured.reason.id] if measured.reason is not None else None,
            )
            for principle, measured in goal.answers.items()
        ],
    )


# --- points that the plan was sent back with ---


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
    # A version that is not submitted may still change, and its answers with it.
    shown = point.answer if answer else None
    return SentBackPointView(
        key=key,
        submission=int(key.partition("-")[0]),
        text=bodies[point.text.id],
        answer=bodies[shown.id] if shown is not None else None,
        sections=list(point.sections) if shown is not None else [],
        open=is_open,
    )


# --- the gate ---


class CriterionView(View):
    """One thing that the gate asks, and what of it is missing."""

    key: str = Field(examples=["sections"])
    met: bool = Field(examples=[False])
    have: int = Field(description="How much of it there is", examples=[4])
    need: int = Field(description="How much there must be", examples=[5])
    short_by: int = Field(description="How many are missing", examples=[1])
    missing: list[str] = Field(description="What is missing, the first 20", examples=[["funding"]])


class GateView(View):
    """Whether the definition phase may end, and if not exactly what is missing."""

    holds: bool = Field(examples=[False])
    criteria: list[CriterionView]


def gate_view(state: ProgrammeState) -> GateView:
    """The gate as it is now; once it held, the plan is before the bodies and the gate stays as it was."""
    criteria = [
        CriterionView(
            key=c.key,
            met=c.met,
            have=c.have,
            need=c.need,
            short_by=c.short_by,
            missing=[str(what) for what in c.missing],
        )
        for c in gate.criteria(state)
    ]
    return GateView(holds=gate.holds(state), criteria=criteria)
