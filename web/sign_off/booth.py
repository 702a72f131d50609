"""The ballot as somebody finds it: whether they may vote, what they voted, and afterwards who voted what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from typing import cast as as_

from domain.register.entries import Entry
from domain.shared.messages import N_
from domain.sign_off.ballot import ruled
from domain.sign_off.establish_decision import DecisionEstablished
from domain.sign_off.history import ValidVote
from domain.voting.outcome import Outcome
from domain.voting.tally import Choice
from service.asking.acts import Act
from service.asking.listing import NamedPossible, listed
from service.sign_off import reading
from service.sign_off.acts import EstablishAnOutcome, OfSubmission, VoteOnASubmission, why_no_vote
from store.people import people
from web.sign_off.ballot import MEANS, SAYS, Filled
from web.sign_off.looked import Looked
from words.refusals import said
from words.vocabulary import OUTCOMES


class Choosable(NamedTuple):
    """What one may vote, and what does not speak for itself about it."""

    value: str
    title: str
    about: str


class Place(NamedTuple):
    """A seat on which the reader may vote; `holder` is who holds it where that is somebody else."""

    key: str
    title: str
    holder: str


class Cast(NamedTuple):
    """The vote that a seat has."""

    seat: str
    choice: str
    reason: str
    voter: str
    in_place_of: str
    day: str


class Result(NamedTuple):
    """What the body decided, seat by seat, and who established it."""

    outcome: str
    kind: str
    established: str
    votes: Sequence[Cast]
    silent: Sequence[str]


@dataclass(frozen=True)
class Booth:
    """What the reader finds; `why_not` is why whoever has to do with a seat may not vote on it."""

    places: Sequence[Place]
    choices: Sequence[Choosable]
    own: Sequence[Cast]
    begun: Filled
    why_not: str
    turnout: str
    result: Result | None
    rule: str
    chair: str
    outcome: Outcome | None


async def booth(looked: Looked) -> Booth:
    """What the reader finds of the ballot."""
    acts = await _acts(looked)
    votes = _votes(looked)
    texts = await looked.sight.texts(*_texts_of(votes))
    names = await _names(looked, votes)
    voting, establishing = acts.get(VoteOnASubmission), acts.get(EstablishAnOutcome)
    cast = [_cast(looked, vote, names, texts) for vote in votes]
    mine = [] if looked.submission.is_decided and not looked.is_open else cast
    rule = ruled(looked.state) if reading.may_see_the_rule(looked.sight, looked.number) else None
    return Booth(
        places=_places(looked, voting, names),
        choices=_choices(looked, voting),
        own=mine,
        begun=Filled.of_vote(looked.now.hash, votes[0], texts) if mine else Filled(looked.now.hash),
        why_not="" if voting is not None else _why_not(looked),
        turnout=_turnout(looked),
        result=_result(looked, cast, names),
        rule="" if rule is None else looked.language.say(OUTCOMES[rule]),
        chair="" if establishing is None else str(establishing.choices["seat"][0].value),
        outcome=rule,
    )


def ids_of(looked: Looked) -> Sequence[str]:
    """The ids of the texts that it needs."""
    return _texts_of(_votes(looked))


def _votes(looked: Looked) -> list[ValidVote]:
    return reading.votes_for(looked.sight, looked.submission)


async def _acts(looked: Looked) -> Mapping[type[Act[Any, Any]], NamedPossible]:
    """Which of both acts the reader may do now, about this very submission."""
    found = await listed(looked.sight, looked.asker, (VoteOnASubmission(), EstablishAnOutcome()))
    about = OfSubmission(submission=looked.number)
    return {type(one.act): each for one in found for each in one.possible if each.about == about}


def _places(looked: Looked, voting: NamedPossible | None, names: Mapping[str, str]) -> list[Place]:
    if voting is None:
        return []
    holders = {seat.key: seat.person for seat in looked.body.seats}
    keys = [str(option.value) for option in voting.choices["seat"]]
    return [
        Place(
            key,
            looked.seat_titles.get(key, key),
            "" if holders[key] == looked.sight.reader.id else names.get(holders[key], ""),
        )
        for key in keys
    ]


def _choices(looked: Looked, voting: NamedPossible | None) -> list[Choosable]:
    if voting is None:
        return []
    say = looked.language.say
    keys: list[Choice] = [as_("Choice", option.value) for option in voting.choices["choice"]]
    return [Choosable(key, say(SAYS[key]), say(MEANS[key]) if key in MEANS else "") for key in keys]


def _why_not(looked: Looked) -> str:
    """Why the reader may not vote on a seat that is theirs, or that they have a mandate for."""
    table, reader = looked.state.on_the_table, looked.asker
    if table is None or not looked.is_open:
        return ""
    given = {
        m.seats.get(table.body.key) for m in looked.state.sign_off.mandates.values() if m.person == reader.id
    }
    for seat in table.body.seats:
        if reader.id in {seat.person, seat.substitute} or seat.key in given:
            refusal = why_no_vote(looked.state, reader, looked.today, table, seat.key)
            if refusal is not None:
                return looked.language.say(said(refusal))
    return ""


def _turnout(looked: Looked) -> str:
    """How many seats voted, and how many of them make a quorum."""
    body, now = looked.body, looked.under_way
    voted, seats = len(now.votes) if now is not None else 0, len(body.seats)
    if body.quorum_by == "weight":
        weighed = N_("{voted} of {of} seats voted; the quorum is {percent} % of what the seats weigh.")
        return looked.language.say(weighed, voted=voted, of=seats, percent=body.quorum_percent)
    # Rounded up: a part of a seat is not present.
    needed = -(-body.quorum_percent * seats // 100)
    counted = N_("{voted} of {of} seats voted; {needed} are needed for the quorum.")
    return looked.language.say(counted, voted=voted, of=seats, needed=needed)


def _texts_of(votes: Iterable[ValidVote]) -> list[str]:
    refs = [
        ref for vote in votes for ref in (vote.event.reason, *(one.text for one in vote.event.conditions))
    ]
    return [ref.id for ref in refs]


async def _names(looked: Looked, votes: Iterable[ValidVote]) -> Mapping[str, str]:
    ids = {person for vote in votes for person in vote.people} | {seat.person for seat in looked.body.seats}
    if (decided := _decided(looked)) is not None:
        ids.add(decided[0].actor.person)
    return await people.names(looked.sight.connection, looked.sight.slug, ids)


def _cast(looked: Looked, vote: ValidVote, names: Mapping[str, str], texts: Mapping[str, str]) -> Cast:
    event = vote.event
    return Cast(
        seat=looked.seat_titles.get(event.seat, event.seat),
        choice=looked.language.say(SAYS[event.choice]),
        reason=texts[event.reason.id],
        voter=names.get(vote.voter, ""),
        in_place_of=names.get(event.for_person, "") if event.for_person else "",
        day=looked.day_of(vote.entry),
    )


def _decided(looked: Looked) -> tuple[Entry, DecisionEstablished] | None:
    """The last decision on the submission, and the entry that holds it."""
    for entry in reversed(looked.register):
        if isinstance(entry.event, DecisionEstablished) and entry.event.submission == looked.number:
            return entry, entry.event
    return None


def _result(looked: Looked, cast: Sequence[Cast], names: Mapping[str, str]) -> Result | None:
    """What was decided last; none while the ballot is open anew, or not decided."""
    decided = _decided(looked)
    if decided is None or not looked.submission.is_decided:
        return None
    entry, event = decided
    by = names.get(entry.actor.person, "") if event.chair is not None else ""
    established = BY_THE_CHAIR if by else BY_THE_RULE
    voted = {one.seat for one in cast}
    return Result(
        outcome=looked.language.say(OUTCOMES[event.outcome]),
        kind="done" if event.outcome in IN_FAVOUR else "",
        established=looked.language.say(established, name=by, day=looked.day_of(entry)),
        votes=cast,
        silent=[title for title in looked.seat_titles.values() if title not in voted],
    )


BY_THE_CHAIR = N_("{name} established this as chair on {day}, by the body's own rule.")
BY_THE_RULE = N_("Kwartier established this on {day}, by the body's own rule.")
IN_FAVOUR = ("approved", "approved_with_conditions", "advised_for", "ratified", "taken_note_of")
