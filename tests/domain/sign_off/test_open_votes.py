"""Whoever votes hears nothing of the others before it is decided, and nobody else does."""

from domain.register.entries import Entry
from domain.register.sealed import SealedEntry
from domain.sign_off.cast_ballot import BallotCast
from domain.sign_off.open_votes import KINDS, open_votes, shown_to
from tests.domain import asking
from tests.domain.arranged import before_the_body, decided, meeting_day, sent_back
from tests.domain.cast import OFFICE, PRINCIPAL, member
from tests.domain.programmes import Programme, body, rules

CHAIRED = rules(body(chair="college-1", chair_establishes=True))


def votes(programme: Programme) -> list[Entry]:
    return [entry for entry in programme.register if isinstance(entry.event, BallotCast)]


def seen_by(programme: Programme, reader: str | None) -> list[bool]:
    """Of each vote, whether `reader` sees it."""
    opened = open_votes(programme.register)
    return [isinstance(shown_to(entry, opened, reader), Entry) for entry in votes(programme)]


def test_a_vote_is_seen_by_whoever_cast_it_alone() -> None:
    programme = before_the_body()
    programme.members_vote("for", "against")

    assert seen_by(programme, member("college", 1).person) == [True, False]
    for other in (member("college", 3).person, OFFICE.person, PRINCIPAL.person, None):
        assert seen_by(programme, other) == [False, False]


def test_of_one_that_is_sealed_nothing_is_shown_but_its_place() -> None:
    programme = before_the_body()
    programme.members_vote("for")
    [vote] = votes(programme)

    shown = shown_to(vote, open_votes(programme.register))

    assert isinstance(shown, SealedEntry)
    assert shown.model_dump(mode="json") == {
        "type": "sealed",
        "programme": vote.programme,
        "seq": vote.seq,
        "at": vote.model_dump(mode="json")["at"],
        "prev": vote.prev,
        "hash": vote.hash,
    }


def test_the_member_sees_the_vote_that_their_substitute_cast() -> None:
    holder, substitute = member("college", 1), "id-of-vera"
    programme = before_the_body()
    programme.act(asking.give_mandate(substitute, programme.today, meeting_day(programme), by=holder))
    by = holder.model_copy(update={"person": substitute, "role": "substitute"})
    programme.act(asking.ballot(programme.state, 1, by=by))

    assert seen_by(programme, substitute) == seen_by(programme, holder.person) == [True]


def test_every_vote_is_open_once_it_is_decided() -> None:
    assert seen_by(decided(before_the_body(), "for", "for", "against"), None) == [True] * 3
    assert seen_by(sent_back(), None) == [True] * 3


def test_a_ballot_that_is_over_stays_sealed_until_the_chair_has_established_its_outcome() -> None:
    programme = decided(before_the_body(CHAIRED), "for", "for", "for")
    assert "ballot.closed" in programme.kinds
    assert seen_by(programme, None) == [False] * 3

    programme.act(asking.establish(programme.state, "approved"))

    assert seen_by(programme, None) == [True] * 3


def test_a_vote_that_a_revision_made_void_stays_sealed_until_the_submission_is_decided() -> None:
    programme = before_the_body()
    programme.members_vote("against")
    programme.act(asking.revise(programme.state, note="Clearer."))
    assert seen_by(programme, None) == [False]

    decided(programme, "for", "for", "for")

    assert seen_by(programme, None) == [True] * 4


def test_votes_on_a_programme_that_is_withdrawn_stay_sealed() -> None:
    programme = before_the_body()
    programme.members_vote("for", "against")
    programme.act(asking.withdraw())

    assert seen_by(programme, None) == [False, False]


def test_votes_and_decisions_alone_tell_which_are_open() -> None:
    programme = decided(before_the_body(), "for", "for", "against")

    assert open_votes(programme.register) == open_votes(
        e for e in programme.register if e.event.kind in KINDS
    )


def test_a_vote_that_came_in_meanwhile_is_sealed() -> None:
    programme = before_the_body()
    before = open_votes(programme.register)
    programme.members_vote("for")

    assert isinstance(shown_to(votes(programme)[0], before), SealedEntry)
