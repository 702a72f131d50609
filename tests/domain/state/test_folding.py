"""Where a programme stands is what its register comes down to, in however many pieces it is read."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.register.answers import Answer
from domain.register.entries import Entry
from domain.register.events import kinds
from domain.shared.base import Tolerant
from domain.state.commands import updates
from domain.state.folding import REMEMBERED_COMMANDS, apply, fold
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from tests.domain import asking
from tests.domain.arranged import (
    appointed,
    approved,
    asked,
    before_the_body,
    drafted,
    rejected,
    sent_back,
    under_review,
    with_conditions,
    withdrawn,
)
from tests.domain.programmes import START, Programme

EVERYWHERE = [
    Programme,
    asked,
    appointed,
    drafted,
    under_review,
    before_the_body,
    sent_back,
    with_conditions,
    approved,
    rejected,
    withdrawn,
]


@pytest.mark.parametrize("arrange", EVERYWHERE)
class TestWhereItStands:
    def test_is_what_the_whole_register_comes_down_to(self, arrange: Callable[[], Programme]) -> None:
        programme = arrange()
        assert fold(programme.beginning, programme.register) == programme.state

    def test_is_the_same_when_read_in_two_pieces(self, arrange: Callable[[], Programme]) -> None:
        programme = arrange()
        for cut in range(len(programme.register) + 1):
            first = fold(programme.beginning, programme.register[:cut])
            assert fold(first, programme.register[cut:]) == programme.state

    def test_does_not_change_by_what_was_seen_already(self, arrange: Callable[[], Programme]) -> None:
        programme = arrange()
        assert fold(programme.state, programme.register) == programme.state
        assert fold(programme.state, programme.register[-3:]) == programme.state
        assert fold(programme.state, []) == programme.state

    def test_survives_being_written_as_json(self, arrange: Callable[[], Programme]) -> None:
        state = arrange().state
        assert ProgrammeState.model_validate_json(state.model_dump_json()) == state

    def test_survives_fields_of_a_newer_version(self, arrange: Callable[[], Programme]) -> None:
        state = arrange().state
        newer = state.model_dump(mode="json") | {"mood": "good"}
        assert ProgrammeState.model_validate(newer) == state

    def test_is_the_same_for_entries_that_were_stored(self, arrange: Callable[[], Programme]) -> None:
        programme = arrange()
        stored = [Entry.model_validate_json(entry.model_dump_json()) for entry in programme.register]
        assert fold(programme.beginning, stored) == programme.state

    def test_ends_where_the_register_ends(self, arrange: Callable[[], Programme]) -> None:
        programme = arrange()
        assert programme.state.head == programme.register[-1].head
        assert programme.state.head.seq == len(programme.register)


class TestWhatIsRemembered:
    def test_the_keys_of_commands_so_that_one_that_comes_again_is_known(self) -> None:
        programme, command = Programme(), asking.nominate()
        programme.act(command)
        assert command.id in programme.state.recent

    def test_as_many_as_can_be_in_flight_and_more_but_not_all(self) -> None:
        programme = Programme()
        first = asking.nominate("id-of-somebody")
        programme.act(first)
        for _ in range(REMEMBERED_COMMANDS // 2):
            programme.act(asking.suspend(), asking.resume())
        assert len(programme.state.recent) == REMEMBERED_COMMANDS
        assert first.id not in programme.state.recent
        assert programme.state.recent[-1] == programme.register[-1].key


class TestTheAnswer:
    def test_it_lists_the_entries_that_a_command_caused(self) -> None:
        programme, command = Programme(), asking.nominate()
        programme.act(command)
        entry = programme.register[-1]
        answer = Answer.of("small", [entry])
        assert answer.programme == "small"
        assert [noted.model_dump() for noted in answer.entries] == [
            {"seq": 2, "kind": "candidate.nominated", "hash": entry.hash, "at": entry.at}
        ]

    @given(st.integers(0, 5))
    def test_it_survives_being_written_as_json(self, entries: int) -> None:
        answer = Answer.of("small", asked().register[:entries])
        assert Answer.model_validate_json(answer.model_dump_json()) == answer


class TestWithoutARule:
    def test_a_command_that_no_phase_knows_is_a_fault_of_ours(self) -> None:
        with pytest.raises(NotImplementedError, match="no rule for Tolerant"):
            decide(Tolerant(), Programme().state, START)  # pyright: ignore[reportArgumentType] - no command, on purpose

    def test_an_event_that_no_phase_knows_is_a_fault_of_ours(self) -> None:
        with pytest.raises(NotImplementedError, match="nothing follows from Tolerant"):
            apply(Tolerant(), Programme().state, date(2026, 1, 5))  # pyright: ignore[reportArgumentType] - no event, on purpose

    def test_every_kind_of_command_and_event_has_one(self) -> None:
        assert set(updates().values()) <= set(decide.registry)
        assert set(kinds().values()) <= set(apply.registry)
