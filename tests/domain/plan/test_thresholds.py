"""What each group must reach: response, and support that is not shown where too few answered."""

from hypothesis import given
from hypothesis import strategies as st

from domain.consultation.close_consultation import close_consultation
from domain.plan import gate
from domain.plan.thresholds import Threshold, measured_thresholds
from domain.shared.rules import Rules, Thresholds
from domain.shared.support import Answer, Support, Weight
from domain.state.own_step import Said
from tests.domain import asking
from tests.domain.arranged import appointed, drafted, under_review
from tests.domain.programmes import Programme, rules

ANSWERS: tuple[Answer, ...] = ("yes", "yes_if", "no")


def with_thresholds(smallest_shown: int = 1, **gemeente: int) -> Rules:
    chosen = rules()
    definition = chosen.definition.model_copy(
        update={"bars": {"gemeente": Thresholds.model_validate(gemeente)}, "smallest_shown": smallest_shown}
    )
    return chosen.model_copy(update={"definition": definition})


def answered(chosen: Rules, *answers: Answer) -> Programme:
    """A first round in which some municipalities answered, the same to *can* and *will*."""
    programme = appointed(chosen)
    for answer in answers:
        programme.contribute("gemeente", can=answer, will=answer)
    programme.wait(11)
    return programme


def test_a_blueprint_without_thresholds_asks_for_nothing() -> None:
    assert measured_thresholds(drafted().state) == []


def test_a_threshold_says_what_there_is_and_what_is_needed() -> None:
    programme = answered(with_thresholds(response=60, can=50, will=80), "yes", "no")
    assert measured_thresholds(programme.state) == [
        Threshold("response-gemeente", 66, 60),
        Threshold("can-gemeente", 50, 50),
        Threshold("will-gemeente", 50, 80),
    ]


def test_before_the_first_round_is_closed_nothing_is_reached() -> None:
    assert not any(
        one.reached
        for one in measured_thresholds(appointed(with_thresholds(response=1, can=1, will=1)).state)
    )


def test_where_too_few_answered_nothing_is_said_of_support_and_the_threshold_is_not_reached() -> None:
    programme = answered(with_thresholds(smallest_shown=3, can=1), "yes", "yes")
    assert programme.state.definition.consultation is not None
    assert programme.state.definition.consultation.support == {}
    assert measured_thresholds(programme.state) == [Threshold("can-gemeente", None, 1)]
    assert not measured_thresholds(programme.state)[0].reached


def test_the_gate_does_not_hold_below_a_threshold_and_somebody_has_a_deadline() -> None:
    programme = under_review(with_thresholds(response=100))
    programme.panel_says("yes", "yes", "yes")
    assert programme.state.phase == "sign_off"

    short = answered(with_thresholds(response=100), "yes")
    short.act(asking.settle_responses(), asking.submit_version(1))
    short.panel_says("yes", "yes", "yes")
    assert short.state.phase == "definition"
    assert [c.key for c in gate.criteria(short.state) if not c.met] == ["response-gemeente"]
    assert "draft" in short.open_deadlines


def test_the_last_round_decides() -> None:
    programme = answered(with_thresholds(response=100), "yes")
    programme.act(asking.settle_responses(), asking.submit_version(1))
    programme.panel_says("yes", "yes", "yes")

    programme.act(asking.open_consultation(1))
    for group in ("gemeente", "gemeente", "gemeente", "marktpartij", "marktpartij"):
        programme.contribute(group)
    programme.act(asking.settle_responses(2))

    assert programme.state.phase == "sign_off"
    assert set(programme.state.deadlines) == {"term", "meeting"}


said = st.lists(
    st.builds(
        Said,
        group=st.sampled_from(("gemeente", "marktpartij")),
        support=st.builds(Support, can=st.sampled_from(ANSWERS), will=st.sampled_from(ANSWERS)),
        receipt=st.just("0" * 64),
        weight=st.integers(1, 1000),
    ),
    max_size=12,
)


@given(said, st.integers(1, 5))
def test_no_figure_is_about_fewer_than_the_smallest_number(said: list[Said], smallest: int) -> None:
    chosen = with_thresholds(smallest_shown=smallest, weighted=1).definition

    closed = close_consultation(1, {"gemeente": 12, "marktpartij": 12}, said, chosen, everyone=False)

    assert all(counts.can.total >= smallest for counts in closed.support.values())
    assert set(closed.weight) <= set(closed.support)
    assert sum(closed.answered.values()) == len(said)


@given(st.lists(st.tuples(st.sampled_from(ANSWERS), st.integers(1, 10**9)), min_size=1))
def test_a_weighted_percentage_lies_between_nothing_and_everything(answers: list[tuple[Answer, int]]) -> None:
    weight = Weight.of((Support(can=answer, will="yes"), heavy) for answer, heavy in answers)
    assert 0 <= weight.can <= 100
    assert weight.will == 100


def test_a_heavy_organisation_counts_for_what_it_weighs() -> None:
    yes, no = Support(can="yes", will="yes"), Support(can="no", will="yes_if")
    assert Weight.of([(yes, 1), (yes, 1), (no, 8)]) == Weight(can=20, will=100)
