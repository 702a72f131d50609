"""The second phase: everyone is asked, some answer, and the kwartiermaker writes with what they said."""

from datetime import timedelta

from cli.demo import answering, asking_again, sent_back, writing
from cli.demo.cast import Player
from cli.demo.drafting import save
from cli.demo.rounds import organisations_contribute, silence_is_noticed, the_round_closes
from cli.demo.stage import Stage
from domain.blueprint.definition import Organisation
from domain.consultation.invite_organisations import OrganisationsInvited
from domain.consultation.open_consultation import ConsultationOpened
from domain.consultation.plan_session import SessionPlanned
from domain.consultation.record_session import SessionHeld
from domain.plan.assemble_draft import DraftAssembled
from domain.plan.close_review import ReviewClosed
from domain.plan.complete_definition import DefinitionCompleted
from domain.plan.submit_version import VersionSubmitted
from domain.projects.add_project import ProjectAdded
from domain.projects.place_project import ProjectPlaced
from domain.shared.messages import N_

AFTER_SENDING_BACK = 3
"""The edition of the plan that answers a body's points."""


async def play(stage: Stage, kwartiermaker: Player) -> None:
    number = await the_first_round(stage, kwartiermaker)
    number = await asking_again.play(stage, kwartiermaker, number)
    await submit(stage, kwartiermaker, number)
    await the_panel_reviews(stage)


async def the_first_round(stage: Stage, kwartiermaker: Player) -> int:
    """Ask everybody, and answer what they say with a version of the plan; its number."""
    await stage.until(OrganisationsInvited)
    opened = await stage.until(ConsultationOpened)
    await organisations_contribute(stage, opened.consultation)
    await a_session_is_held(stage, kwartiermaker)
    await projects_get_their_place(stage, kwartiermaker)
    await silence_is_noticed(stage, opened.consultation)
    await the_round_closes(stage)
    await stage.until(DraftAssembled)
    await an_empty_section_is_refused(stage, kwartiermaker)
    number = await save(stage, kwartiermaker, writing.plan(stage.blueprint))
    await goals_are_measured(stage, kwartiermaker, number)
    await answering.play(stage, kwartiermaker, opened.consultation, number)
    return number


async def revise(stage: Stage, kwartiermaker: Player) -> None:
    """Play the phase once more, after a body sent the plan back."""
    number = await save(stage, kwartiermaker, writing.plan(stage.blueprint, edition=AFTER_SENDING_BACK))
    await sent_back.the_points_are_answered(stage, kwartiermaker, number)
    await submit(stage, kwartiermaker, number)
    await the_panel_reviews(stage)


async def a_session_is_held(stage: Stage, kwartiermaker: Player) -> None:
    """Let some of those who contributed meet; all but one stand by what came of it."""
    present = writing.participants(stage.blueprint)
    codes = [organisation.code for organisation in present]
    day = stage.today + timedelta(days=1)
    title = stage.typed(writing.SESSION_TITLE)
    await stage.act(kwartiermaker, "sessions", day=day.isoformat(), title=title, organisations=codes)
    number = (await stage.until(SessionPlanned)).session
    await stage.days_pass(day)
    outcome = writing.outcome(stage.blueprint)
    await stage.act(stage.cast.office, f"sessions/{number}/records", present=codes, sections=outcome)
    await stage.until(SessionHeld)
    confirming = present[: max(1, len(present) - 1)]
    await stage.act_together(confirm(stage, number, organisation) for organisation in confirming)
    stage.say(
        N_("{confirming} of {present} confirm the outcome, which makes it their contribution.").having(
            confirming=len(confirming), present=len(present)
        )
    )


async def confirm(stage: Stage, session: int, organisation: Organisation) -> None:
    representative = stage.cast.representative(organisation)
    await stage.act(representative, f"sessions/{session}/confirmations", can="yes_if", will="yes")


async def projects_get_their_place(stage: Stage, kwartiermaker: Player) -> None:
    """Let the office name what already runs, and the kwartiermaker say what becomes of it."""
    for project in writing.projects(stage.blueprint):
        await stage.act(stage.cast.office, "projects", **project)
        number = (await stage.until(ProjectAdded)).project
        await stage.act(
            kwartiermaker, f"projects/{number}/placements", **writing.place(stage.blueprint, number)
        )
        await stage.until(ProjectPlaced)


async def an_empty_section_is_refused(stage: Stage, kwartiermaker: Player) -> None:
    """Show the gate: a plan without one of its mandatory sections goes nowhere."""
    sections = writing.plan(stage.blueprint)
    unfinished = next(section for section in stage.blueprint.definition.sections if section.mandatory)
    number = await save(stage, kwartiermaker, sections | {unfinished.key: ""})
    problem = await stage.is_refused(kwartiermaker, f"plan-versions/{number}/submissions")
    refused = N_("Submitting refused ({status} {code}): section {section} is empty.").having(
        status=str(problem.status), code=problem.code, section=unfinished.title
    )
    stage.say(refused, "yellow")


async def goals_are_measured(stage: Stage, kwartiermaker: Player, number: int) -> None:
    """Comply or explain: each goal follows each principle, or says why not."""
    await stage.act_together(
        stage.act(
            kwartiermaker,
            f"plan-versions/{number}/principle-answers",
            **writing.measured(stage.blueprint, goal, nth, principle),
        )
        for goal, _ in enumerate(writing.goals(stage.blueprint), start=1)
        for nth, principle in enumerate(stage.blueprint.definition.principles)
    )


async def submit(stage: Stage, kwartiermaker: Player, number: int) -> None:
    await stage.act(kwartiermaker, f"plan-versions/{number}/submissions")
    await stage.until(VersionSubmitted)


async def the_panel_reviews(stage: Stage) -> None:
    version = stage.all(VersionSubmitted)[-1].version
    await stage.act_together(
        stage.act(
            stage.cast.holder(seat),
            f"plan-versions/{version}/reviews",
            seat=seat.key,
            **writing.review(stage.blueprint, nth),
        )
        for nth, seat in enumerate(stage.blueprint.definition.panel)
    )
    await stage.until(ReviewClosed)
    await stage.until(DefinitionCompleted)
