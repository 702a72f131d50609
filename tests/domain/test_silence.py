"""Who is silent in a consultation is asked once more, and near its closing the principal hears of it."""

from domain.errors import Forbidden
from domain.events import SilentNudged
from tests.domain import asking
from tests.domain.arranged import appointed, drafted
from tests.domain.cast import EVERY_ROLE, OFFICE


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
        assert appointed().refusal(asking.nudge("G1", consultation=2)).code == "consultation_closed"
        assert drafted().refusal(asking.nudge("G1")).code == "consultation_closed"

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
