"""Defining the programme: consultations, contributions, plan versions, reviews, and the gate."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Path, Query

from api import roles
from api.acting import Act, Asked, IdempotencyKey, Writing
from api.consultation.requests import NewConsultation, NewReview, NewVersion, PaperContribution
from api.consultation.support_views import SupportView, support_views
from api.consultation.views import (
    ConsultationView,
    ContributionView,
    GateView,
    OriginView,
    ReceiptView,
    VersionView,
    WholeVersionView,
    consultation_view,
    contribution_view,
    gate_view,
    receipt_view,
    version_view,
)
from api.http.dependencies import Here, Who
from api.http.items import Items
from api.http.limits import LARGEST_NUMBER, Number, Slug
from api.http.problems import Problem
from api.http.requests import NewContribution, Nothing
from api.plan.principles_routes import known_goals
from api.readers import Read, Sight
from domain.plan.definition import BASELINE
from domain.register.answers import Answer
from domain.state.programme_state import ProgrammeState
from domain.vocabulary.commands import OpenConsultation, Review, SaveVersion, SubmitVersion
from service.consultation.contribute import contribute as contribute_to
from service.consultation.contribute import on_paper
from store.consultation import consultations, contributions
from store.people import people
from store.plan import plans

router = APIRouter(prefix="/programmes/{slug}", tags=["definition"])


# --- consultations ---


@router.get("/consultations", operation_id="listConsultations")
async def list_consultations(slug: Slug, read: Read) -> Items[ConsultationView]:
    """The rounds of asking, with how many were invited and have answered."""
    async with read.of(slug) as sight:
        rounds = await consultations.rounds(sight.connection, slug)
        return Items(items=[consultation_view(row, sight.state) for row in rounds])


@router.post("/consultations", status_code=201, operation_id="openConsultation")
async def open_consultation(slug: Slug, body: NewConsultation, act: Act) -> Answer:
    """Ask every organisation about a plan version (office, kwartiermaker).

    The first round opens by itself.
    """

    def fields(_writing: Writing) -> Mapping[str, object]:
        return {"version": body.version, "due": body.due}

    asked = Asked(OpenConsultation, roles.office_or_kwartiermaker, fields, body)
    return await act(slug, asked)


@router.get("/consultations/{number}", operation_id="showConsultation")
async def show_consultation(slug: Slug, number: Number, read: Read) -> ConsultationView:
    """One round of asking."""
    async with read.of(slug) as sight:
        for row in await consultations.rounds(sight.connection, slug):
            if row.number == number:
                return consultation_view(row, sight.state)
    raise Problem("no_such_consultation", f"There is no consultation {number} here.")


@router.post("/consultations/{number}/contributions", status_code=201, operation_id="contribute")
async def contribute(
    slug: Slug,
    number: Number,
    body: NewContribution,
    resources: Here,
    caller: Who,
    idempotency_key: IdempotencyKey,
) -> ReceiptView:
    """Say what your organisation thinks (representative); the answer is a receipt.

    Until the round closes it may be done again: the last time counts.
    """
    taken = await contribute_to(resources, caller, idempotency_key, (slug, number), body.as_statement)
    return receipt_view(taken)


@router.post("/consultations/{number}/paper-contributions", status_code=201, operation_id="contributeOnPaper")
async def contribute_on_paper(
    slug: Slug,
    number: Number,
    body: PaperContribution,
    resources: Here,
    caller: Who,
    idempotency_key: IdempotencyKey,
) -> ReceiptView:
    """Enter what an organisation sent on paper (office); it is recorded as such.

    What came after the closing can be added as `late`: it is kept and answered, and never counts.
    """
    speaks = on_paper(body.organisation, late=body.late)
    taken = await contribute_to(resources, caller, idempotency_key, (slug, number), body.as_statement, speaks)
    return receipt_view(taken)


Late = Annotated[bool, Query(description="What came after the closing instead, which never counts")]


@router.get("/consultations/{number}/contributions", operation_id="listContributions")
async def list_contributions(
    slug: Slug, number: Number, read: Read, *, late: Late = False
) -> Items[ContributionView]:
    """What was contributed: each organisation's last revision, in the order they came; or what came late.

    For the office, the principal and the kwartiermaker; a representative gets those of their organisation.
    """
    async with read.of(slug) as sight:
        reader = sight.reader
        own = reader.caller.organisation if "representative" in reader.caller.roles else None
        reader.must(reader.prepares or own is not None, "contributions")
        if all(row.number != number for row in await consultations.rounds(sight.connection, slug)):
            raise Problem("no_such_consultation", f"There is no consultation {number} here.")
        find = contributions.late if late else contributions.counted
        found = await find(sight.connection, slug, number)
        mine = [c for c in found if reader.prepares or c.organisation == own]
        bodies = await sight.texts(*(ref.id for c in mine for ref in c.sections.values()))
    return Items(items=[contribution_view(contribution, bodies) for contribution in mine])


@router.get("/support", operation_id="showSupport")
async def show_support(slug: Slug, read: Read) -> Items[SupportView]:
    """Support per group, round after round: *can* and *will*, never averaged together or over groups."""
    async with read.of(slug) as sight:
        return Items(items=support_views(sight.state))


# --- plan versions ---

VersionNumber = Annotated[int, Path(ge=0, le=LARGEST_NUMBER, description="Of the version", examples=[3])]


@router.get("/plan-versions", operation_id="listPlanVersions")
async def list_plan_versions(slug: Slug, read: Read) -> Items[VersionView]:
    """The versions of the plan, without their texts; 0 is the existing strategy."""
    async with read.of(slug) as sight:
        versions = await plans.versions(sight.connection, slug)
        names = dict(await people.names(sight.connection, {v.author for v in versions}))
    return Items(items=[version_view(version, names, sight.state) for version in versions])


@router.get("/plan-versions/{number}", operation_id="showPlanVersion")
async def show_plan_version(slug: Slug, number: VersionNumber, read: Read) -> WholeVersionView:
    """A version of the plan with its texts.

    One that was not submitted is for the office, the principal and the kwartiermaker only.
    """
    async with read.of(slug) as sight:
        version = await plans.version(sight.connection, slug, number)
        if version is None:
            raise Problem("no_such_version", f"There is no plan version {number} here.")
        is_public = number == BASELINE or version.submitted_at is not None
        sight.reader.must(is_public or sight.reader.prepares, "unsubmitted_version")
        return await _whole(sight, version)


async def _whole(sight: Sight, version: plans.PlanVersion) -> WholeVersionView:
    names = dict(await people.names(sight.connection, [version.author]))
    bodies = await sight.texts(*(ref.id for ref in version.sections.values()))
    origins = await plans.origins(sight.connection, sight.slug, version.number)
    return WholeVersionView(
        **version_view(version, names, sight.state).model_dump(),
        sections={key: bodies[ref.id] for key, ref in version.sections.items()},
        origins=[
            OriginView(section=o.section, organisation=o.organisation, receipt=o.receipt) for o in origins
        ],
    )


@router.post("/plan-versions", status_code=201, operation_id="savePlanVersion")
async def save_plan_version(slug: Slug, body: NewVersion, read: Read, act: Act) -> Answer:
    """Save a version of the plan, whole (kwartiermaker, or whom they allow to draft)."""
    async with read.of(slug) as sight:
        known = await known_goals(sight)

    def fields(writing: Writing) -> Mapping[str, object]:
        sections = {key: writing.text(text) for key, text in body.sections.items()}
        # Hashes are salted: a goal whose words stay is recognised by its words, and keeps its reference.
        goals = (
            None
            if body.goals is None
            else tuple(known.get(goal.strip()) or writing.text(goal) for goal in body.goals)
        )
        return {"sections": sections, "goals": goals, "based_on": body.based_on}

    return await act(slug, Asked(SaveVersion, roles.drafter, fields, body))


@router.post("/plan-versions/{number}/submissions", status_code=201, operation_id="submitPlanVersion")
async def submit_plan_version(slug: Slug, number: VersionNumber, body: Nothing, act: Act) -> Answer:
    """Submit the newest version to the review panel (kwartiermaker)."""
    asked = Asked(
        SubmitVersion,
        roles.kwartiermaker,
        lambda _: {"version": number},
        body,
        about={"version": number},
        check=_exists(number),
    )
    return await act(slug, asked)


@router.post("/plan-versions/{number}/reviews", status_code=201, operation_id="review")
async def review(slug: Slug, number: VersionNumber, body: NewReview, act: Act) -> Answer:
    """Answer *can* and *will* municipalities make this change (who holds a seat of the panel)."""

    def fields(writing: Writing) -> Mapping[str, object]:
        return {
            "version": number,
            "seat": writing.part.seat,
            "can": body.can,
            "will": body.will,
            "reason": writing.text(body.reason),
        }

    by, about = roles.panellist(body.seat), {"version": number}
    return await act(slug, Asked(Review, by, fields, body, about=about, check=_exists(number)))


def _exists(number: int) -> roles.Check:
    def check(state: ProgrammeState) -> None:
        if number > state.version:
            raise Problem("no_such_version", f"There is no plan version {number} here.")

    return check


# --- the gate ---


@router.get("/gate", operation_id="showGate")
async def show_gate(slug: Slug, read: Read) -> GateView:
    """What must hold before the definition phase may end, and what of it is missing."""
    async with read.of(slug) as sight:
        return gate_view(sight.state)
