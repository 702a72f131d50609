"""Drafters: whom the kwartiermaker lets write along, and what they may not do."""

from domain.shared.actors import Actor
from domain.state.roles import NotADrafter
from tests.domain import asking
from tests.domain.arranged import drafted, under_review, whole_plan
from tests.domain.cast import KWARTIERMAKER, OFFICE, PANEL, member
from tests.domain.programmes import Programme

DRAFTER = Actor(person="id-of-dora", role="drafter")


def with_drafter(programme: Programme, person: str = DRAFTER.person) -> Programme:
    programme.act(asking.allow_drafter(person))
    return programme


def test_a_drafter_saves_versions_and_is_named_as_their_author() -> None:
    programme = with_drafter(drafted())
    programme.act(asking.save_version(whole_plan(), by=DRAFTER))
    assert programme.state.version == 2
    assert programme.state.definition.authors == (DRAFTER.person,)


def test_a_drafter_does_not_submit() -> None:
    programme = with_drafter(drafted())
    assert programme.refusal(asking.submit_version(1, by=DRAFTER)).code == "not_the_kwartiermaker"


def test_nobody_drafts_who_was_not_allowed_or_is_no_longer() -> None:
    programme = drafted()
    assert programme.refusal(asking.save_version(whole_plan(), by=DRAFTER)).code == "not_the_kwartiermaker"
    with_drafter(programme).act(asking.disallow_drafter(DRAFTER.person))
    refusal = programme.refusal(asking.save_version(whole_plan(), by=DRAFTER))
    assert isinstance(refusal, NotADrafter)
    assert refusal.code == "not_the_kwartiermaker"
    assert refusal.message == "Only the kwartiermaker, and whoever they allow to draft, can write the plan."


def test_only_the_kwartiermaker_says_who_drafts() -> None:
    programme = drafted()
    assert programme.refusal(asking.allow_drafter("x", by=OFFICE)).code == "not_the_kwartiermaker"
    assert programme.refusal(asking.disallow_drafter("x", by=OFFICE)).code == "not_the_kwartiermaker"


def test_who_drafts_already_is_not_allowed_twice_and_who_does_not_cannot_be_stopped() -> None:
    programme = with_drafter(drafted())
    assert programme.refusal(asking.allow_drafter(DRAFTER.person)).code == "drafts_already"
    assert programme.refusal(asking.allow_drafter(KWARTIERMAKER.person)).code == "drafts_already"
    refusal = programme.refusal(asking.disallow_drafter("id-of-nobody"))
    assert (refusal.code, refusal.details) == ("not_drafting", {"drafters": [DRAFTER.person]})


def test_who_saved_a_version_does_not_review_it_even_when_they_draft_no_longer() -> None:
    programme, seat = drafted(), PANEL["panel-1"]
    with_drafter(programme, seat.person).act(
        asking.save_version(whole_plan(), by=Actor(person=seat.person, role="drafter")),
        asking.disallow_drafter(seat.person),
        asking.settle_responses(),
        asking.submit_version(2),
    )
    assert programme.refusal(asking.review("panel-1", programme.state)).code == "own_work"


def test_who_saved_a_version_does_not_vote_on_it() -> None:
    programme, voter = drafted(), member("college", 1)
    with_drafter(programme, voter.person).act(
        asking.save_version(whole_plan(), by=Actor(person=voter.person, role="drafter")),
        asking.settle_responses(),
        asking.submit_version(2),
    )
    programme.panel_says("yes", "yes", "yes")
    assert programme.refusal(asking.ballot(programme.state, 1)).code == "own_work"


def test_who_may_draft_but_wrote_nothing_judges_freely() -> None:
    programme = with_drafter(under_review(), member("college", 1).person)
    programme.panel_says("yes", "yes", "yes")
    programme.act(asking.ballot(programme.state, 1))
    assert "ballot.cast" in programme.kinds


def test_a_version_saved_before_authors_were_recorded_is_the_kwartiermakers() -> None:
    programme = under_review()
    programme.act(asking.save_version(whole_plan()))
    old = programme.register[-1].event.model_copy(update={"author": ""})
    state = programme.state.model_copy(
        update={"definition": programme.state.definition.model_copy(update={"authors": ()})}
    )
    programme.state = state
    programme.record([old])
    assert programme.state.definition.authors == (KWARTIERMAKER.person,)
