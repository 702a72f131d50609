"""A plan that was sent back comes with points; the next version says what it does with each."""

from cli.demo.cast import Player
from cli.demo.stage import Stage
from domain.plan.answer_sent_back_point import SentBackPointAnswered
from domain.shared.messages import N_, N_plural

ANSWERS = (
    N_("Added, with an amount and an owner."),
    N_("Worked out in the plan as it was completed."),
)


async def the_points_are_answered(stage: Stage, kwartiermaker: Player, number: int) -> None:
    """The version `number` is not taken before each point has an answer."""
    points = (await stage.read("sent-back-points"))["items"]
    problem = await stage.is_refused(kwartiermaker, f"plan-versions/{number}/submissions")
    stage.say(
        N_plural(
            "Submitting refused ({status} {code}): {n} point of the body waits for an answer.",
            "Submitting refused ({status} {code}): {n} points of the body wait for an answer.",
        ).having(status=str(problem.status), code=problem.code, n=len(points)),
        "yellow",
    )
    for nth, point in enumerate(points):
        answer = stage.typed(ANSWERS[nth % len(ANSWERS)])
        await stage.act(kwartiermaker, f"sent-back-points/{point['key']}/answers", text=answer)
        await stage.until(SentBackPointAnswered)
