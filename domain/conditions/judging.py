"""Who judges whether a condition is met: whom the body names, and never on their own work."""

from collections.abc import Collection, Mapping

from domain.shared.messages import N_
from domain.shared.refusals import Forbidden
from domain.shared.rules import BodyRules, Seat
from domain.state.programme_state import Condition, ProgrammeState
from domain.state.roles import Asker, NoSeat, NotYourSeat, Part, part
from domain.voting.outcome import has_majority, has_quorum
from domain.voting.tally import Choice, Tally


class NotTheJudge(Forbidden):
    title = N_("You do not judge this condition")
    sentence = N_("Only whom the body named judges its conditions.")
    advice = N_("Whom the body named must do this.")


class NoSeatToJudge(NoSeat):
    sentence = N_("Only the holder of a seat in the body that set the condition judges it.")


class NotTheSeatThatJudges(NotYourSeat):
    sentence = N_("Only the holder of seat {seat} judges this condition.")


def evidence_waits(state: ProgrammeState, key: str) -> bool:
    """Whether evidence was shown for a condition and nobody has said yet whether it is enough."""
    condition = state.conditions.get(key)
    return condition is not None and condition.is_open and condition.evidence is not None


def seats_that_judge(condition: Condition, body: BodyRules) -> tuple[Seat, ...]:
    """The seats that judge `condition`; none when the body named a person outside it."""
    match body.conditions_judged_by:
        case "who_asked":
            return tuple(seat for seat in body.seats if seat.key == condition.set.seat)
        case "chair":
            return tuple(seat for seat in body.seats if seat.key == body.chair)
        case "body":
            return body.seats
        case "person":
            return ()


def waited_for(state: ProgrammeState, key: str) -> tuple[str, ...]:
    """The ids of those who can still judge the evidence that waits."""
    if not evidence_waits(state, key):
        return ()
    condition = state.conditions[key]
    body = state.body_at(condition.body)
    if body.conditions_judged_by == "person":
        return (body.judge,) if body.judge is not None else ()
    seats = seats_that_judge(condition, body)
    return tuple(seat.person for seat in seats if seat.key not in condition.judged)


def judge_of(asker: Asker, state: ProgrammeState, condition: Condition) -> Part:
    """Whoever judges a condition, as the body that set it says."""
    body = state.body_at(condition.body)
    judging_seat(asker.id, condition, body)
    return part(asker, "judge" if body.conditions_judged_by == "person" else "member")


def judging_seat(person: str, condition: Condition, body: BodyRules) -> str | None:
    """The seat on which `person` judges, none when the body named them as a person. Raises `Forbidden`."""
    if body.conditions_judged_by == "person":
        if person != body.judge:
            raise NotTheJudge
        return None
    # Not `roles.seat_of`: nobody names a seat to judge, so nothing is said about naming another.
    held = [seat.key for seat in body.seats if seat.person == person]
    if not held:
        raise NoSeatToJudge
    judging = [seat.key for seat in seats_that_judge(condition, body)]
    for key in held:
        if key in judging:
            return key
    raise NotTheSeatThatJudges(seat=judging[0])


def verdict(said: Mapping[str, bool], body: BodyRules, prepared: Collection[str]) -> bool | None:
    """Whether a condition is met by what the seats of `body` said, none as long as that is not certain.

    It is certain once the quorum is there and the majority is the same whatever the others say. Who
    `prepared` the plan says nothing. It is enough to try the extremes: all else lies between those.
    """
    silent = [seat.key for seat in body.seats if seat.key not in said and seat.person not in prepared]
    now = _verdict(said, body)
    extremes = (_verdict({**said, **dict.fromkeys(silent, met)}, body) for met in (True, False))
    return now if all(verdict == now for verdict in extremes) else None


def _verdict(said: Mapping[str, bool], body: BodyRules) -> bool | None:
    choices: dict[str, Choice] = {seat: "for" if met else "against" for seat, met in said.items()}
    # As a vote is counted: weights and quorum mean the same when the body judges what it asked for.
    tally = Tally.by(body, choices)
    if not has_quorum(tally, body.quorum_percent, body.quorum_by):
        return None
    count = tally.by_weight
    return has_majority(count.in_favour, count.cast, body.majority)


def judges_of(state: ProgrammeState) -> frozenset[str]:
    """The people outside the bodies whom these named to judge their conditions."""
    return frozenset(body.judge for body in state.bodies if body.judge is not None)
