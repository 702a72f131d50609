"""A round of asking: many answer, silence is noticed, and it ends on its last day."""

from datetime import timedelta

from cli.demo import writing
from cli.demo.stage import Stage
from domain.blueprint.definition import Organisation
from domain.consultation.close_consultation import ConsultationClosed
from domain.consultation.escalate_silence import SilenceEscalated
from domain.consultation.nudge_silent import SilentNudged
from domain.shared.messages import N_plural


async def organisations_contribute(stage: Stage, consultation: int) -> None:
    """Let many organisations answer at once, but not all: the round ends on its deadline."""
    chosen = writing.contributors(stage.blueprint, consultation)
    await stage.act_together(
        contribute(stage, consultation, nth, organisation) for nth, organisation in enumerate(chosen)
    )
    stage.say(
        N_plural(
            "{n} organisation contributes, and gets a receipt.",
            "{n} organisations contribute, and each gets a receipt.",
        ).having(n=len(chosen))
    )


async def contribute(stage: Stage, consultation: int, nth: int, organisation: Organisation) -> None:
    body = writing.contribution(stage.blueprint, nth, consultation)
    representative = stage.cast.representative(organisation)
    await stage.act(representative, f"consultations/{consultation}/contributions", **body)


async def silence_is_noticed(stage: Stage, consultation: int) -> None:
    """Let the principal hear of a group below its response target, and the office ask it once more."""
    group = writing.hesitant(stage.blueprint)
    if group is None:
        return
    await stage.days_pass((await stage.deadlines())["consultation"] - timedelta(days=1))
    await stage.until(SilenceEscalated)
    await stage.act(stage.cast.office, f"consultations/{consultation}/nudges", group=group.key)
    await stage.until(SilentNudged)


async def the_round_closes(stage: Stage) -> None:
    # With very few organisations all may have answered, and it is closed already.
    if "consultation" in await stage.deadlines():
        await stage.deadline_passes("consultation")
    await stage.until(ConsultationClosed)
