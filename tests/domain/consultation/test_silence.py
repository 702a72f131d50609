"""Who is silent in a consultation is asked once more, and near its closing the principal hears of it."""

from datetime import timedelta

from domain.consultation.consultations import NoSuchConsultation
from domain.consultation.escalate_silence import QuorumReached, Share, SilenceEscalated, escalate_silence
from domain.consultation.nudge_silent import SilentNudged
from domain.every_phase.remind import ReminderSent
from domain.shared.refusals import Forbidden
from domain.shared.rules import Rules
from tests.domain import asking
from tests.domain.arranged import appointed, drafted
from tests.domain.cast import EVERY_ROLE, OFFICE
from tests.domain.documents import Document, changed, document, problems
from tests.domain.programmes import Programme, rules


class TestANudge:
    def test_goes_to_a_group_or_to_those_who_are_named(self) -> None:
        programme = appointed()
        programme.act(asking.nudge(group="gemeente", count=3))
        assert programme.last(SilentNudged) == SilentNudged(consultation=1, group="gemeente", count=3)
        programme.act(asking.nudge("G1", "G2", count=2))
        assert programme.last(SilentNudged).organisations == ("G1", "G2")

    def test_is_for_the_office_only(self) -> None:
        programme = appointed()
        for role in EVERY_ROLE:
            if role != OFFICE:
                assert isinstance(programme.refusal(asking.nudge("G1", by=role)), Forbidden), role

    def test_needs_a_consultation_that_is_open(self) -> None:
        assert drafted().refusal(asking.nudge("G1")).code == "consultation_closed"

    def test_needs_a_consultation_that_there_is(self) -> None:
        refusal = appointed().refusal(asking.nudge("G1", consultation=2))
        assert isinstance(refusal, NoSuchConsultation)
        assert refusal.details == {"consultation": 2}

    def test_needs_somebody_who_is_silent(self) -> None:
        assert appointed().refusal(asking.nudge(group="gemeente", count=0)).code == "nobody_silent"

    def test_names_a_group_of_the_blueprint(self) -> None:
        refusal = appointed().refusal(asking.nudge(group="gemeenten"))
        assert refusal.code == "no_such_group"
        assert refusal.details == {"groups": ["gemeente", "marktpartij"]}

    def test_waits_while_the_programme_is_suspended(self) -> None:
        programme = appointed()
        programme.act(asking.suspend())
        assert programme.refusal(asking.nudge("G1")).code == "suspended"


def with_response_targets(escalate: int = 3, **targets: int) -> Rules:
    """The small programme's rules, with a response target for some groups."""
    usual = rules()
    fields: dict[str, object] = {"quorums": targets, "escalate_working_days": escalate}
    return usual.model_copy(update={"definition": usual.definition.model_copy(update=fields)})


def escalations(programme: Programme) -> list[SilenceEscalated]:
    return [event for event in programme.since(0) if isinstance(event, SilenceEscalated)]


def near_the_closing(programme: Programme, days_before: int = 3) -> None:
    due = programme.open_deadlines["consultation"]
    programme.wait_until(programme.state.rules.calendar.before(due, days_before))


class TestNearTheClosing:
    def test_the_principal_hears_of_groups_below_their_response_target(self) -> None:
        programme = appointed(with_response_targets(gemeente=60, marktpartij=50))
        programme.contribute("gemeente")
        programme.contribute("marktpartij")
        near_the_closing(programme)
        assert escalations(programme) == [
            SilenceEscalated(
                deadline="consultation",
                consultation=1,
                groups={"gemeente": Share(invited=3, answered=1)},
            )
        ]

    def test_nobody_hears_when_every_group_reached_its_target(self) -> None:
        programme = appointed(with_response_targets(gemeente=60))
        programme.contribute("gemeente")
        programme.contribute("gemeente")
        near_the_closing(programme)
        assert escalations(programme) == []
        assert programme.last(QuorumReached).consultation == 1

    def test_it_is_looked_at_once(self) -> None:
        programme = appointed(with_response_targets(gemeente=60))
        near_the_closing(programme)
        programme.wait(1)
        assert len(escalations(programme)) == 1

    def test_it_is_not_looked_at_before(self) -> None:
        programme = appointed(with_response_targets(gemeente=60))
        near_the_closing(programme, days_before=4)
        assert escalations(programme) == []

    def test_who_is_silent_is_reminded_on_the_same_day_all_the_same(self) -> None:
        programme = appointed(with_response_targets(escalate=5, gemeente=60))
        near_the_closing(programme, days_before=5)
        assert len(escalations(programme)) == 1
        assert programme.last(ReminderSent).deadline == "consultation"

    def test_without_response_targets_nobody_looks(self) -> None:
        programme = appointed()
        programme.wait(11)
        assert not {"silence.escalated", "quorum.reached"} & set(programme.kinds)

    def test_after_the_deadline_was_moved_it_is_looked_at_again(self) -> None:
        programme = appointed(with_response_targets(gemeente=60))
        near_the_closing(programme)
        programme.act(asking.move_deadline("consultation", programme.today + timedelta(days=30)))
        near_the_closing(programme)
        assert len(escalations(programme)) == 2

    def test_a_round_whose_time_is_over_is_closed_without_a_look(self) -> None:
        programme = appointed(with_response_targets(gemeente=60))
        programme.on(programme.today + timedelta(days=60))
        programme.meet_deadlines()
        programme.settle()
        assert escalations(programme) == []
        assert "consultation.closed" in programme.kinds

    def test_exactly_the_target_is_enough(self) -> None:
        share = {"a": Share(invited=10, answered=6)}
        assert isinstance(escalate_silence("consultation", 1, {"a": 60}, share), QuorumReached)
        assert isinstance(escalate_silence("consultation", 1, {"a": 61}, share), SilenceEscalated)


class TestInTheBlueprint:
    def with_response_target(self, escalate: int) -> Document:
        broken = changed("definition.groups.0.quorum_percent", 50)
        broken["definition"]["escalate_working_days"] = escalate
        return broken

    def test_a_group_may_have_a_response_target(self) -> None:
        assert problems(self.with_response_target(9)) == ()

    def test_the_round_must_be_longer_than_the_time_before_its_closing(self) -> None:
        [found] = problems(self.with_response_target(10))
        assert found.startswith(
            "definition.escalate_working_days: 10 must be smaller than consultation.working_days, which is 10"
        )

    def test_without_a_response_target_the_length_of_the_round_does_not_matter(self) -> None:
        short = document()
        short["definition"]["consultation"] = {"working_days": 2}
        assert problems(short) == ()
