"""Bodies under any rule that a blueprint may hold, and votes that those rules know."""

from typing import get_args

from hypothesis import strategies as st

from domain.shared.rules import BodyRole, BodyRules, Majority, Seat
from domain.voting.outcome import Moment, choices
from domain.voting.tally import Choice
from tests.domain.programmes import body

Votes = dict[str, Choice]

moments = st.builds(Moment, may_send_back=st.booleans(), second_meeting=st.booleans())


def weighing(*weights: int, **changes: object) -> BodyRules:
    """A body whose seats a, b, c... weigh what is given."""
    seats = tuple(
        Seat(key=key, person=f"id-{key}", weight=weight)
        for key, weight in zip("abcdefgh", weights, strict=False)
    )
    return body("body", **(changes | {"seats": seats}))


def votes(**cast: Choice) -> Votes:
    return dict(cast)


def and_then(cast: Votes, seat: str, choice: Choice) -> Votes:
    one_more: Votes = {seat: choice}
    return cast | one_more


@st.composite
def bodies(draw: st.DrawFn, **changes: object) -> BodyRules:
    """A small body under any rule a blueprint may hold."""
    weights = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    majority = draw(st.sampled_from(get_args(Majority)))
    rule: dict[str, object] = {
        "majority": majority,
        "quorum_percent": draw(st.sampled_from((1, 34, 50, 75, 100))),
        "quorum_by": draw(st.sampled_from(("seats", "weight"))),
        "abstentions_count": majority != "consent" and draw(st.booleans()),
        "chair": draw(st.sampled_from((None, "a"))),
        "casting_vote": majority == "simple" and draw(st.booleans()),
        "role": draw(st.sampled_from(get_args(BodyRole))),
        "second_meeting_without_quorum": draw(st.booleans()),
    }
    return weighing(*weights, **(rule | changes))


@st.composite
def ballots(draw: st.DrawFn, rule: BodyRules, absent: int = 0) -> Votes:
    """Votes that the body's rule knows; at least `absent` seats did not vote."""
    keys = [seat.key for seat in rule.seats]
    voted = draw(st.lists(st.sampled_from(keys), unique=True, max_size=len(keys) - absent))
    return {key: draw(st.sampled_from(choices(rule))) for key in voted}
