"""Every page of a programme in every part: of this programme, of another one, and for whoever has none.

What is expected stands in the table (`domain/reading/rights.py`): a page says what it shows by `reads(...)`,
and a place says so itself where fewer people may read it than may come to the page at all.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypeVar

import httpx2
import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic import SecretStr
from temporalio.client import Client

from domain.blueprint.model import Blueprint
from domain.reading.materials import Material
from domain.reading.parts import ReadingPart
from domain.reading.rights import may_read
from service.reading import Shown
from settings import Settings
from store.accounts.grants import API, WORKER
from store.database import connect
from tests.accounts import account
from tests.api.consultation.test_sessions import OUTCOME, held
from tests.api.rights import blueprint, of_others
from tests.api.story import Story, told
from tests.api.visiting import settings_of
from tests.conftest import Databases
from tests.web.every_phase.test_programmes import anybody, become
from tests.web.sign_off.test_deciding import revise
from tests.web.visiting import Browser, FrontDoor, opened
from tests.workflows.blueprints import SECTIONS
from tests.workflows.running import World
from web.application import create

QUEUE = "rights-of-pages"
NOT_YOURS = "Not yours to read"
TITLE = "Small programme"
PartT = TypeVar("PartT", bound=str)


Moment = Literal["written", "decided", "approved"]
ALWAYS: Sequence[Moment] = ("written", "decided", "approved")


class Place(NamedTuple):
    """An address below a programme, and what it shows there where that is less than the page may show.

    `at` are the moments at which it is asked for, `answers` is what those hear who may read it; None where
    that depends on what else they may.
    """

    path: str
    shows: Material | None = None
    at: Sequence[Moment] = ("decided",)
    answers: int | None = 200


MEETING = "/meetings/college/{day}"

PLACES: Mapping[str, Sequence[Place]] = {
    "pageProgramme": [Place("", at=ALWAYS)],
    # Whoever may not withdraw it hears that.
    "pageDo": [Place("/do/withdraw", answers=None)],
    "pageDone": [Place("/do/nominate/done?from=2&to=2", at=ALWAYS)],
    "pageSubmission": [Place("/submissions/1", at=("decided", "approved"))],
    "downloadCoverNoteInWord": [Place("/submissions/1/cover-note.docx", "confidential_papers")],
    "pageCoverNoteInWord": [Place("/submissions/1/docx", "confidential_papers")],
    "downloadResponseMemoInWord": [Place("/submissions/1/response-memos/1/docx", "settled_memos")],
    "pageDecisions": [Place("/decisions", at=ALWAYS)],
    "pageConsultations": [Place("/consultations", at=ALWAYS)],
    "pageConsultation": [Place("/consultations/1", at=ALWAYS)],
    "pageMeeting": [Place(MEETING, at=("decided", "approved"))],
    "downloadMeetingPack": [Place(f"{MEETING}/pack")],
    "downloadSupplement": [Place(f"{MEETING}/supplement")],
    "downloadDecisionList": [
        Place(f"{MEETING}/decision-list", at=("approved",)),
        # There is none before.
        Place(f"{MEETING}/decision-list", answers=404),
    ],
    "pagePoints": [Place("/consultations/1/points", at=("written", "decided"))],
    "findNextPoint": [Place("/consultations/1/points/next", at=("written", "decided"), answers=303)],
    "pagePoint": [Place("/consultations/1/points/1", at=("written", "decided"))],
    # Of those who read points only some may split and merge them.
    "pageSplitPoint": [Place("/consultations/1/points/1/split", at=("written",), answers=None)],
    "pageMergePoints": [
        Place("/consultations/1/points/merging?point=1&point=2", at=("written",), answers=None)
    ],
    "pageSession": [Place("/sessions/1", at=ALWAYS)],
    "exportOpenPoints": [Place("/consultations/1/answers.csv", at=("written",))],
    "pageAnswersInWord": [Place("/consultations/1/answers/docx", at=("written",))],
    "downloadAnswersInWord": [Place("/consultations/1/answers.docx", at=("written",))],
    "pagePlan": [Place("/plan", at=ALWAYS)],
    "pagePlanVersion": [
        Place("/plan/2", "unsubmitted_version", at=ALWAYS),
        Place("/plan/3", "unsubmitted_version", at=("written",)),
        Place("/plan/3", "plan", at=("decided", "approved")),
    ],
    "pagePlanInWord": [Place("/plan/docx")],
    "downloadPlanInWord": [
        Place("/plan/2/docx", "unsubmitted_version"),
        Place("/plan/3/docx", "unsubmitted_version", at=("written",)),
        Place("/plan/3/docx", "plan"),
    ],
    "pageComparison": [Place("/plan/2/compare/3", "unsubmitted_version", at=ALWAYS)],
    # Of those who may read it only some write.
    "pageSection": [Place("/plan/sections/goals", at=("written",), answers=None)],
    # This programme names none.
    "pagePrinciples": [Place("/plan/principles", at=("written",), answers=409)],
    "pageReview": [
        Place("/review/2", "unsubmitted_version", at=ALWAYS),
        Place("/review/3", "plan", at=("decided", "approved")),
    ],
    "pageParticipants": [Place("/participants", at=ALWAYS)],
    "pageProjects": [
        Place("/projects", "projects", at=("written", "decided")),
        Place("/projects", "published_projects", at=("approved",)),
    ],
    "pageRegister": [Place("/register", at=ALWAYS)],
    "pageFollowProgramme": [Place("/events")],
}
"""Where each page is asked for: a page to come has to be listed here."""

WITHOUT_SIGNING_IN = {"pagePublic", "downloadPublicDocument", "findComparison"}
"""For everyone: what an approved programme shows the world, and a form that only leads on."""


def pages() -> Mapping[str, Shown | None]:
    """Every page of a programme, by its operation, with what it says that it shows."""
    # What it stands on is asked for by requests, and none is made here.
    nothing: Any = None
    app = create(Settings(environment="development"), nothing, nothing, nothing)
    routes = [(one.path, one.original_route) for one in iter_route_contexts(app.routes)]
    return {
        str(route.operation_id): shown_by(route.dependant)
        for path, route in routes
        if isinstance(route, APIRoute) and "GET" in (route.methods or ()) and "{slug}" in (path or "")
    }


def shown_by(dependant: Dependant) -> Shown | None:
    """What `reads(...)` says in one of the parameters of a page, or of what these ask for."""
    if isinstance(shown := getattr(dependant.call, "shown", None), Shown):
        return shown
    return next(filter(None, map(shown_by, dependant.dependencies)), None)


PAGES = pages()

INTERESTS, UNSENT, POINT, ANSWER, NOTE, VOTE = (
    "Shares in a supplier.",
    "Never sent",
    "G1 says.",
    "It is better.",
    "A note for the College alone.",
    "Why I vote so.",
)
WORDS: Mapping[str, Sequence[Material]] = {
    INTERESTS: ["interests"],
    UNSENT: ["unsubmitted_version"],
    POINT: ["contributions", "responses", "settled_memos"],
    ANSWER: ["responses", "settled_memos"],
    NOTE: ["confidential_papers"],
    OUTCOME["funding"]: ["session_outcomes", "own_session_outcomes"],
    "Who speaks for M1": ["representatives"],
    "@small.example": ["addresses"],
}
"""What was written or is known of somebody in the story, and what it is of: to be read as that only."""

NOWHERE = {"@small.example"}
"""What no page says to anybody."""

Browsers = Mapping[ReadingPart, Browser]


@dataclass(frozen=True)
class Walk:
    """A programme at three moments, another one in which somebody is asked, and everybody's browsers.

    `parts` are those of the people in the first; those in `of_the_other` have none in that.
    """

    moments: Mapping[Moment, Story]
    other: Story
    day: str
    parts: Browsers
    of_the_other: Browsers
    strangers: Mapping[str, Browser]
    nobody: Browser
    _heard: dict[tuple[int, str], httpx2.Response] = field(default_factory=dict)

    async def heard(self, browser: Browser, story: Story, place: Place) -> httpx2.Response:
        """What somebody hears who asks for a page, without going where it leads; they ask once only."""
        address = f"/programmes/{story.slug}{place.path.format(day=self.day)}"
        if (known := self._heard.get((id(browser), address))) is not None:
            return known
        # What goes on for as long as somebody listens ends at once for who wants its head only.
        method = "HEAD" if place.path == "/events" else "GET"
        answer = await browser.http.request(method, address, follow_redirects=False)
        self._heard[id(browser), address] = answer
        return answer

    async def each(
        self, browsers: Mapping[PartT, Browser], story: Story, place: Place
    ) -> Mapping[PartT, httpx2.Response]:
        """What each of them hears."""
        answers = await asyncio.gather(*(self.heard(browser, story, place) for browser in browsers.values()))
        return dict(zip(browsers, answers, strict=True))

    async def all_at(self, moment: Moment) -> Sequence[httpx2.Response]:
        """What everybody with a part hears wherever it is asked at that moment."""
        places = [place for places in PLACES.values() for place in places if moment in place.at]
        found = [await self.each(self.parts, self.moments[moment], place) for place in places]
        return [answer for heard in found for answer in heard.values()]


# --- the story ---


async def written(story: Story) -> Story:
    """A draft lies there, made of what organisations said; points are answered, and nothing is settled."""
    await story.act(story.office, "nominations", person=story.person("bram"), interests=INTERESTS)
    await held(story)
    for code in ("G1", "G2", "M1"):
        await story.contributed(code)
    await story.until("draft.assembled")
    anna = story.as_("anna")
    await story.act(anna, "drafters", person=story.person("bram"))
    for words in (UNSENT, "Written"):
        await story.act(anna, "plan-versions", sections={key: f"{words}: {key}." for key in SECTIONS})
    await story.responded(1)
    return story


async def decided(story: Story) -> Story:
    """The College decides: a revision came after the papers, and one seat has voted."""
    await written(story)
    await story.settled()
    await story.act(story.as_("anna"), "plan-versions/3/submissions")
    for seat in ("panel-1", "panel-2"):
        await story.act(story.as_(seat), "plan-versions/3/reviews", can="yes", will="yes", reason="Good.")
    await story.until("submission.scheduled")
    await revise(story, NOTE)
    await story.act(story.as_("college-2"), "submissions/1/ballots", **await story.ballot(reason=VOTE))
    return story


async def approved(story: Story) -> Story:
    await decided(story)
    await story.voted("for", "for", "for")
    await story.until("programme.published")
    return story


async def taking_part(door: FrontDoor, story: Story, names: Mapping[ReadingPart, str]) -> Browsers:
    return {part: await become(door, story.slug, name) for part, name in names.items()}


EVERYWHERE: Sequence[ReadingPart] = ("operator", "auditor")

NAMES: Mapping[ReadingPart, str] = {
    "office": "office",
    "principal": "principal",
    "panel": "panel-1",
    "chair": "college-1",
    "member": "college-2",
    "substitute": "rik",
    "judge": "kees",
}


@pytest.fixture(scope="module")
async def walk(
    postgres: Databases,
    prepared_client: Client,
    temporal: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Walk]:
    dsn, folder = await postgres.create(), tmp_path_factory.mktemp("rights")
    own = {"database": SecretStr(account(dsn, API)), "temporal": temporal, "task_queue": QUEUE}
    async with (
        connect(dsn) as pool,
        connect(account(dsn, WORKER)) as workers,
        opened(settings_of(folder).model_copy(update=own), folder) as door,
        AsyncExitStack() as stack,
    ):
        world = World(prepared_client, pool, QUEUE, workers)
        await stack.enter_async_context(world.worker())

        async def begun(blueprint: Blueprint) -> Story:
            return await stack.enter_async_context(told(world, Story(door, blueprint)))

        other = await begun(of_others(blueprint()))
        await other.act(other.office, "nominations", person=other.person("bram"), interests=INTERESTS)
        await other.asked()
        # Only who speaks for an organisation is somebody of the programme.
        await other.representative("H1").get("/me")
        moments: Mapping[Moment, Story] = {
            "written": await written(await begun(blueprint())),
            "decided": await decided(await begun(blueprint())),
            "approved": await approved(await begun(blueprint())),
        }
        now = moments["decided"]
        meetings = (await now.read("/meetings"))["items"]
        # Somebody is the same in all three, by one account.
        in_this: Mapping[ReadingPart, str] = {
            "kwartiermaker": "anna",
            "drafter": "bram",
            "representative": "Who speaks for G1",
        }
        yield Walk(
            moments,
            other,
            day=next(one["day"] for one in meetings if one["agenda"]),
            parts={
                **await taking_part(door, now, {**NAMES, **in_this}),
                **{claim: await anybody(door, claim) for claim in EVERYWHERE},
            },
            of_the_other=await taking_part(
                door, other, {**NAMES, "representative": "Who speaks for H1", "candidate": "anna"}
            ),
            strangers={key: await anybody(door, key) for key in ("starter", "stranger")},
            nobody=Browser(door),
        )
    await postgres.drop(dsn)


# --- which pages there are ---


def test_every_page_of_a_programme_says_where_it_is_asked_for_and_what_it_shows() -> None:
    assert PAGES.keys() == PLACES.keys() | WITHOUT_SIGNING_IN
    assert {id_ for id_, shown in PAGES.items() if shown is None} == WITHOUT_SIGNING_IN


# --- who is let in ---

EVERY_PLACE = pytest.mark.parametrize(
    ("id_", "place"),
    [pytest.param(id_, place, id=f"{id_}{place.path}") for id_, places in PLACES.items() for place in places],
)

AT_EVERY_MOMENT = pytest.mark.parametrize(
    ("moment", "id_", "place"),
    [
        pytest.param(moment, id_, place, id=f"{moment}-{id_}{place.path}")
        for id_, places in PLACES.items()
        for place in places
        for moment in place.at
    ],
)


def may_see(part: ReadingPart, id_: str, what: Material | None = None) -> bool:
    """What the table says of a page, and of `what` of it is shown at one place."""
    shown = PAGES[id_]
    assert shown is not None
    comes_in = any(may_read([part], one) for one in shown.any_of)
    return comes_in and (what is None or may_read([part], what))


def is_refused(answer: httpx2.Response) -> bool:
    """Whether somebody is told that this is not theirs to read, on a page that says nothing of it."""
    if answer.status_code != 403:
        return False
    # Who asks for the head only gets no words.
    return answer.request.method == "HEAD" or (NOT_YOURS in answer.text and TITLE not in answer.text)


@AT_EVERY_MOMENT
async def test_each_part_sees_what_its_row_says(walk: Walk, moment: Moment, id_: str, place: Place) -> None:
    heard = await walk.each(walk.parts, walk.moments[moment], place)

    let_in = {part: answer.status_code for part, answer in heard.items() if not is_refused(answer)}
    assert let_in.keys() == {part for part in walk.parts if may_see(part, id_, place.shows)}
    assert place.answers is None or set(let_in.values()) == {place.answers}


@AT_EVERY_MOMENT
async def test_no_page_says_what_its_reader_may_not_read(
    walk: Walk, moment: Moment, id_: str, place: Place
) -> None:
    heard = await walk.each(walk.parts, walk.moments[moment], place)

    denied = {
        part: [w for w in WORDS if w in answer.text and not may_know(part, w)]
        for part, answer in heard.items()
    }
    assert not any(denied.values()), denied


def may_know(part: ReadingPart, words: str) -> bool:
    """Whether the table lets them read one of the kinds of material that these words are of."""
    return any(may_read([part], what) for what in WORDS[words])


async def test_each_of_these_words_stands_where_somebody_may_read_it(walk: Walk) -> None:
    pages = [answer.text for moment in walk.moments for answer in await walk.all_at(moment)]

    assert {words for words in (*WORDS, VOTE) if any(words in page for page in pages)} == {
        *WORDS,
        VOTE,
    } - NOWHERE


@EVERY_PLACE
async def test_nobody_but_the_voter_sees_a_running_vote(walk: Walk, id_: str, place: Place) -> None:
    heard = await walk.each(walk.parts, walk.moments["decided"], place)

    assert {part for part, answer in heard.items() if VOTE in answer.text} <= {"member"}, id_


# --- of another programme, and for nobody ---


@EVERY_PLACE
@pytest.mark.parametrize("moment", ["decided", "approved"])
async def test_whoever_has_no_part_in_it_opens_no_page(
    walk: Walk, moment: Moment, id_: str, place: Place
) -> None:
    heard = await walk.each({**walk.of_the_other, **walk.strangers}, walk.moments[moment], place)

    # An approved programme is read by everyone as far as the table says: no page but the public one.
    assert {is_refused(answer) for answer in heard.values()} == {True}, id_
    assert not may_see("everyone", id_)


@EVERY_PLACE
async def test_nor_does_a_part_open_the_same_page_of_another_programme(
    walk: Walk, id_: str, place: Place
) -> None:
    heard = await walk.each(walk.parts, walk.other, place)

    let_in = {part for part, answer in heard.items() if not is_refused(answer)}
    assert let_in == {part for part in EVERYWHERE if may_see(part, id_)}


@EVERY_PLACE
async def test_a_candidate_comes_to_what_their_row_says(walk: Walk, id_: str, place: Place) -> None:
    answer = await walk.heard(walk.of_the_other["candidate"], walk.other, place)

    assert is_refused(answer) != may_see("candidate", id_)
    assert not [words for words in WORDS if words in answer.text]


@EVERY_PLACE
async def test_whoever_has_not_signed_in_is_led_to_do_so(walk: Walk, id_: str, place: Place) -> None:
    answer = await walk.heard(walk.nobody, walk.moments["decided"], place)

    assert answer.status_code == 303, id_
    assert answer.headers["location"].startswith("/sign-in?to=/programmes/")


# --- for everyone ---


async def test_everyone_sees_the_public_page_of_an_approved_programme_only(walk: Walk) -> None:
    for moment, story in walk.moments.items():
        answer = await walk.nobody.http.get(f"/public/{story.slug}")
        assert answer.status_code == (200 if moment == "approved" else 404)
        assert not [words for words in WORDS if words in answer.text and not public(words)]


def public(words: str) -> bool:
    """Whether everyone may read it once the programme is approved: responses are settled and public then."""
    return "settled_memos" in WORDS[words]
