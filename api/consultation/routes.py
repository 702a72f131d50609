"""Consultations: opened, answered by organisations, and read."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.consultation.requests import AccountContribution, PaperContribution
from api.consultation.views import (
    ConsultationView,
    ContributionView,
    ReceiptView,
    consultation_view,
    contribution_view,
    receipt_view,
)
from api.http.acting import Doing, IdempotencyKey, does
from api.http.dependencies import Here, Who
from api.http.items import Items
from api.http.limits import Number, Slug
from api.http.reading import reads
from domain.consultation.consultations import NoSuchConsultation
from domain.register.answers import Answer
from service.asking.acts import OfProgramme
from service.consultation import acts
from service.consultation.contribute import contribute as contribute_to
from service.consultation.contribute import on_paper, represented
from service.consultation.forms import NewConsultation
from service.reading import Reading
from store.consultation import consultations, contributions

router = APIRouter(prefix="/programmes/{slug}", tags=["definition"])

ReadsStanding = Annotated[Reading, reads("standing")]
ReadsContributions = Annotated[Reading, reads("contributions", "own_contributions")]
Opens = Annotated[Doing[OfProgramme, NewConsultation], does(acts.OpenARound)]


@router.get("/consultations", operation_id="listConsultations")
async def list_consultations(slug: Slug, read: ReadsStanding) -> Items[ConsultationView]:
    """The rounds of asking, with how many were invited and have answered."""
    async with read.open(slug) as sight:
        held = await consultations.all_of(sight.connection, slug)
        return Items(items=[consultation_view(row, sight.state) for row in held])


@router.post("/consultations", status_code=201, operation_id="openConsultation")
async def open_consultation(slug: Slug, request: NewConsultation, act: Opens) -> Answer:
    """Ask every organisation about a plan version (office, kwartiermaker).

    The first round opens by itself.
    """
    return await act(slug, OfProgramme(), request)


@router.get("/consultations/{number}", operation_id="showConsultation")
async def show_consultation(slug: Slug, number: Number, read: ReadsStanding) -> ConsultationView:
    """One round of asking."""
    async with read.open(slug) as sight:
        for row in await consultations.all_of(sight.connection, slug):
            if row.number == number:
                return consultation_view(row, sight.state)
    raise NoSuchConsultation(consultation=number)


@router.post("/consultations/{number}/contributions", status_code=201, operation_id="contribute")
async def contribute(
    slug: Slug,
    number: Number,
    request: AccountContribution,
    resources: Here,
    caller: Who,
    idempotency_key: IdempotencyKey,
) -> ReceiptView:
    """Say what your organisation thinks (representative); the answer is a receipt.

    Until the round closes it may be done again: the last time counts.
    """
    speaks = represented(request.organisation)
    taken = await contribute_to(
        resources, caller, idempotency_key, (slug, number), request.as_statement, speaks
    )
    return receipt_view(taken)


@router.post("/consultations/{number}/paper-contributions", status_code=201, operation_id="contributeOnPaper")
async def contribute_on_paper(
    slug: Slug,
    number: Number,
    request: PaperContribution,
    resources: Here,
    caller: Who,
    idempotency_key: IdempotencyKey,
) -> ReceiptView:
    """Enter what an organisation sent on paper (office); it is recorded as such.

    What came after the closing can be added as `late`: it is kept and answered, and never counts.
    """
    speaks = on_paper(request.organisation, late=request.late)
    taken = await contribute_to(
        resources, caller, idempotency_key, (slug, number), request.as_statement, speaks
    )
    return receipt_view(taken)


Late = Annotated[bool, Query(description="What came after the closing instead, which never counts")]


@router.get("/consultations/{number}/contributions", operation_id="listContributions")
async def list_contributions(
    slug: Slug, number: Number, read: ReadsContributions, *, late: Late = False
) -> Items[ContributionView]:
    """What was contributed: each organisation's last revision, in the order they came; or what came late.

    For the office, the principal and the kwartiermaker; a representative gets those of their organisation.
    """
    async with read.open(slug) as sight:
        every, own = sight.reader.may("contributions"), sight.reader.speaks_for
        if all(row.number != number for row in await consultations.all_of(sight.connection, slug)):
            raise NoSuchConsultation(consultation=number)
        find = contributions.late if late else contributions.counted
        found = await find(sight.connection, slug, number)
        mine = [c for c in found if every or c.organisation in own]
        bodies = await sight.texts(*(ref.id for c in mine for ref in c.sections.values()))
    return Items(items=[contribution_view(contribution, bodies) for contribution in mine])
