"""The rules are played over a register: an entry that could not have come to be is named."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from domain.every_phase.playing import AGAIN, ANOTHER_KEY, NOT_DERIVED, NOT_SIGNED, Kept, Played, play
from domain.every_phase.waits import Waits
from domain.register.entries import Break, Entry
from domain.register.heads import SigningKey
from domain.sign_off.approve_programme import ProgrammeApproved
from domain.sign_off.cast_ballot import BallotCast
from domain.state.commands import Command, carried, signed
from domain.state.programme_state import ProgrammeState
from tests.domain import arranged, asking
from tests.domain.programmes import Programme
from tests.replay import exported
from tests.workflows.running import COMMAND_KEY, KEY

KEYS = {COMMAND_KEY.public.id: COMMAND_KEY.public}


def played(programme: Programme, entries: Sequence[Entry], kept: Kept | None = None) -> Played | Break:
    return play(Played(Waits(programme.beginning)), entries, kept)


def voted(programme: Programme, command: Command | None = None) -> tuple[Command, list[Entry]]:
    """A vote, and the entries that came of it."""
    before, vote = len(programme.register), command or asking.ballot(programme.state, 1, "against")
    programme.by_itself = False
    programme.act(vote)
    return vote, programme.register[before:]


def signed_by(key: SigningKey, command: Command, programme: Programme, seq: int) -> Kept:
    """The command behind entry `seq`, as somebody signed it."""
    whole = signed(command, programme.state.slug, key, programme.now)
    return Kept({seq: carried(whole)}, KEYS)


@pytest.mark.parametrize("file", exported.files(), ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_recorded_register_follows(file: exported.Path) -> None:
    recorded = exported.read(file)
    beginning = ProgrammeState.model_validate(recorded.beginning)
    entries = [Entry.model_validate(entry) for entry in recorded.entries]

    found = play(Played(Waits(beginning)), entries)

    assert not isinstance(found, Break), found
    assert found.state.head == entries[-1].head


def test_an_approval_that_the_rules_do_not_give_is_named() -> None:
    programme = arranged.before_the_body()
    last = programme.register[-1]
    approval = ProgrammeApproved(version=2, hash="any")
    forged = last.model_copy(update={"seq": last.seq + 1, "key": f"step-{last.seq + 1}", "event": approval})

    assert played(programme, [*programme.register, forged]) == Break(forged.seq, NOT_DERIVED)


def test_what_the_programme_said_by_itself_cannot_say_something_else() -> None:
    programme = arranged.approved()
    seq = next(e.seq for e in programme.register if e.event.kind == "decision.established")
    changed = [
        e.model_copy(update={"event": e.event.model_copy(update={"outcome": "rejected"})})
        if e.seq == seq
        else e
        for e in programme.register
    ]

    assert played(programme, changed) == Break(seq, NOT_DERIVED)


def test_nothing_stands_before_what_is_later() -> None:
    programme = arranged.before_the_body()
    *entries, last = programme.register
    earlier = last.model_copy(update={"at": entries[-1].at - timedelta(days=1)})

    assert played(programme, [*entries, earlier]) == Break(last.seq, NOT_DERIVED)


def test_a_vote_follows_from_the_command_that_was_signed() -> None:
    programme = arranged.before_the_body()
    before = programme.state
    vote, entries = voted(programme)

    kept = signed_by(COMMAND_KEY, vote, programme, entries[0].seq)

    assert not isinstance(play(Played(Waits(before)), entries, kept), Break)


def test_a_vote_that_nobody_signed_is_named() -> None:
    programme = arranged.before_the_body()
    before = programme.state
    vote, entries = voted(programme)

    by_another = signed_by(KEY, vote, programme, entries[0].seq)

    nobody, another = (play(Played(Waits(before)), entries, kept) for kept in (Kept({}, KEYS), by_another))

    assert nobody == Break(entries[0].seq, NOT_SIGNED)
    assert another == Break(entries[0].seq, ANOTHER_KEY.having(key=KEY.public.id))


def test_a_vote_that_says_something_else_than_was_signed_is_named() -> None:
    programme = arranged.before_the_body()
    before = programme.state
    vote, (entry,) = voted(programme)
    assert isinstance(entry.event, BallotCast)
    turned = entry.model_copy(update={"event": entry.event.model_copy(update={"choice": "for"})})

    kept = signed_by(COMMAND_KEY, vote, programme, entry.seq)

    assert play(Played(Waits(before)), [turned], kept) == Break(entry.seq, NOT_DERIVED)


def test_a_command_counts_once() -> None:
    programme = arranged.before_the_body()
    vote, entries = voted(programme)
    _, again = voted(programme, vote)

    kept = signed_by(COMMAND_KEY, vote, programme, again[0].seq)
    found = play(Played(Waits(programme.state), frozenset({entries[0].key})), again, kept)

    assert found == Break(again[0].seq, AGAIN)


def test_what_was_vouched_for_is_taken_as_it_is() -> None:
    programme = arranged.before_the_body()
    before = programme.state
    _, entries = voted(programme)

    vouched_for = Kept({}, KEYS, since=entries[-1].seq + 1)

    assert not isinstance(play(Played(Waits(before)), entries, vouched_for), Break)
