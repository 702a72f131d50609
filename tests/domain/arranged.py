"""Programmes that have come as far as a test needs them."""

from datetime import date, timedelta

from domain.plan import sent_back_points
from domain.shared.rules import Rules
from domain.shared.texts import TextRef
from domain.voting.tally import Choice
from tests.domain import asking
from tests.domain.cast import ANNA, BRAM
from tests.domain.programmes import MANDATORY, Programme, rules


def asked(rules_: Rules | None = None, *preference: str) -> Programme:
    """Anna is asked to be kwartiermaker; Bram is a candidate too, and next when he is in `preference`."""
    programme = Programme(rules_)
    programme.act(
        asking.nominate(ANNA.person),
        asking.nominate(BRAM.person),
        asking.choose(*(preference or (ANNA.person,))),
    )
    return programme


def appointed(rules_: Rules | None = None) -> Programme:
    """Anna has accepted the assignment; the consultation is open."""
    programme = asked(rules_)
    programme.act(asking.accept())
    return programme


def drafted(rules_: Rules | None = None) -> Programme:
    """All five organisations have answered, and version 1 is the first draft."""
    programme = appointed(rules_)
    for group in ("gemeente", "gemeente", "gemeente", "marktpartij", "marktpartij"):
        programme.contribute(group)
    return programme


def whole_plan(words: str = "The plan") -> dict[str, TextRef]:
    """All mandatory sections, written."""
    return {key: asking.text(f"{words}: {key}.") for key in MANDATORY}


def with_principles(*goals: str) -> Programme:
    """A programme with two principles; version 2 names `goals`, and everything else is in order."""
    chosen = rules()
    measured = chosen.definition.model_copy(update={"principles": ("open", "trusted")})
    programme = drafted(chosen.model_copy(update={"definition": measured}))
    texts = [asking.text(goal) for goal in goals]
    programme.act(asking.settle_responses(), asking.save_version(whole_plan(), goals=texts))
    return programme


def under_review(rules_: Rules | None = None) -> Programme:
    """What was contributed is answered; version 1 is submitted, and before the panel."""
    programme = drafted(rules_)
    programme.act(asking.settle_responses(), asking.submit_version(1))
    return programme


def before_the_body(rules_: Rules | None = None) -> Programme:
    """The panel said yes; the submission is on the agenda of the first body."""
    programme = under_review(rules_)
    programme.panel_says("yes", "yes", "yes")
    assert programme.state.phase == "sign_off"
    return programme


def decided(programme: Programme, *choices: Choice) -> Programme:
    """The seats of the body whose turn it is have voted, and its meeting is over."""
    programme.members_vote(*choices)
    programme.wait_until(meeting_day(programme) + timedelta(days=1))
    return programme


def with_conditions(rules_: Rules | None = None) -> Programme:
    """Every body approved, the first two seats of the last with a condition each for the kwartiermaker."""
    programme = before_the_body(rules_)
    bodies = len(programme.state.rules.sign_off.bodies)
    for _ in range(bodies - 1):
        decided(programme, "for", "for", "for")
    return decided(programme, "for_with_conditions", "for_with_conditions", "for")


def sent_back(rules_: Rules | None = None) -> Programme:
    """The first body sent the plan back; the kwartiermaker writes again."""
    return decided(before_the_body(rules_), "send_back", "send_back", "against")


def points_answered(programme: Programme) -> Programme:
    """The kwartiermaker has answered every point that the plan was sent back with."""
    for point in sent_back_points.unanswered(programme.state):
        programme.act(asking.answer_sent_back_point(point))
    return programme


def submitted_again(programme: Programme) -> Programme:
    """Every point is answered, the kwartiermaker wrote another version and the panel said yes again."""
    points_answered(programme)
    programme.act(asking.save_version(whole_plan(f"Version {programme.state.version + 1}")))
    programme.act(asking.submit_version(programme.state.version))
    programme.panel_says("yes", "yes", "yes")
    return programme


def approved(rules_: Rules | None = None) -> Programme:
    programme = before_the_body(rules_)
    while programme.state.ending is None:
        decided(programme, "for", "for", "for")
    return programme


def rejected(rules_: Rules | None = None) -> Programme:
    return decided(before_the_body(rules_), "against", "against", "for")


def withdrawn(rules_: Rules | None = None) -> Programme:
    programme = appointed(rules_)
    programme.act(asking.withdraw())
    return programme


def meeting_day(programme: Programme) -> date:
    """The day on which the body whose turn it is decides."""
    submission = programme.state.sign_off.submission
    assert submission is not None
    assert submission.meeting is not None
    return submission.meeting
