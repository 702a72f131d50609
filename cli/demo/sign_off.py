"""The third phase: the bodies of the chain decide in turn; the first of them not at once."""

from datetime import timedelta

from cli.client import ProblemError
from cli.demo import definition, mandate, revising
from cli.demo.cast import Player
from cli.demo.stage import Stage
from domain.blueprint.sign_off import Body
from domain.bodies.schedule_submission import SubmissionScheduled
from domain.shared.messages import N_, Message
from domain.sign_off.establish_decision import DecisionEstablished
from domain.sign_off.prepare_submission import SubmissionPrepared
from domain.voting.tally import Choice

EXTENSION = timedelta(days=180)
TIME_TO_SHOW = timedelta(days=365)


async def play(stage: Stage, kwartiermaker: Player) -> None:
    first, *others = stage.blueprint.sign_off.bodies
    if stage.blueprint.sign_off.max_sent_back > 0:
        await decide(stage, first, "send_back", others="abstain")
        await the_term_is_extended(stage)
        await definition.revise(stage, kwartiermaker)
    await decide(stage, first, "for", first_seat="for_with_conditions", unless_preparing=kwartiermaker)
    for body in others:
        await decide(stage, body, "for")


async def decide(
    stage: Stage,
    body: Body,
    choice: Choice,
    *,
    first_seat: Choice | None = None,
    others: Choice | None = None,
    unless_preparing: Player | None = None,
) -> None:
    """Bring the submission before `body`: every seat makes the same `choice`, but for the first.

    With `others` only the first two make it. With `unless_preparing`, the kwartiermaker, the cover note
    changes when somebody has voted, and the last member is represented, but not by them.
    """
    submission = await stage.until(SubmissionPrepared)
    scheduled = await a_meeting_takes_it(stage, body)
    hash_ = submission.hash
    voters = [stage.cast.holder(seat) for seat in body.seats]
    if unless_preparing is not None:
        hash_ = await revising.play(stage, submission, voters[0], body.seats[0].key)
    await the_day_comes(stage, scheduled)
    if unless_preparing is not None:
        voters[-1] = await mandate.play(stage, body, unless_preparing)
    choices: list[Choice] = [
        choice if others is None or nth < WHO_DO else others for nth in range(len(voters))
    ]
    choices[0] = first_seat or choice
    votes = list(zip(voters, choices, strict=True))
    await the_members_vote(stage, body, (submission.submission, hash_), votes)
    if unless_preparing is not None:
        mandate.report_the_vote(stage, body)
    await the_decision_is_established(stage, body)


async def a_meeting_takes_it(stage: Stage, body: Body) -> SubmissionScheduled:
    """Wait for the meeting; the office plans one where the calendar holds none."""
    deadlines = await stage.deadlines()
    if "plan-meeting" in deadlines:
        day = deadlines["plan-meeting"] + timedelta(days=7)
        try:
            await stage.act(stage.cast.office, "meetings", body=body.key, day=day.isoformat())
        except ProblemError as problem:
            # In the moment before a meeting of the calendar takes it, it waits for one to be planned as well.
            if problem.code != "already_planned":
                raise
    return await stage.until(SubmissionScheduled)


async def the_day_comes(stage: Stage, scheduled: SubmissionScheduled) -> None:
    # The clock moves by whole days: late in the evening, the meeting's day could end before all have voted.
    await stage.days_pass(scheduled.meeting - timedelta(days=stage.is_late_in_the_evening))


async def the_members_vote(
    stage: Stage, body: Body, submission: tuple[int, str], votes: list[tuple[Player, Choice]]
) -> None:
    """Everybody votes on the submission, by its number and hash."""
    number, hash_ = submission
    await stage.act_together(
        stage.act(
            voter,
            f"submissions/{number}/ballots",
            seat=seat.key,
            **ballot(stage, hash_, choice, nth),
        )
        for nth, (seat, (voter, choice)) in enumerate(zip(body.seats, votes, strict=True))
    )
    reason = stage.typed(REASONS[votes[0][1]][0])
    stage.say(N_('A member: "{reason}"').having(reason=reason))
    await stage.follow()


async def the_decision_is_established(stage: Stage, body: Body) -> None:
    """Where a ballot may close early it does, as all have voted; otherwise with the day of the meeting."""
    if not body.early_closing:
        await stage.deadline_passes("meeting")
    await stage.until(DecisionEstablished)


async def the_term_is_extended(stage: Stage) -> None:
    """Sent back means more work: the principal gives the kwartiermaker the time for it."""
    due = (await stage.deadlines())["term"] + EXTENSION
    reason = stage.typed(N_("The plan was sent back."))
    await stage.act(stage.cast.principal, "deadlines/term/moves", due=due.isoformat(), reason=reason)


REASONS: dict[Choice, tuple[Message, ...]] = {
    "for": (N_("The plan answers our questions."),),
    "for_with_conditions": (N_("Upkeep must be settled."),),
    "send_back": (
        N_("Cover in the long run is missing."),
        N_("It does not say who sees to upkeep."),
    ),
    "abstain": (N_("We wait for what is added."),),
}
"""Why members vote as they do, each the next of them."""

WHO_DO = 2
"""How many make a choice that is not everybody's."""

CONDITION = N_("A budget for upkeep.")


def ballot(stage: Stage, hash_: str, choice: Choice, nth: int) -> dict[str, object]:
    reasons = REASONS[choice]
    due = (stage.today + TIME_TO_SHOW).isoformat()
    asked = [{"text": stage.typed(CONDITION), "owner": "kwartiermaker", "due": due}]
    conditions = asked if choice == "for_with_conditions" else []
    return {
        "submission_hash": hash_,
        "choice": choice,
        "reason": stage.typed(reasons[nth % len(reasons)]),
        "conditions": conditions,
    }
