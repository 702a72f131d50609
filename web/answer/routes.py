"""What an organisation says by its personal link: without an account, and without JavaScript."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from pydantic_core import PydanticCustomError
from starlette.responses import PlainTextResponse, Response

from domain.shared.messages import N_, Message, N_plural
from domain.shared.rules import Shown
from service.consultation import by_link
from service.consultation.by_link import ShownByLink
from service.consultation.contribute import contribute_by_link
from store.people import people
from store.responses.points import Point
from web.answer.filled import Filled
from web.answer.link import Link, Linked, remember
from web.http.forms import Filled as Sent
from web.http.forms import Mistake, key_of
from web.http.page import Here, Page, Shows
from web.http.refusals import UnreadableForm
from words.languages import OF_PAPERS
from words.vocabulary import ANSWERS, RESPONSES

router = APIRouter()
answers = APIRouter(prefix="/answer/{id}")

QUOTED: dict[Shown, Message] = {
    "public": N_("The response memo quotes your words under the name of {organisation}, and is public."),
    "confidential": N_(
        "The response memo quotes your words under the name of {organisation}, to who has a part in the"
        " programme."
    ),
}


@router.get("/i/{token}", operation_id="openLink")
async def open_link(token: str, page: Shows, resources: Here) -> Response:
    """The link in the letter: nobody has opened it by this, as mail filters follow links too."""
    link = Link.of(token)
    await by_link.show(resources, token)
    answer = page.go(link.at)
    remember(page.request, answer, link)
    return answer


@answers.get("", operation_id="pageAnswer")
async def ask(link: Linked, page: Shows, resources: Here) -> Response:
    """What can and will the organisation, and what does it say about the plan? Or what became of that."""
    shown = await by_link.show(resources, link.token)
    if not shown.may_contribute:
        return page.show("answer/over.html", {**_common(shown, link, page), **_over(shown, page)})
    return _form(page, shown, link, Filled.begun(shown), str(uuid4()))


@answers.post("", operation_id="sendAnswer")
async def send(link: Linked, page: Shows, resources: Here, form: Sent) -> Response:
    """Send it: once, however often the button is pressed."""
    shown = await by_link.show(resources, link.token)
    filled, key = Filled.of(form), key_of(form)
    if mistakes := filled.mistakes({section.key: section.title for section in shown.sections}):
        return _form(page, shown, link, filled, key, mistakes)
    await contribute_by_link(resources, link.token, key, filled.statement)
    await by_link.forget_draft(resources, link.token)
    return page.go(f"{link.at}/receipt")


@answers.post("/draft", operation_id="keepAnswer")
async def keep(link: Linked, page: Shows, resources: Here, form: Sent) -> Response:
    """Keep what was typed, to go on with it later; whoever asked as a script hears when that was."""
    try:
        kept = Filled.of(form).kept
    except PydanticCustomError:
        raise UnreadableForm from None
    at = await by_link.keep_draft(resources, link.token, kept)
    if "text/plain" not in page.request.headers.get("Accept", ""):
        return page.go(f"{link.at}#draft")
    shown = await by_link.show(resources, link.token)
    return PlainTextResponse(page.language.say(KEPT, time=page.language.time(_there(shown, at))))


KEPT = N_("Kept at {time}, and not sent yet. You can go on later by the link in your letter.")


@answers.get("/receipt", operation_id="pageReceipt")
async def receipt(link: Linked, page: Shows, resources: Here) -> Response:
    """That it was received, and what happens next."""
    shown = await by_link.show(resources, link.token)
    if (said := shown.said) is None:
        return page.go(link.at)
    support = {"can": ANSWERS[said.support.can], "will": ANSWERS[said.support.will]}
    return page.show(
        "answer/receipt.html",
        _common(shown, link, page),
        received=page.language.full_day(_there(shown, said.created_at).date()),
        answers={name: page.language.say(answer) for name, answer in support.items()},
        commented=len(said.sections),
        said=said,
    )


@answers.get("/somebody-else", operation_id="pageSomebodyElse")
async def somebody_else(link: Linked, page: Shows, resources: Here) -> Response:
    """What whoever is not the right person can do."""
    shown = await by_link.show(resources, link.token)
    async with resources.database() as connection:
        office = await people.names(connection, shown.invitation.programme, list(shown.state.office))
    common = _common(shown, link, page)
    return page.show("answer/somebody_else.html", common, office=sorted(office.values()))


def _form(
    page: Page,
    shown: ShownByLink,
    link: Link,
    filled: Filled,
    key: str,
    mistakes: list[Mistake] | None = None,
) -> Response:
    draft = None if shown.draft is None else page.language.time(_there(shown, shown.draft.saved_at))
    left = (shown.invitation.due - _today(shown)).days
    return page.show(
        "answer/answer.html",
        _common(shown, link, page),
        status=400 if mistakes else 200,
        sections=shown.sections,
        filled=filled,
        key=key,
        draft=draft,
        mistakes=mistakes or (),
        left=page.language.say(_left(left)),
        before=[_done(point, shown, page) for point in shown.before if point.response is not None],
        sent_before=shown.said is not None,
        quoted=page.language.say(QUOTED[shown.quoted], organisation=shown.invitation.organisation_name),
    )


def _common(shown: ShownByLink, link: Link, page: Page) -> dict[str, object]:
    return {
        "invitation": shown.invitation,
        "at": link.at,
        "due": page.language.full_day(shown.invitation.due),
        # People's own words are in a language of their own, whatever the page speaks.
        "written_in": shown.language or OF_PAPERS,
    }


def _over(shown: ShownByLink, page: Page) -> dict[str, object]:
    said = shown.said
    return {
        "why": "withdrawn" if shown.invitation.withdrawn else shown.invitation.status,
        "support": said is not None,
        "can": None if said is None else page.language.say(ANSWERS[said.support.can]),
        "will": None if said is None else page.language.say(ANSWERS[said.support.will]),
        "said": [
            (section.title, shown.texts[said.sections[section.key].id])
            for section in shown.sections
            if said is not None and section.key in said.sections
        ],
        "done": [_done(point, shown, page) for point in shown.done if point.response is not None],
    }


def _left(days: int) -> Message:
    if days < 0:
        return N_("that day has passed, and the round is still open")
    return N_("that is today") if days == 0 else N_plural("{n} day left", "{n} days left").having(n=days)


@dataclass(frozen=True)
class Done:
    """What was done with one point."""

    said: tuple[str, ...]
    kind: str
    taken_over: bool
    section: str
    reason: str


def _done(point: Point, shown: ShownByLink, page: Page) -> Done:
    response = point.response
    assert response is not None, "the responses are settled"
    own = [origin for origin in point.origins if origin.organisation == shown.invitation.organisation]
    return Done(
        tuple(shown.texts[origin.said.id] for origin in own),
        page.language.say(RESPONSES[response.kind]),
        response.kind != "not_taken_over",
        shown.titles.get(response.section or "", ""),
        shown.texts[response.reason.id],
    )


def _there(shown: ShownByLink, moment: datetime) -> datetime:
    """A moment as clocks have it where the programme is."""
    return moment.astimezone(ZoneInfo(shown.state.rules.calendar.timezone))


def _today(shown: ShownByLink) -> date:
    return shown.state.rules.calendar.day_of(datetime.now(UTC))
