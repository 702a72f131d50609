"""Programmes on the real parts that have come as far as a test needs them."""

from datetime import date, timedelta

from domain.bodies.meetings import is_on_an_agenda
from domain.consultation.consultations import the_consultation_is_open
from domain.plan import sent_back_points
from domain.plan.panel_review import a_version_is_under_review
from domain.responses.settlement import unsettled
from domain.shared.actors import Actor
from domain.shared.conditions import AskedCondition
from domain.shared.texts import TextRef
from domain.state.programme_state import ProgrammeState
from domain.voting.tally import Choice
from tests.domain import asking
from tests.workflows.blueprints import CODES, PANEL, SECTIONS
from tests.workflows.driving import Programme


def there_is_a_draft(state: ProgrammeState) -> bool:
    return state.definition.draft is not None


def anna(programme: Programme) -> Actor:
    return programme.actor("anna", "candidate")


def kwartiermaker(programme: Programme) -> Actor:
    return programme.actor("anna", "kwartiermaker")


async def nominated(programme: Programme, *people: str) -> Programme:
    """Anna, or others, are candidates."""
    for key in people or ("anna",):
        await programme.act(asking.nominate(programme.person(key), by=programme.office))
    return programme


async def asked(programme: Programme, *people: str) -> Programme:
    """Anna is asked, or else the first of `people`."""
    await nominated(programme, *people)
    preference = [programme.person(key) for key in people or ("anna",)]
    await programme.act(asking.choose(*preference, by=programme.principal))
    await programme.until_noted("candidate.asked")
    return programme


async def appointed(programme: Programme) -> Programme:
    """Anna has accepted; the consultation is open."""
    await asked(programme)
    await programme.act(asking.accept(anna(programme)))
    await programme.until(the_consultation_is_open)
    return programme


async def drafted(programme: Programme) -> Programme:
    """Every organisation has answered, and version 1 is the first draft."""
    await appointed(programme)
    await programme.contribute(*CODES)
    await programme.until(there_is_a_draft)
    return programme


async def whole_plan(programme: Programme, words: str = "The new") -> dict[str, TextRef]:
    """All sections, written."""
    return {key: await programme.write(f"{words} {key}.") for key in SECTIONS}


async def answered(programme: Programme) -> Programme:
    """Every point that was made is answered, and that is settled."""
    for consultation in unsettled(await programme.state()):
        await programme.answer(consultation)
        await programme.act(asking.settle_responses(consultation, by=kwartiermaker(programme)))
    return programme


async def points_answered(programme: Programme) -> Programme:
    """Every point that the plan was sent back with has its answer."""
    for point in sent_back_points.unanswered(await programme.state()):
        answer = {"answer": await programme.write(f"About point {point}.")}
        asked = asking.answer_sent_back_point(point, by=kwartiermaker(programme))
        await programme.act(asked.model_copy(update=answer))
    return programme


async def submitted(programme: Programme, words: str = "The new") -> Programme:
    """Everything is answered; the kwartiermaker has written a version and submitted it to the panel."""
    await points_answered(await answered(programme))
    by = kwartiermaker(programme)
    await programme.act(asking.save_version(await whole_plan(programme, words), by=by))
    await programme.act(asking.submit_version((await programme.state()).version, by=by))
    return programme


async def under_review(programme: Programme) -> Programme:
    """Version 2, the kwartiermaker's own, is before the panel."""
    await submitted(await drafted(programme))
    await programme.until(a_version_is_under_review)
    return programme


async def reviewed(programme: Programme) -> Programme:
    """The panel says yes to the version before it; the submission is on an agenda."""
    state = await programme.state()
    for key in PANEL:
        await programme.act(asking.review(key, state, by=programme.actor(key, "panel")))
    await programme.until(is_on_an_agenda)
    return programme


async def before_the_body(programme: Programme) -> Programme:
    """The submission is on the agenda of the first body."""
    return await reviewed(await under_review(programme))


async def vote(programme: Programme, *choices: Choice) -> Programme:
    """The first seats of the body whose turn it is vote; conditions are due three months from now."""
    state = await programme.state()
    assert state.body is not None
    body = state.body.key
    for seat, choice in enumerate(choices, start=1):
        by = programme.actor(f"{body}-{seat}", "member")
        conditions = [await condition(programme)] if choice == "for_with_conditions" else []
        # The next cover note tells what the plan was sent back for.
        reason = await programme.write(f"Seat {seat} wants more.") if choice == "send_back" else None
        await programme.act(asking.ballot(state, seat, choice, conditions=conditions, by=by, reason=reason))
    return programme


async def condition(programme: Programme) -> AskedCondition:
    """A condition for the kwartiermaker, due three months from now."""
    text = await programme.write("Show who pays.")
    return AskedCondition(text=text, owner="kwartiermaker", due=in_three_months(programme))


def in_three_months(programme: Programme) -> date:
    return programme.now.date() + timedelta(days=90)


async def approved_with_conditions(programme: Programme) -> Programme:
    """The College approved; its first member wants something shown."""
    await vote(await before_the_body(programme), "for_with_conditions", "for", "for")
    await programme.until(lambda state: state.phase == "conditions", "the phase of conditions")
    return programme


async def approved(programme: Programme) -> Programme:
    """The College approved, and the programme is published."""
    await vote(await before_the_body(programme), "for", "for", "for")
    await programme.until(lambda state: state.published, "publication")
    return programme
