"""The last phase: what was asked with the approval is shown, and who asked for it is satisfied."""

from cli.demo.cast import Player
from cli.demo.stage import Stage
from domain.conditions.judge_condition import ConditionJudged
from domain.conditions.show_evidence import EvidenceShown
from domain.publication.publish_programme import ProgrammePublished
from domain.shared.conditions import SetCondition
from domain.shared.messages import N_
from domain.sign_off.approve_programme import ProgrammeApproved
from domain.sign_off.establish_decision import DecisionEstablished


async def play(stage: Stage, kwartiermaker: Player) -> None:
    for decision in stage.all(DecisionEstablished):
        for condition in decision.conditions:
            await the_kwartiermaker_shows_evidence(stage, kwartiermaker, condition)
            await the_seat_that_asked_is_satisfied(stage, decision.body, condition)
    await stage.until(ProgrammeApproved)
    await stage.until(ProgrammePublished)


async def the_kwartiermaker_shows_evidence(
    stage: Stage, kwartiermaker: Player, condition: SetCondition
) -> None:
    evidence = stage.typed(N_("A budget for five years, checked by the office."))
    await stage.act(kwartiermaker, f"conditions/{condition.key}/evidence", evidence=evidence)
    await stage.until(EvidenceShown)


async def the_seat_that_asked_is_satisfied(stage: Stage, body_key: str, condition: SetCondition) -> None:
    body = next(body for body in stage.blueprint.sign_off.bodies if body.key == body_key)
    seat = next(seat for seat in body.seats if seat.key == condition.seat)
    reason = stage.typed(N_("Upkeep is covered."))
    await stage.act(
        stage.cast.holder(seat), f"conditions/{condition.key}/judgements", verdict="met", reason=reason
    )
    await stage.until(ConditionJudged)
