"""Selections that somebody saved: kept from the list of programmes, called otherwise, deleted."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl
from uuid import UUID

from fastapi import APIRouter, Path
from pydantic import ValidationError
from starlette.responses import Response

from domain.shared.messages import N_, Message
from service.callers import Caller
from service.every_phase import selections
from service.every_phase.list_programmes import WantedProgrammes
from service.limits import one_line
from service.resources import Resources
from web.http.forms import Filled, Form, Mistake
from web.http.page import Here, Page, Shows
from web.http.refusals import UnreadableForm
from web.sign_in.session import Who
from words.refusals import said

router = APIRouter(prefix="/selections")

Id = Annotated[UUID, Path()]

NO_NAME = N_("Give it a name of at most {most} characters, on one line.")


@dataclass(frozen=True)
class Shown:
    """A selection, and what was typed to call it otherwise."""

    id: str
    name: str
    typed: str
    address: str


@router.get("", operation_id="pageSelections")
async def show(page: Shows, resources: Here, who: Who) -> Response:
    """The selections that somebody saved."""
    return await _page(page, resources, who)


@router.post("", operation_id="saveSelection")
async def save(page: Shows, resources: Here, who: Who, form: Filled) -> Response:
    """Keep what the list shows under a name."""
    try:
        wanted = WantedProgrammes.model_validate(dict(parse_qsl(form.get("asked"))))
    except ValidationError:
        raise UnreadableForm from None
    if (mistake := _mistake_in(form, "name")) is not None:
        return await _page(page, resources, who, (mistake,), asked=form.get("asked"))
    try:
        await selections.save(resources, who, form.get("name").strip(), wanted)
    except selections.TooManySelections as refusal:
        return await _page(page, resources, who, (Mistake("name", said(refusal)),), asked=form.get("asked"))
    asked = selections.address(wanted)
    return page.go(f"/programmes?{asked}" if asked else "/programmes")


@router.post("/{id_}/name", operation_id="renameSelection")
async def rename(id_: Id, page: Shows, resources: Here, who: Who, form: Filled) -> Response:
    """Call it otherwise."""
    mistake = _mistake_in(form, f"name-{id_}")
    if mistake is None:
        try:
            await selections.rename(resources, who, id_, form.get("name").strip())
        except selections.NameTaken as refusal:
            mistake = Mistake(f"name-{id_}", said(refusal))
        else:
            return page.go("/selections")
    return await _page(page, resources, who, (mistake,), typed={str(id_): form.get("name")})


@router.post("/{id_}/deletion", operation_id="deleteSelection")
async def delete(id_: Id, page: Shows, resources: Here, who: Who, _form: Filled) -> Response:
    """Forget it; no programme changes by that."""
    await selections.delete(resources, who, id_)
    return page.go("/selections")


def _mistake_in(form: Form, field: str) -> Mistake | None:
    """What is wrong with the name that was filled in."""
    name = form.get("name").strip()
    wrong: Message = NO_NAME.having(most=selections.LONGEST)
    try:
        fits = 0 < len(one_line(name)) <= selections.LONGEST
    except ValueError:
        fits = False
    return None if fits else Mistake(field, wrong)


async def _page(
    page: Page,
    resources: Resources,
    who: Caller,
    mistakes: tuple[Mistake, ...] = (),
    *,
    asked: str | None = None,
    typed: dict[str, str] | None = None,
) -> Response:
    async with resources.database() as connection:
        found = await selections.mine(connection, who)
    shown = [
        Shown(str(one.id), one.name, (typed or {}).get(str(one.id), one.name), f"/programmes?{one.asked}")
        for one in found
    ]
    return page.show(
        "every_phase/selections.html",
        status=400 if mistakes else 200,
        selections=shown,
        asked=asked,
        most=selections.MOST,
        mistakes=mistakes,
    )
