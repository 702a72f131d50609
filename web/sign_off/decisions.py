"""What the bodies decided, what lies before them, and the conditions that came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, NamedTuple

from fastapi import APIRouter
from starlette.responses import Response

from domain.blueprint.model import Blueprint
from domain.bodies.meetings import meetings_of
from domain.shared.messages import N_, Message
from domain.shared.requested import OF_ROLE, Requested
from domain.shared.rules import BodyRules
from domain.state.programme_state import Decision, ProgrammeState
from service.asking.possible import clock
from service.reading import ReadContext, Reading
from web.every_phase.doable import doable
from web.every_phase.heading import OfProgramme
from web.every_phase.programme import Slug
from web.http.page import Shows
from web.sign_in.session import reads
from words import turns
from words.language import Language
from words.languages import OF_PAPERS
from words.sentences import votes
from words.turns import WHOSE, Urgency
from words.vocabulary import OUTCOMES

router = APIRouter()

ReadsDecisions = Annotated[Reading, reads("decisions", also=("submissions", "conditions", "evidence"))]

ASKED: dict[Requested, Message] = {
    "approve": N_("is asked to approve the plan"),
    "ratify": N_("is asked to ratify what was decided"),
    "take_note": N_("is asked to take note"),
}
ADVISES = N_("is asked for advice")

GOOD = ("approved", "approved_with_conditions", "advised_for", "ratified", "taken_note_of")


class Decided(NamedTuple):
    """A decision in words, with what was said for it and put right later."""

    day: str
    outcome: str
    good: bool
    about: str
    votes: str
    reasons: Sequence[str]
    corrections: Sequence[str]
    address: str
    meeting: str


@dataclass(frozen=True)
class OfBody:
    """A body of the chain: what it is asked, when it meets next, what lies before it, and what it decided."""

    title: str
    asked: str
    next_meeting: str
    before_it: str
    decided: Sequence[Decided]


class ShownCondition(NamedTuple):
    """A condition: what must be shown, who shows it and until when, and whether it was.

    `evidence` is empty where none was given, or it is not for the reader.
    """

    text: str
    evidence: str
    body: str
    owner: str
    day: str
    urgency: Urgency
    met: bool
    lapsed: bool


@router.get("/programmes/{slug}/decisions", operation_id="pageDecisions")
async def decisions(slug: Slug, page: Shows, read: ReadsDecisions) -> Response:
    """The chain of bodies with their decisions, and every condition."""
    async with read.open(slug) as sight:
        blueprint = await sight.blueprint()
        state = sight.state.on(sight.state.rules.calendar.day_of(clock(sight.state)))
        chain = await _chain(sight, state, blueprint, page.language)
        conditions = await _conditions(sight, state, blueprint, page.language)
        acts = doable(sight, page.language, "bodies", "sign_off", "conditions", "publication")
        heading = OfProgramme.of(sight, blueprint.title)
    return page.show(
        "sign_off/decisions.html",
        programme=heading,
        chain=chain,
        conditions=conditions,
        written_in=blueprint.language or OF_PAPERS,
        published=state.published,
        acts=acts,
    )


async def _chain(
    sight: ReadContext, state: ProgrammeState, blueprint: Blueprint, language: Language
) -> list[OfBody]:
    made = state.sign_off.decisions
    texts = await sight.texts(
        *(ref.id for one in made for ref in (*one.reasons, *(c.text for c in one.corrections)))
    )
    titles = {body.key: body.title for body in blueprint.sign_off.bodies}
    return [
        OfBody(
            title=titles[body.key],
            asked=language.say(ADVISES if body.role == "advises" else ASKED[OF_ROLE[body.role]]),
            next_meeting=_next_meeting(body, state, language),
            before_it=_before_it(body, sight, state),
            decided=[
                _decided(sight.slug, one, texts, language) for one in reversed(made) if one.body == body.key
            ],
        )
        for body in state.bodies
    ]


def _next_meeting(body: BodyRules, state: ProgrammeState, language: Language) -> str:
    today = state.rules.calendar.day_of(clock(state))
    day = min((day for day in meetings_of(state, body) if day >= today), default=None)
    return "" if day is None or state.ending is not None else language.full_day(day)


def _before_it(body: BodyRules, sight: ReadContext, state: ProgrammeState) -> str:
    """Where what lies before the body is read and decided on, if anything does."""
    table = state.on_the_table
    if table is None or table.body.key != body.key or not sight.reader.may("submissions"):
        return ""
    return f"/programmes/{sight.slug}/submissions/{table.submission.number}"


def _decided(slug: str, one: Decision, texts: dict[str, str], language: Language) -> Decided:
    if one.version is None:
        about = language.say(N_("submission {number}").having(number=str(one.submission)))
    else:
        about = language.say(N_("version {version} of the plan").having(version=str(one.version)))
    return Decided(
        day=language.day(one.meeting),
        outcome=language.say(OUTCOMES[one.outcome]),
        good=one.outcome in GOOD,
        about=about,
        votes=language.value(votes(one.tally)),
        reasons=[texts[ref.id] for ref in one.reasons],
        corrections=[texts[each.text.id] for each in one.corrections],
        address=f"/programmes/{slug}/submissions/{one.submission}",
        meeting=f"/programmes/{slug}/meetings/{one.body}/{one.meeting}",
    )


async def _conditions(
    sight: ReadContext, state: ProgrammeState, blueprint: Blueprint, language: Language
) -> list[ShownCondition]:
    """Every condition, first those that are still open."""
    if not sight.reader.may("conditions"):
        return []
    made = sorted(state.conditions.values(), key=lambda one: (not one.is_open, one.set.due))
    shown = [one.evidence.id for one in made if one.evidence] if sight.reader.may("evidence") else []
    texts = await sight.texts(*(one.set.text.id for one in made), *shown)
    titles = {body.key: body.title for body in blueprint.sign_off.bodies}
    today = state.rules.calendar.day_of(clock(state))
    return [
        ShownCondition(
            text=texts[one.set.text.id],
            evidence=texts[one.evidence.id] if one.evidence and one.evidence.id in shown else "",
            body=titles[one.body],
            owner=language.say(WHOSE[one.set.owner]),
            day=language.brief_day(one.set.due, today),
            urgency=turns.urgency(one.set.due, today) if one.is_open else "later",
            met=one.met,
            lapsed=one.lapsed is not None,
        )
        for one in made
    ]
