"""A plan that was sent back comes with points; the next version says what it does with each."""

from cli.demo.cast import Player
from cli.demo.stage import Stage
from domain.plan.answer_sent_back_point import SentBackPointAnswered

ANSWERS = (
    "Toegevoegd, met een bedrag en een eigenaar. / Added, with an amount and an owner.",
    "Uitgewerkt in het aangevulde plan. / Worked out in the plan as it was completed.",
)


async def the_points_are_answered(stage: Stage, kwartiermaker: Player, number: int) -> None:
    """The version `number` is not taken before each point has an answer."""
    points = (await stage.read("sent-back-points"))["items"]
    problem = await stage.is_refused(kwartiermaker, f"plan-versions/{number}/submissions")
    stage.say(
        f"Indienen geweigerd ({problem.status} {problem.code}): {len(points)} punten van het orgaan wachten"
        " op antwoord.",
        f"Submitting refused ({problem.status} {problem.code}): {len(points)} points of the body wait for an"
        " answer.",
        "yellow",
    )
    for nth, point in enumerate(points):
        answer = ANSWERS[nth % len(ANSWERS)]
        await stage.act(kwartiermaker, f"sent-back-points/{point['key']}/answers", text=answer)
        await stage.until(SentBackPointAnswered)
